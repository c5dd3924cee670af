"""Desk lists with 100,000 articles: queries and time per page. More than 40 queries fail."""

import time
from datetime import timedelta

from _scratch import installation, keep, percentile, table

ARTICLES, OFFERS, ROUNDS, LIMIT = 100_000, 400, 5, 40


def main() -> None:
    with installation():
        from django.db import connection
        from django.test import Client
        from django.test.utils import CaptureQueriesContext

        from town import build_town

        town = build_town()
        _fill(town)
        with connection.cursor() as cursor:
            cursor.execute("analyze")
        lists = [
            ("officer: first screen", "officer", "/"),
            ("officer: articles", "officer", "/desk/articles/"),
            ("officer: drafts", "officer", "/desk/articles/?stage=draft"),
            ("officer: search", "officer", "/desk/articles/?q=工作动态"),
            ("reviewer: tray", "reviewer", "/desk/review/tasks/"),
            ("editor: in-tray", "editor", "/desk/articles/tray/"),
            ("signer: publishing", "signer", "/desk/review/publishing/"),
            ("signer: live", "signer", "/desk/review/publishing/live/"),
            ("publications", "signer", "/desk/review/publications/"),
            ("manager: board", "bureau_manager", f"/desk/sites/{town.bureau_site.uid}/"),
            ("manager: first screen", "bureau_manager", "/"),
        ]
        rows = []
        for name, who, path in lists:
            client = Client()
            client.force_login(town.people[who])
            client.get(path)
            took = []
            for _round in range(ROUNDS):
                start = time.perf_counter()
                with CaptureQueriesContext(connection) as queries:
                    answer = client.get(path)
                took.append((time.perf_counter() - start) * 1000)
                assert answer.status_code == 200, (path, answer.status_code)
            rows.append((name, len(queries), round(percentile(took, 0.5)), round(max(took))))
    table(("list", "queries", "median ms", "max ms"), rows)
    keep({"articles": ARTICLES, "rows": rows})
    worst = max(row[1] for row in rows)
    if worst > LIMIT:
        raise SystemExit(f"{worst} queries; at most {LIMIT} are allowed")


def _fill(town) -> None:
    """Rows in bulk: measuring lists needs many articles, not their histories."""
    from zhanqun.content.library.models import Article, Placement

    column, portal = town.column("gzdt"), town.column("bmdt", town.portal)
    first = town.published("第一篇")
    facts = {
        "kind": "news",
        "unit": town.bureau,
        "author": town.people["officer"],
        "locale": first.locale,
        "body": first.body,
        "source": "交通局",
    }
    for start in range(0, ARTICLES, 5000):
        made = [
            Article(
                **facts,
                title=f"第{number}号工作动态",
                created_at=town.now - timedelta(minutes=number),
                updated_at=town.now - timedelta(minutes=number),
                first_published_at=town.now - timedelta(minutes=number),
                last_published_at=town.now - timedelta(minutes=number),
                slug="x",
                live=number % 10 != 0,
            )
            for number in range(start, start + 5000)
        ]
        Article.objects.bulk_create(made)
        Placement.objects.bulk_create(
            Placement(
                article=article,
                column=column,
                site_id=town.bureau_site.site_id,
                is_home=True,
                state="live" if article.live else "adopted",
                offered_by=town.people["officer"],
                offered_at=town.now,
                number=place + 10,
                live_at=article.first_published_at,
            )
            for place, article in enumerate(made, start=start)
        )
    newest = list(Article.objects.filter(live=True).order_by("-id")[:OFFERS])
    Placement.objects.bulk_create(
        Placement(
            article=article,
            column=portal,
            site_id=town.portal.site_id,
            state="offered",
            offered_by=town.people["officer"],
            offered_at=town.now,
        )
        for article in newest
    )
    for number in range(30):
        town.submit(town.draft(f"送审第{number}篇"))


if __name__ == "__main__":
    main()
