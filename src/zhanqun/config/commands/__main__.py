"""python -m zhanqun.config.commands <command> [arguments]; the commands are those of `make`."""

import signal
import sys
from collections.abc import Callable

from zhanqun.config.commands import bench, check, demo, pages, preparation, shots, testing
from zhanqun.config.commands.steps import CommandFailed
from zhanqun.config.database import ServerFailed

COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "demo": demo.run,
    "demo-reset": demo.reset,
    "test": testing.run,
    "check": check.run,
    "bench": bench.run,
    "pages": pages.run,
    "shots": shots.run,
    "setup": preparation.run,
}


def main(arguments: list[str]) -> int:
    if not arguments or arguments[0] not in COMMANDS:
        print(__doc__)
        return 2
    # To be told to stop is the same as Ctrl-C: what was started is stopped in order.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    try:
        return COMMANDS[arguments[0]](arguments[1:])
    except (CommandFailed, ServerFailed) as failure:
        print(f"\n{failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
