"""Search over a made cluster: building from PostgreSQL, answering, finding; beside ts_rank.

`search --documents 200000,1000000` asks at these sizes. The baseline is what a user could pick
instead: PostgreSQL's own full text over the same texts, cut by the same segmenter, ranked by
ts_rank. Limits, on a quiet machine with 2 processors: p95 10 ms up to 200,000 texts and 30 ms at
1,000,000; 300 queries/s; 2,000 texts/s into the index; 600 MB for the process that builds.
20,000 texts take two minutes. Reckoned from parts: 200,000 take about ten minutes and 4 GB of disk,
1,000,000 (PostgreSQL is not asked there) about forty minutes and 25 GB.
"""

import argparse
import os
import random
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from _scratch import BASE, ROOT, installation, keep, percentile, step, table

SHARED = ROOT.parent / "shared" / "real"
TODAY = date(2026, 6, 16)
ROUNDS, ASKING_SECONDS, ASKERS = 5, 5, 2
RANKED_MOST = 200_000  # texts that PostgreSQL is asked over; above it takes minutes a query
LIMITS_MS = ((200_000, 10.0), (1_000_000, 30.0))
LIMIT_PER_SECOND, LIMIT_BUILT, LIMIT_MB = 300, 2000, 600
CLASSES = {
    "one character": ("水", "路", "学", "税"),
    "two characters": ("公积", "医保", "河长", "噪音", "户口", "学校", "工作", "管理"),
    "a word of three": ("公积金", "派出所", "居委会", "营业厅"),
    "a long term": ("住房公积金管理", "城市管理行政执法", "农村危房改造"),
    "several words": ("小区 停车 物业", "公积金 贷款 额度", "教师 工资 待遇", "道路 施工 扰民"),
    "a phrase": ("“住房公积金”", "“尊敬的领导”"),
    "a number": ("国发〔2019〕5号", "国办发[2019]6"),
    "nothing found": ("核聚变反应堆", "量子遂穿效应"),
}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", default="10000")
    parser.add_argument("--sites", type=int, default=100)
    options = parser.parse_args()
    results = [_measure(int(size), options.sites) for size in options.documents.split(",")]
    keep({"sizes": results})
    if wrong := [why for result in results for why in result["wrong"]]:
        raise SystemExit("\n".join(wrong))


def _measure(size: int, sites: int) -> dict[str, Any]:
    """One size, in an installation of its own."""
    with installation() as environment:
        from _cluster import make_cluster

        root = BASE / "search"
        environment |= {"ZHANQUN_SEARCH_ROOT": str(root)}
        with step(f"{size} texts are made"):
            make_cluster(size, sites=sites)
        with step("the index is built"):
            result = _build(environment, size)
        with step("queries are asked"):
            result |= _ask(root)
        with step("PostgreSQL is asked the same"):
            result |= _ask_beside(size)
        with step("titles, numbers and short words are looked for"):
            result |= _finding(root)
        result["wrong"] = _wrong(size, result)
        _print(result)
        return {"documents": size} | result


