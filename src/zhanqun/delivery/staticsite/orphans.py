"""Files that nobody owns (孤儿文件), and trees of domains that no site has any more."""

import shutil
from pathlib import Path

from django.conf import settings
from django.db import transaction

from zhanqun.content.sites import api as sites
from zhanqun.delivery.staticsite import locks
from zhanqun.delivery.staticsite.drawing import tree_of
from zhanqun.delivery.staticsite.models import PublishedFile
from zhanqun.delivery.staticsite.tree import SiteTree


def delete_of(site_id: int, tree: SiteTree) -> list[str]:
    """Delete files that no published file accounts for; returns their paths.

    Few are found while others write; then it is looked again while nobody does, since a file
    stands a moment before it is remembered.
    """
    found = _unowned(site_id, tree, list(tree.files()))
    if not found:
        return []
    with transaction.atomic():
        locks.write_alone()
        orphans = _unowned(site_id, tree, found)
        for name in orphans:
            tree.delete(name)
    return orphans


def delete_old_trees() -> list[str]:
    """Delete the trees of domains that no site has any more (停用域名); returns their names.

    A tree is known by its mode stylesheet, so that nothing else in the folder is touched.
    """
    # The folders first: a site that is made meanwhile is known.
    marks = list(Path(settings.ZHANQUN_PUBLIC_ROOT).glob("*/_/mode.css"))
    known = {tree_of(profile.domain).root for profile in sites.profiles()}
    old = sorted({mark.parents[1] for mark in marks} - known)
    for root in old:
        shutil.rmtree(root)
    return [root.name for root in old]


def _unowned(site_id: int, tree: SiteTree, names: list[str]) -> list[str]:
    rows = PublishedFile.objects.filter(site_id=site_id).values_list("path", "status")
    known = {tree.place(path, status) for path, status in rows.iterator()}
    return [name for name in names if tree.root / name not in known]
