from django.db import migrations

# No knowledge of a trade, a faith or a dialect, nothing to see or to hear, in few words.
QUESTIONS = (
    ("三加四等于几？", ["7", "七"]),
    ("一个星期有几天？", ["7", "七", "7天", "七天"]),
    ("十减二等于几？", ["8", "八"]),
    ("一年有几个月？", ["12", "十二", "12个月", "十二个月", "12个", "十二个"]),
    ("“青山绿水”是几个字？", ["4", "四", "4个", "四个", "4个字", "四个字"]),
)


def add(apps, schema_editor):
    question = apps.get_model("zq_intake", "PlainQuestion")
    for text, answers in QUESTIONS:
        question.objects.get_or_create(text=text, defaults={"answers": answers})


class Migration(migrations.Migration):
    dependencies = [("zq_intake", "0002_tally_without_log")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