def _build(environment: dict[str, str], size: int) -> dict[str, Any]:
    """`rebuild_search` in a process of its own; its memory is the most of it and its helpers."""
    command = [sys.executable, str(ROOT / "manage.py"), "rebuild_search"]
    begun = time.perf_counter()
    child = subprocess.Popen(command, env=environment)
    most = 0.0
    while child.poll() is None:
        most = max(most, sum(map(_resident_mb, _family(child.pid))))
        time.sleep(0.2)
    took = time.perf_counter() - begun
    if child.returncode:
        raise SystemExit("rebuild_search failed")
    files = [path for path in Path(environment["ZHANQUN_SEARCH_ROOT"]).rglob("*") if path.is_file()]
    return {
        "built_per_second": round(size / took),
        "bytes_each": sum(path.stat().st_size for path in files) // size,
        "builder_mb": round(most),
    }


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children")
    try:
        below = [int(child) for child in children.read_text().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []
    return [pid, *(one for child in below for one in _family(child))]


def _resident_mb(pid: int) -> float:
    """Memory of its own; pages of the index that the system keeps for it do not count."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    kilobytes = [line.split()[1] for line in status.splitlines() if line.startswith("RssAnon")]
    return int(kilobytes[0]) / 1000 if kilobytes else 0.0


def _ask(root: Path) -> dict[str, Any]:
    """Milliseconds of each class of query, one client; then queries a second by two."""
    rows, everything = {}, []
    asker = Asker(root)
    for name, words in CLASSES.items():
        asker.ask(words[0])
        values = [asker.ask(word) for _round in range(ROUNDS) for word in words]
        rows[name] = (percentile(values, 0.5), percentile(values, 0.95))
        everything += values
    with ProcessPoolExecutor(ASKERS, mp_context=get_context("spawn")) as pool:
        done = sum(pool.map(ask_for_a_while, [str(root)] * ASKERS))
    return {
        "classes": rows,
        "p95": percentile(everything, 0.95),
        "per_second": round(done / ASKING_SECONDS),
        "asker_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000),
    }


class Asker:
    """Asks the index of a node, in this process."""

    def __init__(self, root: Path) -> None:
        from zhanqun.delivery.search.api import Query
        from zhanqun.delivery.search.node import node_at

        self._node, self._query = node_at(root), Query

    def ask(self, text: str) -> float:
        begun = time.perf_counter()
        answer = self._node.search(self._query(text), today=TODAY)
        if answer.refused:
            raise SystemExit(answer.refused)
        return (time.perf_counter() - begun) * 1000


def ask_for_a_while(root: str) -> int:
    """How many queries one process had answered in the time."""
    import django

    sys.path[:0] = [str(ROOT / "src")]
    django.setup()
    asker, luck, done = Asker(Path(root)), random.Random(os.getpid()), 0
    words = [word for some in CLASSES.values() for word in some]
    asker.ask(words[0])
    until = time.perf_counter() + ASKING_SECONDS
    while time.perf_counter() < until:
        asker.ask(luck.choice(words))
        done += 1
    return done


def _ask_beside(size: int) -> dict[str, Any]:
    """The same queries to PostgreSQL: words of the same segmenter, ranked by ts_rank."""
    if size > RANKED_MOST:
        return {"ts_rank": None}
    from django.db import connection

    from zhanqun.delivery.search.analysis.reading import understand

    with connection.cursor() as cursor:
        _fill_ranked(cursor)
        values = []
        for words in CLASSES.values():
            for text in words:
                asked = understand(text)
                runs = [spellings[0] for spellings in asked.words] or list(asked.phrases[0])
                begun = time.perf_counter()
                cursor.execute(_RANKED, [" & ".join(f"'{run}'" for run in runs)])
                cursor.fetchall()
                values.append((time.perf_counter() - begun) * 1000)
    return {"ts_rank": (percentile(values, 0.5), percentile(values, 0.95))}


_RANKED = """
select id, ts_rank(words, query) as rank from bench_texts, to_tsquery('simple', %s) query
where words @@ query order by rank desc limit 10
"""


def _fill_ranked(cursor: Any) -> None:
    import rjieba

    from zhanqun.delivery.search.analysis.folding import fold
    from zhanqun.delivery.search.feeding import source

    cursor.execute("create table bench_texts (id serial, words tsvector)")
    for batch in source.all_documents(TODAY):
        with cursor.copy("copy bench_texts (words) from stdin") as copy:
            for document in batch:
                text = fold(f"{document.title}\n{document.body}")
                terms = dict.fromkeys(w for w in rjieba.cut_for_search(text) if w.isalnum())
                copy.write_row([" ".join(f"'{term}'" for term in terms)])
    cursor.execute("create index on bench_texts using gin (words)")
    cursor.execute("vacuum analyze bench_texts")


def _finding(root: Path) -> dict[str, Any]:
    """Real titles, every form of real numbers, and short words, asked of the whole index."""
    if not SHARED.exists():
        print("no ../shared: finding is not measured")
        return {}
    from zhanqun.delivery.search.api import Document, Place, Query
    from zhanqun.delivery.search.index.engine import TantivyEngine
    from zhanqun.delivery.search.index.folder import SearchFolder
    from zhanqun.delivery.search.tests.real_texts import number_variants, policies

    generation = SearchFolder(root).current()
    if generation is None:
        raise SystemExit("there is no index")
    engine = TantivyEngine(generation)
    real = list(policies(SHARED))
    engine.put(
        Document(f"real-{place}", text.title, "", f"/r/{place}", "document", (Place(1, 1),),
                 date(2020, 1, 1), number=text.number)
        for place, text in enumerate(real)
    )  # fmt: skip
    engine.commit()

    def first(typed: str) -> tuple[str, str]:
        query = Query(typed, with_facets=False, per_page=1)
        hits = engine.search(query, today=TODAY).hits
        return ("".join(run.text for run in hits[0].title), hits[0].number) if hits else ("", "")

    titles = [text.title for text in real]
    typed = [(way, text.number) for text in real for way in number_variants(text.number) if way]
    found = {
        "titles": _share(first(title)[0] == title for title in titles),
        "numbers": _share(first(way)[1] == number for way, number in typed),
        "words": _recall(engine),
    }
    engine.close()
    return found


def _recall(engine: Any) -> float:
    """Share of 200 short words for which the index finds what a plain scan finds."""
    from zhanqun.delivery.search.api import Query
    from zhanqun.delivery.search.tests.real_texts import words_of_one_and_two

    texts = _folded_texts()
    first = list(islice(texts, 5000))
    words = words_of_one_and_two(first, 200, random.Random(7))
    there: Counter[str] = Counter()
    for text in chain(first, texts):
        there.update(word for word in words if word in text)
    wanted = (Query(word, with_facets=False) for word in words)
    return _share(engine.search(query, today=TODAY).total >= there[query.text] for query in wanted)


def _folded_texts() -> Iterator[str]:
    """Every live text, one after the other, since a million do not fit into memory."""
    from zhanqun.delivery.search.analysis.folding import fold
    from zhanqun.delivery.search.feeding import source

    for batch in source.all_documents(TODAY):
        for one in batch:
            parts = (one.title, one.body, one.number, *one.organs, one.subject, one.source)
            yield fold("\n".join(parts))


def _share(truths: Iterator[bool] | Sequence[bool]) -> float:
    values = list(truths)
    return sum(values) / len(values)


def _wrong(size: int, result: dict[str, Any]) -> list[str]:
    """What is not as it must be."""
    limit = next((ms for most, ms in LIMITS_MS if size <= most), LIMITS_MS[-1][1])
    checks: list[tuple[bool, str]] = [
        (result["p95"] <= limit, f"p95 is {result['p95']:.1f} ms at {size}; at most {limit} ms"),
        (result["per_second"] >= LIMIT_PER_SECOND, f"{result['per_second']} queries/s"),
        (result["built_per_second"] >= LIMIT_BUILT, f"{result['built_per_second']} texts/s built"),
        (result["builder_mb"] <= LIMIT_MB, f"{result['builder_mb']} MB to build"),
        (result.get("titles", 1) >= 0.99, f"titles found: {result.get('titles')}"),
        (result.get("numbers", 1) == 1, f"numbers found: {result.get('numbers')}"),
        (result.get("words", 1) == 1, f"short words found: {result.get('words')}"),
    ]
    return [why for is_right, why in checks if not is_right]


def _print(result: dict[str, Any]) -> None:
    shown: Callable[[float], str] = "{:.1f}".format
    rows = [(name, *map(shown, values)) for name, values in result["classes"].items()]
    if result["ts_rank"]:
        rows.append(("PostgreSQL ts_rank, all classes", *map(shown, result["ts_rank"])))
    table(("query, ms", "p50", "p95"), rows)
    others = ("p95", "per_second", "built_per_second", "bytes_each", "builder_mb", "asker_mb")
    found = [(name, result[name]) for name in ("titles", "numbers", "words") if name in result]
    table(("figure", "value"), [(name, round(result[name], 2)) for name in others] + found)


if __name__ == "__main__":
    main()
