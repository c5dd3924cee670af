from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('zq_library', '0009_tag_live_articles'),
    ]

    operations = [
        migrations.AddField(
            model_name='article',
            name='details',
            field=models.JSONField(blank=True, db_default={}, default=dict, verbose_name='结构化内容'),
        ),
        migrations.AlterField(
            model_name='article',
            name='kind',
            field=models.CharField(choices=[('news', '新闻'), ('notice', '通知公告'), ('document', '政策文件'), ('interpretation', '政策解读'), ('picture_story', '图片新闻'), ('video', '视频'), ('link', '链接'), ('leader', '负责人'), ('organ', '机构')], max_length=16, verbose_name='类型'),
        ),
    ]
