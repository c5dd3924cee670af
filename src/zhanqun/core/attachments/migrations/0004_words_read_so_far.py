from django.db import migrations
from django.db.models import F


def note_as_read(apps, schema_editor):
    """Files of the former version had their words read when they came, as far as that went."""
    attachment = apps.get_model('zq_attachments', 'Attachment')
    attachment.objects.filter(read_at=None).update(read_at=F('uploaded_at'))


class Migration(migrations.Migration):

    dependencies = [
        ('zq_attachments', '0003_partial_uploads'),
    ]

    operations = [
        migrations.RunPython(note_as_read, migrations.RunPython.noop),
    ]
