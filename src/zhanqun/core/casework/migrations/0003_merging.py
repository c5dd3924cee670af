# One answer for several cases: kinds of events, in code alone.

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('zq_casework', '0002_events_append_only'),
    ]

    operations = [
        migrations.AlterField(
            model_name='caseevent',
            name='kind',
            field=models.CharField(choices=[('opened', '登记'), ('clock_set', '改定时限'), ('offered', '交办'), ('accepted', '签收'), ('lapsed', '逾期未签收，视同签收'), ('refused', '退回'), ('disputed', '提请裁定'), ('decided', '指定承办单位'), ('assigned', '指定承办人'), ('joined', '加入协办'), ('opined', '提交协办意见'), ('nudged', '提醒尽快分办'), ('urged', '催办'), ('paused', '停止计算期限'), ('resumed', '恢复计算期限'), ('restarted', '期限重新起算'), ('extended', '延期'), ('moved', '期限随日历重算'), ('late', '逾期'), ('answered', '答复'), ('declined', '不予受理'), ('closed', '了结'), ('reopened', '重办'), ('rated', '来件人评价'), ('concerns', '改定被反映单位'), ('merged', '并案'), ('separated', '撤销并案')], max_length=12),
        ),
    ]
