"""other machines that serve the files (镜像分发)."""
