"""Draw every page of a share of the sites and write its HTML: no compression, no memory of it.

python _html_alone.py FOLDER SHARE OF_SHARES
"""

import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

BATCH = 200


def main(folder: Path, share: int, shares: int) -> None:
    import django

    django.setup()
    from zhanqun.content.sites.api import profiles
    from zhanqun.foundation.dependencies import recording, reusing
    from zhanqun.foundation.targets import render, target_kinds

    written = 0
    for profile in profiles().order_by("site_id")[share::shares]:
        for _name, kind in target_kinds:
            for targets in _batches(kind.all_for_site(profile.site_id)):
                with reusing({}):
                    kind.prepare(targets)
                    for target in targets:
                        with recording():
                            page = render(target)
                        written += page is not None and _write(folder / profile.domain, page)
    print(written)


def _batches(targets: Iterable[Any]) -> Iterator[list[Any]]:
    targets = iter(targets)
    while part := list(islice(targets, BATCH)):
        yield part


def _write(site: Path, page: Any) -> bool:
    """A new file under a temporary name, then renamed, as the publisher writes."""
    path = site / page.path.lstrip("/")
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}")
    fresh.write_bytes(page.body)
    fresh.rename(path)
    return True


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
