"""Bake so many pages; prints seconds, bytes of a page. Run with the settings of this app."""

import sys
import time
from pathlib import Path


def main(count: int) -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from wagtailbakery.views import AllPublishedPagesView

    call_command("migrate", verbosity=0, interactive=False, run_syncdb=True)
    _fill(count)
    view = AllPublishedPagesView()
    pages = _pages()
    view.get_queryset = lambda: pages  # those of the cluster's structure are not baked
    started = time.perf_counter()
    view.build_method()
    seconds = time.perf_counter() - started
    files = list(Path(settings.BUILD_DIR).rglob("index.html"))
    assert len(files) == count
    print(seconds, sum(path.stat().st_size for path in files) // count)


def _fill(count: int) -> None:
    from _bakery.models import Baked
    from zhanqun.content.library.api import Placement
    from zhanqun.content.sites.api import home_of

    rows = Placement.objects.filter(is_home=True).select_related("article").order_by("-id")
    (home, site_id) = (home_of(rows[0].site_id), rows[0].site_id)
    for row in rows[:count]:
        home.add_child(
            instance=Baked(
                title=row.article.title,
                slug=row.article.code,
                body=row.article.body,
                published_at=row.article.first_published_at,
                site_of_text=site_id,
                live=True,
            )
        )


def _pages():
    from _bakery.models import Baked

    return Baked.objects.live()


if __name__ == "__main__":
    main(int(sys.argv[1]))
