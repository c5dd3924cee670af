"""Desk lists with 100,000 articles: queries and time per page.

More than 40 queries fail.
"""

import time
from datetime import timedelta

from _scratch import installation, keep, percentile, table

ARTICLES, OFFERS, FEW = 100_000, 400, 500
ROUNDS, QUERIES_MOST = 5, 40


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
        articles = "/desk/articles/"
        lists = [
            ("officer: first screen", "officer", "/"),
            ("officer: own articles", "officer", articles),
            ("officer: drafts", "officer", articles + "?state=draft"),
            ("officer: withdrawn", "officer", articles + "?state=withdrawn"),
            ("officer: search", "officer", articles + "?q=工作动态"),
            ("officer: search, one found", "officer", articles + "?q=第99998号"),
            ("officer: all", "officer", articles + "?scope=all"),
            ("officer: all of a kind", "officer", articles + "?scope=all&kind=notice"),
            ("officer of a small unit: all", "stranger", articles + "?scope=all"),
            ("reviewer: all", "reviewer", articles + "?scope=all"),
            ("reviewer: tray", "reviewer", "/desk/review/tasks/"),
            ("editor: all", "editor", articles + "?scope=all"),
            ("editor: in-tray", "editor", articles + "tray/"),
            ("chief editor: all", "chief", articles + "?scope=all"),
            ("chief editor: first screen", "chief", "/"),
            ("signer: publishing", "signer", "/desk/review/publishing/"),
            ("signer: live", "signer", "/desk/review/publishing/live/"),
            ("signer: first screen", "signer", "/"),
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
    if (most := max(row[1] for row in rows)) > QUERIES_MOST:
        raise SystemExit(f"{most} queries; {QUERIES_MOST} are allowed")


def _fill(town) -> None:
    """Rows in bulk: measuring lists needs many articles, not their histories.

    The bureau has nearly all of them, another department a few; every fifth stands on the portal
    too. Each live one has been reviewed twice, those of the portal by its chief editor at last.
    """
    first = town.published("第一篇")
    home = (town.column("gzdt"), town.bureau_site.site_id)
    portal = (town.column("bmdt", town.portal), town.portal.site_id)
    for start in range(0, ARTICLES, 5000):
        _fill_in(town, first, range(start, start + 5000), home, portal)
    for number in range(30):
        town.submit(town.draft(f"送审第{number}篇"))


def _fill_in(town, first, numbers: range, home: tuple, portal: tuple) -> None:
    from zhanqun.content.library.models import Article, Placement
    from zhanqun.content.review.models import Submission, Task

    made = [_article(town, first, number) for number in numbers]
    Article.objects.bulk_create(made)
    placements, submissions, tasks = [], [], []
    for number, article in zip(numbers, made, strict=True):
        state = "live" if article.live else "adopted"
        placements.append(_placement(town, article, home, number, state, is_home=True))
        if article.live and number % 5 == 0:
            state = "offered" if number < OFFERS * 5 else "live"
            placements.append(_placement(town, article, portal, number, state, is_home=False))
        if article.live:
            submissions.append(_submission(town, first, article))
            tasks += [_task(town, submissions[-1], order, number % 5 == 0) for order in (1, 2)]
    Placement.objects.bulk_create(placements)
    Submission.objects.bulk_create(submissions)
    Task.objects.bulk_create(tasks)


def _article(town, first, number: int):
    from zhanqun.content.library.models import Article

    at = town.now - timedelta(minutes=number)
    is_live = number % 10 != 1
    is_of_other = number % FEW == 2
    return Article(
        kind="notice" if number % 1000 == 3 else "news",
        unit=town.other if is_of_other else town.bureau,
        author=town.people["stranger" if is_of_other else "officer"],
        locale=first.locale,
        body=first.body,
        source="交通局",
        title=f"第{number}号工作动态",
        created_at=at,
        updated_at=at,
        first_published_at=at,
        last_published_at=at,
        slug="x",
        live=is_live,
        live_revision=first.live_revision if is_live else None,
        latest_revision=first.live_revision,
        withdrawal="error" if number % 1000 == 1 else "",
    )


def _placement(town, article, place: tuple, number: int, state: str, *, is_home: bool):
    from zhanqun.content.library.models import Placement

    column, site_id = place
    return Placement(
        article=article,
        column=column,
        site_id=site_id,
        is_home=is_home,
        state=state,
        offered_by=article.author,
        offered_at=town.now,
        number=number + 10 if state == "live" else None,
        live_at=article.first_published_at if state == "live" else None,
    )


def _submission(town, first, article):
    from zhanqun.content.review.models import Submission

    standing = first.submissions.get()
    return Submission(
        article=article,
        revision_id=standing.revision_id,
        digest=f"{article.pk:064x}",
        plan_id=standing.plan_id,
        site_id=town.bureau_site.site_id,
        state="published",
        submitted_by=article.author,
        submitted_at=town.now,
        closed_at=town.now,
    )


def _task(town, submission, order: int, is_on_portal: bool):
    from zhanqun.content.review.models import Task

    on_portal = order == 2 and is_on_portal
    role = "reviewer" if order == 1 else "chief_editor" if on_portal else "signer"
    by = "reviewer" if order == 1 else "chief" if on_portal else "signer"
    return Task(
        submission=submission,
        order=order,
        name="审核",
        role=role,
        unit=None if on_portal else submission.article.unit,
        site=town.portal.site if on_portal else None,
        state="passed",
        opened_at=town.now,
        due_at=town.now,
        decided_by=town.people[by],
        decided_at=town.now,
    )


if __name__ == "__main__":
    main()
