"""What `make` calls: demo, demo-reset, test, check, bench, setup (命令行入口)."""
