"""Index numbers while many publish at the same moment, some of them failing midway.

Each document goes the whole way: draft, review, secrecy review, the gate. A number that is missing,
given twice, given again or changed fails.
"""

import argparse
import time

from _scratch import installation, keep, step, table


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--publications", type=int, default=40)
    count = parser.parse_args().publications
    with installation():
        from disclosing import found_publishers
        from town import build_town
        from zhanqun.affairs.disclosure.tests import ways

        publishers = found_publishers(build_town())
        documents = ways.ways_of(publishers, count, count // 20)
        begun = time.perf_counter()
        with step(f"{len(documents)} documents at once, {count} of them published"):
            ways.at_once([document.go for document in documents])
        took = time.perf_counter() - begun
        ways.check_ways(publishers, documents)
    row = {"documents": len(documents), "connections": ways.CONNECTIONS, "seconds": round(took, 1)}
    table(tuple(row), [tuple(row.values())])
    keep(row)


if __name__ == "__main__":
    main()
