"""The watch over files on disk (防篡改监控): noticed, kept as evidence, restored, recorded."""
