"""What everybody reads of the policy library (政策文件库前台)."""
