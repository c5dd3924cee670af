"""What `make` calls: demo, demo-reset, test, check, bench, pages, shots, setup (命令行入口)."""
