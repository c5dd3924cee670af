import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('zq_library', '0002_article_list_indexes'),
        ('zq_review', '0004_override'),
    ]

    operations = [
        migrations.CreateModel(
            name='TextMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mark', models.IntegerField()),
                ('at', models.DateTimeField()),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='zq_library.article')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('mark', 'article'), name='text_mark_once_per_article')],
            },
        ),
    ]
