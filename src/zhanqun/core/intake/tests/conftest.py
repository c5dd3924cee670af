"""A long form of the tests' own, and short ways through the door."""

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from django.test import Client

from zhanqun.core.intake import frames, kinds, proofs
from zhanqun.core.intake.frames import Place
from zhanqun.core.intake.keys import Key, new_key
from zhanqun.core.intake.schema import Choice, Field, FieldKind, Part, Schema
from zhanqun.core.intake.services import telling
from zhanqun.foundation import clock

HOST = "www.qingyun.localhost"
LETTER = kinds.Kind(
    code="test-letter",
    title="市长信箱",
    heading="给市长写信",
    schema=Schema(
        version=1,
        parts=(
            Part(
                "信件内容",
                (
                    Field(
                        "sort",
                        "来信类型",
                        FieldKind.CHOICE,
                        choices=(Choice("ask", "咨询"), Choice("hint", "建议")),
                    ),
                    Field("title", "标题", longest=25, asks="写一个不超过25字的标题"),
                    Field("body", "正文", FieldKind.AREA, longest=20_000),
                ),
                files_most=30,
            ),
            Part(
                "怎样联系您",
                (
                    Field("name", "姓名", FieldKind.NAME, longest=50, personal=True),
                    Field("tel", "手机号码", FieldKind.TELEPHONE, personal=True),
                ),
            ),
        ),
    ),
    title_of=lambda payload: payload["title"],
)
GOOD = {
    "sort": "hint",
    "title": "建议延长3路公交末班时间",
    "body": "我住在澄溪区翠屏花园，下班常到22:30以后。建议周末末班车延长到23:00。",
    "name": "李女士",
    "tel": "13900000000",
}


@pytest.fixture
def letters(monkeypatch):
    """The kind, registered for one test; returns what its receiver was told."""
    monkeypatch.setattr(kinds.kinds, "_entries", {**kinds.kinds._entries, LETTER.code: LETTER})
    told = []
    with_ours = {**telling.receivers._entries, LETTER.code: told.append}
    monkeypatch.setattr(telling.receivers, "_entries", with_ours)
    return told


@pytest.fixture
def place(town):
    return Place(town.portal.site_id, town.office.pk, "青云市人民政府")


def solved(key: Key) -> str:
    challenge = proofs.challenge_of(key)
    return next(str(n) for n in range(1_000_000) if challenge.is_met_by(str(n)))


def key_at(moment, kind: str = LETTER.code) -> Key:
    return new_key(kind, moment)


def changed(**facts):
    return replace(LETTER, **facts)


@dataclass(frozen=True)
class BareFrame:
    """A frame without a site's masthead around it."""

    place: Place

    def filled(self, *, title: str, body: str) -> bytes:
        return f"<title>{title}</title>{body}".encode()


@pytest.fixture
def citizen(letters, place, town, monkeypatch):
    """A browser at the portal, five minutes after the town's now."""
    only_ours = {"published": lambda host: BareFrame(place) if host == HOST else None}
    monkeypatch.setattr(frames.frames, "_entries", only_ours)
    with clock.fixed(town.now + timedelta(minutes=5)):
        yield Client(headers={"host": HOST}, enforce_csrf_checks=True, REMOTE_ADDR="203.0.113.7")
