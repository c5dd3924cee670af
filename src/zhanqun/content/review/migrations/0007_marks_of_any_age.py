from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("zq_review", "0006_casework_roles")]

    operations = [migrations.RemoveField("textmark", "at")]
