#!/usr/bin/env python
"""Management commands; the same as the installed command `zhanqun`."""

from zhanqun.config.console import main

if __name__ == "__main__":
    main()
