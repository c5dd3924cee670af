"""Papers to set in tests."""

from datetime import date

from zhanqun.core.papers.api import Heading, Paper, Paragraph, Table

HOSTILE = '#strong[x] $a^2$ *b* _c_ \\ // @ref <lab> `raw` #{let x = 1} \\u{41} ~ "q" {{x}} </w:t>'
REPLY = Paper(
    title="青云市交通运输局\n关于公开渡口检测报告的通知",
    blocks=(
        Paragraph("本机关收到你提出的政府信息公开申请。\n经检索，答复如下。"),
        Heading("一、关于检测报告", 1),
        Paragraph(HOSTILE),
        Heading("（一）姓名用字䶮㙍喆", 2),
        Table(
            ("类别", "数量", "说明"),
            (("自然人", "12", "写在单元格里的说明，长得要折行" * 3),),
            "表一",
        ),
        Paragraph("如对本答复不服，可以申请行政复议。"),
    ),
    organ="青云市交通运输局文件",
    number="青交公开答〔2026〕3号",
    recipients="甄测一",
    attachments=("检测报告", "照片"),
    signed_by=("青云市交通运输局",),
    dated=date(2026, 7, 3),
    has_seal_place=True,
    note="此件发至申请人",
)
