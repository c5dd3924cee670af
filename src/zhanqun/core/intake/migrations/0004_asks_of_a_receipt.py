import django.db.models.deletion
import zhanqun.foundation.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    """Questions to the writer on the receipt page, and what they answered."""

    dependencies = [
        ('zq_intake', '0003_first_questions'),
    ]

    operations = [
        migrations.CreateModel(
            name='FeedbackAsk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=zhanqun.foundation.ids.new_uid, editable=False, unique=True)),
                ('code', models.CharField(max_length=40)),
                ('title', models.CharField(max_length=60)),
                ('choices', models.JSONField()),
                ('text_label', models.CharField(blank=True, max_length=60)),
                ('hint', models.CharField(blank=True, max_length=200)),
                ('button', models.CharField(max_length=20)),
                ('is_folded', models.BooleanField(default=False)),
                ('asked_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('envelope', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='asks', to='zq_intake.envelope')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('envelope', 'code'), name='ask_one_open_of_a_code')],
            },
        ),
        migrations.CreateModel(
            name='FeedbackAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=zhanqun.foundation.ids.new_uid, editable=False, unique=True)),
                ('value', models.CharField(max_length=40)),
                ('text', models.TextField(blank=True)),
                ('given_at', models.DateTimeField()),
                ('told_at', models.DateTimeField(null=True)),
                ('ask', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='answer', to='zq_intake.feedbackask')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('told_at', None)), fields=['id'], name='answer_untold')],
            },
        ),
    ]
