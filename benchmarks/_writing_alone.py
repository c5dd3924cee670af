"""Write a share of finished pages anew, with their twins: what no way of drawing can do without.

python _writing_alone.py FROM TO SHARE OF_SHARES
"""

import sys
from pathlib import Path


def main(source: Path, folder: Path, share: int, shares: int) -> None:
    from zhanqun.delivery.staticsite.tree import SiteTree

    pages = sorted(source.glob("*/a/*/*.html"))[share::shares]
    written = 0
    for page in pages:
        site, *_rest = page.relative_to(source).parts
        path = f"/{page.relative_to(source / site)}"
        SiteTree(folder / site).write(path, page.read_bytes(), content_type="text/html")
        written += 1
    print(written)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
