"""The audit page: who reads what, how it is found, and how it is taken away."""

import csv
import io
from datetime import timedelta

import pytest
from django.test import Client
from openpyxl import load_workbook

from zhanqun.content.library.importing.sheets import read_csv, read_xlsx
from zhanqun.core.audit import api as audit
from zhanqun.foundation import sheets

TRAIL, EXPORT = "/desk/trail/", "/desk/trail/export/"


@pytest.fixture
def auditor(town, client):
    client.force_login(town.people["auditor"])
    return client


@pytest.fixture
def acts(town):
    """Three acts of three people on three days, one of which failed."""
    made = {}
    for day, (who, action, reason) in enumerate(
        [
            ("officer", "library.saved", "补充图片"),
            ("signer", "review.published", ""),
            ("stranger", "web.refused", ""),
        ]
    ):
        made[who] = audit.record(
            action,
            town.people[who],
            by=town.people[who],
            at=town.now + timedelta(days=day),
            reason=reason,
            succeeded=action != "web.refused",
        )
    return made


def found(client, **asked):
    context = client.get(TRAIL, asked).context
    return {row.pk for row, _word, _changes in context["rows"]}


@pytest.mark.parametrize(
    ("asked", "who"),
    [
        ({"who": "签发人", "what": "review.published"}, "signer"),
        ({"who": "signer", "what": "review.published"}, "signer"),
        ({"what": "library.saved"}, "officer"),
        ({"text": "补充"}, "officer"),
        ({"result": "failed"}, "stranger"),
        ({"since": "2026-06-18", "until": "2026-06-18", "what": "web.refused"}, "stranger"),
        ({"since": "2026-06-17", "until": "2026-06-17"}, "signer"),
        ({"record": "签发人甲", "what": "review.published"}, "signer"),
    ],
)
def test_given_a_condition_then_exactly_those_acts_are_found(auditor, acts, asked, who):
    assert found(auditor, **asked) == {acts[who].pk}


def test_given_a_unit_or_an_address_then_only_its_acts_are_found(town, auditor, acts):
    everything = found(auditor, unit=town.other.pk)
    assert acts["stranger"].pk in everything and acts["officer"].pk not in everything

    Client().post("/login/", {"username": "nobody", "password": "x"}, REMOTE_ADDR="10.7.7.7")
    audit_rows = found(auditor, text="10.7.7.7")
    assert audit_rows == {audit.Entry.objects.get(action="accounts.login_failed").pk}


def test_given_a_long_trail_then_pages_follow_by_key(town, auditor):
    clerk = town.people["officer"]
    for number in range(120):
        at = town.now + timedelta(seconds=number // 7)
        audit.record("library.saved", clerk, by=clerk, at=at)

    seen, cursor = [], ""
    while True:
        page = auditor.get(TRAIL, {"what": "library.saved", "from": cursor}).context["page"]
        seen += [row.pk for row in page.rows]
        cursor = page.later
        if not cursor:
            break

    assert len(seen) == len(set(seen)) == 120
    assert seen == sorted(seen, reverse=True)


@pytest.mark.parametrize("who", ["officer", "system", "security", "supervisor"])
def test_given_anybody_else_then_their_own_acts_alone_and_no_export(town, client, acts, who):
    client.force_login(town.people[who])

    rows = client.get(TRAIL).context["rows"]
    answer = client.post(EXPORT, {"format": "csv"})

    assert {row.actor_id for row, _word, _changes in rows} == {town.people[who].pk}
    assert answer.status_code == 403
    refused = audit.Entry.objects.filter(action="web.refused", actor=town.people[who]).last()
    assert (refused.succeeded, refused.after["path"]) == (False, EXPORT)
    assert not audit.Entry.objects.filter(action="audit.exported").exists()


# --- Taking it away --------------------------------------------------------------------------

HOSTILE = (
    '=HYPERLINK("http://x.example","点击")',
    "@SUM(1)",
    "+8613812345678",
    "-5℃",
    "\t=1+1",
    "\r=1+1",
    "＝1＋1",
    "'=1",
    "'引号开头",
    "普通文字，有逗号\n和换行 <b>&",
    "䶮㙍𬭚𠮷",
    "",
)


def exported(client, kind, **asked):
    answer = client.post(EXPORT, {"format": kind, **asked})
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def sheet_of(data):
    rows = load_workbook(io.BytesIO(data)).active.iter_rows()
    return [[(cell.value, cell.data_type) for cell in row] for row in rows]


def test_p061_given_cells_that_look_like_formulas_then_an_export_holds_them_as_text(town, auditor):
    for text in HOSTILE:
        audit.record(
            "library.saved", town.office, by=town.people["officer"], at=town.now, reason=text
        )

    rows = sheet_of(exported(auditor, "xlsx", what="library.saved"))
    assert {kind for row in rows for _value, kind in row} <= {"s", "inlineStr", "n"}
    assert not [value for row in rows for value, kind in row if kind == "n" and value is not None]
    reasons = [row[10][0] or "" for row in reversed(rows[1:])]
    assert reasons == [text.replace("\r", "\n") for text in HOSTILE]

    text = exported(auditor, "csv", what="library.saved").decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text, newline="")))
    cells = [line[10] for line in reversed(lines[1:])]
    assert not [cell for line in lines for cell in line if cell.startswith(sheets.RUNS)]
    assert [sheets.original_of(cell) for cell in cells] == list(HOSTILE)
    assert "'+8613812345678" in cells and "'-5℃" in cells


