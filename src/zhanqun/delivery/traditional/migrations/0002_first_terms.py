"""The terms that every installation begins with: surnames that are other characters than the words
they look like, and places so written."""

from django.db import migrations
from django.utils import timezone

SURNAMES = {
    "于": "姓于，不是“於”",
    "余": "姓余，不是“餘”",
    "范": "姓范，不是“範”",
    "涂": "姓涂，不是“塗”",
    "郁": "姓郁，不是“鬱”",
    "游": "姓游，不是“遊”",
    "党": "姓党，不是“黨”",
    "干": "姓干，不是“幹”“乾”",
    "后": "姓后，不是“後”",
    "岳": "姓岳，不是“嶽”",
    "朴": "姓朴，不是“樸”",
    "种": "姓种，不是“種”",
    "占": "姓占，不是“佔”",
}
PLACES = {"于洪": "沈阳市于洪区"}


def add(apps, schema_editor):
    term = apps.get_model("zq_traditional", "Term")
    rows = [("surname", *row) for row in SURNAMES.items()]
    rows += [("place", *row) for row in PLACES.items()]
    for kind, plain, note in rows:
        facts = {"kind": kind, "traditional": plain, "note": note, "changed_at": timezone.now()}
        term.objects.get_or_create(plain=plain, defaults=facts)


def remove(apps, schema_editor):
    words = [*SURNAMES, *PLACES]
    apps.get_model("zq_traditional", "Term").objects.filter(plain__in=words).delete()


class Migration(migrations.Migration):
    dependencies = [("zq_traditional", "0001_initial")]

    operations = [migrations.RunPython(add, remove)]
