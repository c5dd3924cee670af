"""The signed manifest (发布清单): what should lie in a site's folder, byte for byte."""
