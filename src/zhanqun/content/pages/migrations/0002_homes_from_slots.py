import hashlib
import json
from collections import defaultdict
from uuid import uuid4

from django.db import migrations
from django.utils import timezone

# Order on a home, and the widths: portals, then other sites.
PORTAL = (
    ("headline", "headline", "one", {}),
    ("picture", "picture", "one", {"width": "7"}),
    ("tab", "tabs", "several", {"width": "5", "rows": 9}),
    ("policy", "policy", "several", {"width": "8", "rows": 4, "title": ""}),
    ("disclosure", "disclosure", "one", {"width": "4", "title": "", "apply_url": ""}),
    ("leaders", "leaders", "one", {"width": "below"}),
    ("organs", "organs", "one", {"width": "below"}),
    ("service", "services", "several", {"title": ""}),
    ("block", "list", "each", {"width": "4", "rows": 6, "title": ""}),
    ("topics", "topics", "one", {"title": ""}),
)
SUBSITE = (
    ("headline", "headline", "one", {}),
    ("picture", "picture", "one", {"width": "7"}),
    ("tab", "list", "each", {"width": "5", "rows": 9, "title": ""}),
    ("disclosure", "disclosure", "one", {"width": "5", "title": "", "apply_url": ""}),
    ("policy", "policy", "several", {"width": "full", "rows": 4, "title": ""}),
    ("block", "list", "each", {"width": "4", "rows": 6, "title": ""}),
    ("service", "services", "several", {"title": ""}),
)


def arrange(apps, schema_editor):
    """Each home without an arrangement gets one that shows what its slots named, live at once."""
    Arrangement = apps.get_model("zq_pages", "Arrangement")
    Version = apps.get_model("zq_pages", "Version")
    HomeSlot = apps.get_model("zq_sites", "HomeSlot")
    SiteProfile = apps.get_model("zq_sites", "SiteProfile")
    slots = defaultdict(lambda: defaultdict(list))
    for slot in HomeSlot.objects.order_by("order", "id"):
        slots[slot.home_id][slot.kind].append(slot.column_id)
    for profile in SiteProfile.objects.select_related("site"):
        page_id = profile.site.root_page_id
        if Arrangement.objects.filter(page_id=page_id).exists():
            continue
        blocks = blocks_for(profile.kind == "portal", slots[page_id])
        row = Arrangement.objects.create(page_id=page_id, site_id=profile.site_id)
        plain = [[block["type"], block["value"]] for block in blocks]
        text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        version = Version.objects.create(
            arrangement=row,
            number=1,
            blocks=blocks,
            digest=hashlib.sha256(text.encode()).hexdigest(),
            columns=sorted({key for named in slots[page_id].values() for key in named}),
            made_at=timezone.now(),
            released_at=timezone.now(),
        )
        row.live = row.latest = version
        row.save()


def blocks_for(is_portal, named):
    blocks = []
    for slot, kind, how, value in PORTAL if is_portal else SUBSITE:
        columns = named.get(slot, [])
        if how == "several":
            groups = [{"columns": columns}] if columns else []
        else:
            groups = [{"column": key} for key in (columns[:1] if how == "one" else columns)]
        blocks += [block(kind, value | group) for group in groups]
    return blocks + [block("subsites", {"title": ""}) if is_portal else block("about", {"width": "full"})]


def block(kind, value):
    return {"type": kind, "value": value, "id": str(uuid4())}


def put_back(apps, schema_editor):
    """The slots again from what is live; kinds that slots do not know are left out."""
    Arrangement = apps.get_model("zq_pages", "Arrangement")
    HomeSlot = apps.get_model("zq_sites", "HomeSlot")
    kinds = {new: old for old, new, _how, _value in PORTAL}
    for row in Arrangement.objects.select_related("live"):
        order = 0
        for found in row.live.blocks if row.live else []:
            value = found["value"]
            for key in value.get("columns") or [value.get("column")]:
                if key and found["type"] in kinds:
                    order += 1
                    HomeSlot.objects.get_or_create(
                        home_id=row.page_id, kind=kinds[found["type"]], column_id=key,
                        defaults={"order": order},
                    )


class Migration(migrations.Migration):
    """What homes showed by slots they show by blocks; there and back."""

    dependencies = [
        ('zq_pages', '0001_arrangements'),
        ('zq_sites', '0002_own_places'),
    ]
    run_before = [('zq_sites', '0003_home_slots_go')]

    operations = [
        migrations.RunPython(arrange, put_back),
    ]
