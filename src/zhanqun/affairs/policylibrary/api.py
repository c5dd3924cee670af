"""The policy library (政策文件库): documents of the whole cluster, their history and validity."""
