"""The data migration from places to blocks goes there and back."""

from importlib import import_module

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from zhanqun.content.pages import api as pages
from zhanqun.content.pages.models import Arrangement

BEFORE = [("zq_pages", "0001_arrangements"), ("zq_sites", "0002_own_places")]


def test_given_homes_when_migrated_back_and_forth_then_they_show_the_same_columns(town):
    moves = import_module("zhanqun.content.pages.migrations.0002_homes_from_slots")
    apps = MigrationExecutor(connection).loader.project_state(BEFORE).apps
    slots = apps.get_model("zq_sites", "HomeSlot").objects.order_by("order")
    home = pages.home_arrangement(town.portal)
    codes = {town.column(code, town.portal).pk: code for code in ("qyyw", "bmdt", "zfwj")}

    moves.put_back(apps, None)
    moves.put_back(apps, None)
    rows = [(row.kind, codes[row.column_id]) for row in slots.filter(home_id=home.page_id)]
    assert rows == [("headline", "qyyw"), ("tab", "qyyw"), ("tab", "bmdt"), ("policy", "zfwj")]

    Arrangement.objects.update(latest=None, live=None)
    Arrangement.objects.all().delete()
    moves.arrange(apps, None)
    moves.arrange(apps, None)
    live = pages.home_arrangement(town.portal).live
    assert [block["type"] for block in live.blocks] == ["headline", "tabs", "policy", "subsites"]
    assert sorted(live.columns) == sorted(codes)