@pytest.mark.parametrize(
    ("write", "read"), [(sheets.csv_of, read_csv), (sheets.xlsx_of, read_xlsx)]
)
def test_p061_given_an_export_that_is_imported_again_then_the_titles_are_the_original(write, read):
    titles = [text for text in HOSTILE if text.strip() and "\n" not in text and "\r" not in text]

    data = b"".join(write(["标题", "来源"], ([title, "-5℃"] for title in titles)))

    rows = read(data)
    assert [row.text.title for row in rows] == [title.strip() for title in titles]
    assert {row.text.source for row in rows} == {"-5℃"}


def test_given_an_export_then_it_is_an_act_in_the_trail_with_what_was_asked(town, auditor, acts):
    exported(auditor, "csv", who="签发人", since="2026-06-17")

    row = audit.Entry.objects.get(action="audit.exported")
    assert row.actor == town.people["auditor"]
    assert row.after == {"who": "签发人", "since": "2026-06-17", "format": "csv"}


def test_given_a_condition_that_is_none_then_nothing_is_exported(auditor):
    answer = auditor.post(EXPORT, {"format": "csv", "since": "昨天"})

    assert answer.status_code == 302
    assert not audit.Entry.objects.filter(action="audit.exported").exists()


def test_given_more_rows_than_a_sheet_takes_then_another_sheet_follows(monkeypatch):
    monkeypatch.setattr(sheets, "SHEET_ROWS", 3)

    book = load_workbook(io.BytesIO(b"".join(sheets.xlsx_of(["甲"], ([n] for n in range(7))))))

    assert [[cell.value for (cell,) in sheet.iter_rows()] for sheet in book] == [
        ["甲", "0", "1", "2"],
        ["甲", "3", "4", "5"],
        ["甲", "6"],
    ]


def test_given_no_rows_and_broken_characters_then_the_workbook_opens():
    empty = load_workbook(io.BytesIO(b"".join(sheets.xlsx_of(["甲"], []))))
    broken = load_workbook(io.BytesIO(b"".join(sheets.xlsx_of(["\x00甲\ud800"], [["x" * 99_999]]))))

    assert [cell.value for cell in empty.active[1]] == ["甲"]
    assert broken.active["A1"].value == "\ufffd甲\ufffd"
    assert len(broken.active["A2"].value) == sheets.CELL_LENGTH


def test_given_a_large_table_then_it_leaves_in_pieces_before_it_is_read_whole():
    read = []

    def rows():
        for number in range(100_000):
            read.append(number)
            yield [number]

    pieces = sheets.xlsx_of(["甲"], rows())
    while not next(pieces):
        pass

    assert 0 < len(read) < 100_000
