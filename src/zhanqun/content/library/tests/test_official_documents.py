"""Official documents as Word files, each compared field by field with what it was set from."""

import re
from datetime import date

import pytest

from zhanqun.content.library.importing import read_docx
from zhanqun.content.library.tests.official_files import Official
from zhanqun.content.library.tests.shared import shared

FIELDS = (
    "copy_number", "secrecy", "urgency", "signer", "recipients", "attachments", "signed_by",
    "note", "copied_to", "printed_by", "printed_on",
)  # fmt: skip
NOTHING = {
    "title": "", "number": "", "organs": [], "written_on": None,
    "copy_number": "", "secrecy": "", "urgency": "", "signer": "", "recipients": "",
    "attachments": [], "signed_by": [], "note": "", "copied_to": "", "printed_by": "",
    "printed_on": None,
}  # fmt: skip
BODY = ["为做好青云江渡口安全管理，现就有关事项通知如下。", "一、加强领导。各单位要落实责任。"]
OFFICE = "青云市人民政府办公室"


def fields_of(imported):
    own = {name: getattr(imported.official, name) for name in FIELDS}
    return own | {
        "title": imported.title,
        "number": imported.number_text if imported.number is None else imported.number.text,
        "organs": imported.issuing_organs,
        "written_on": imported.written_on,
    }


DOCUMENTS = {
    "notice": (
        Official(
            marks=["000123", "特急"],
            head=[f"{OFFICE}文件"],
            number="青政办发〔2026〕18号",
            title=["青云市人民政府办公室", "关于做好渡口冬季安全工作的通知"],
            recipients="各县（区）人民政府，市政府各部门",
            body=BODY,
            attachments=["渡口名单", "检查表"],
            signature=[OFFICE],
            date="2026年6月15日",
            note="此件公开发布",
            copied_to="市委办公室，市人大常委会办公室，市政协办公室",
            printed=(OFFICE, "2026年6月16日"),
        ),
        {
            "title": "青云市人民政府办公室关于做好渡口冬季安全工作的通知",
            "number": "青政办发〔2026〕18号",
            "organs": [OFFICE],
            "written_on": date(2026, 6, 15),
            "copy_number": "000123",
            "urgency": "特急",
            "recipients": "各县（区）人民政府，市政府各部门",
            "attachments": ["渡口名单", "检查表"],
            "signed_by": [OFFICE],
            "note": "此件公开发布",
            "copied_to": "市委办公室，市人大常委会办公室，市政协办公室",
            "printed_by": OFFICE,
            "printed_on": date(2026, 6, 16),
        },
    ),
    "joint": (
        Official(
            head=["青云市财政局", "青云市教育局", "青云市人力资源和社会保障局文件"],
            number="青财教〔2026〕12号",
            title=[
                "青云市财政局　青云市教育局",
                "青云市人力资源和社会保障局",
                "关于做好学生资助工作的通知",
            ],
            recipients="各县（区）财政局、教育局、人力资源和社会保障局",
            body=BODY,
            signature=["青云市财政局　青云市教育局", "青云市人力资源和社会保障局"],
            date="2026年5月11日",
        ),
        {
            "title": "青云市财政局 青云市教育局 青云市人力资源和社会保障局"
            "关于做好学生资助工作的通知",
            "number": "青财教〔2026〕12号",
            "organs": ["青云市财政局", "青云市教育局", "青云市人力资源和社会保障局"],
            "written_on": date(2026, 5, 11),
            "recipients": "各县（区）财政局、教育局、人力资源和社会保障局",
            "signed_by": ["青云市财政局", "青云市教育局", "青云市人力资源和社会保障局"],
        },
    ),
    "letter": (
        Official(
            head=[OFFICE],
            number="青政办函〔2026〕8号",
            title=["青云市人民政府办公室", "关于同意设立䶮江自然保护区的复函"],
            recipients="市林业局",
            body=[
                "你局《关于设立䶮江自然保护区的请示》（青林〔2026〕3号）收悉。经研究，函复如下："
            ],
            signature=[f"{OFFICE}（印章）"],
            date="2026年4月2日",
        ),
        {
            "title": "青云市人民政府办公室关于同意设立䶮江自然保护区的复函",
            "number": "青政办函〔2026〕8号",
            "organs": [OFFICE],
            "written_on": date(2026, 4, 2),
            "recipients": "市林业局",
            "signed_by": [OFFICE],
        },
    ),
    "order": (
        Official(
            head=["青云市人民政府令"],
            number="第12号",
            body=["《青云市政府网站管理办法》已经2026年2月20日市政府第8次常务会议通过，现予公布。"],
            signature=["市长　张某"],
            date="2026年3月1日",
            attached=["青云市政府网站管理办法", "第一条　为了加强管理，制定本办法。"],
        ),
        {
            "title": "青云市人民政府令第12号",
            "number": "青云市人民政府令第12号",
            "organs": ["青云市人民政府"],
            "written_on": date(2026, 3, 1),
            "signed_by": ["市长 张某"],
        },
    ),
    "minutes": (
        Official(
            head=["青云市人民政府常务会议纪要"],
            number="〔2026〕6号",
            title=[f"{OFFICE}　　2026年6月3日"],
            body=[
                "6月1日，市长张某主持召开市政府第12次常务会议。纪要如下：",
                "一、会议听取了汇报。",
            ],
            copied_to="市委办公室",
            printed=(OFFICE, "2026年6月4日"),
        ),
        {
            "title": "青云市人民政府常务会议纪要",
            "number": "〔2026〕6号",
            "organs": [OFFICE],
            "written_on": date(2026, 6, 3),
            "copied_to": "市委办公室",
            "printed_by": OFFICE,
            "printed_on": date(2026, 6, 4),
        },
    ),
    "announcement without number": (
        Official(
            title=["青云市公安局", "关于青云江大桥交通管制的公告"],
            body=["因大桥维修，自2026年6月20日零时起实行交通管制。", "特此公告。"],
            signature=["青云市公安局"],
            date="2026年6月12日",
        ),
        {
            "title": "青云市公安局关于青云江大桥交通管制的公告",
            "organs": ["青云市公安局"],
            "written_on": date(2026, 6, 12),
            "signed_by": ["青云市公安局"],
        },
    ),
    "announcement with number": (
        Official(
            head=["青云市财政局公告"],
            number="2026年第5号",
            title=["关于公布会计师事务所名单的公告"],
            body=["根据有关规定，现予公布。"],
            signature=["青云市财政局"],
            date="2026年2月9日",
        ),
        {
            "title": "关于公布会计师事务所名单的公告",
            "number": "青云市财政局公告2026年第5号",
            "organs": ["青云市财政局"],
            "written_on": date(2026, 2, 9),
            "signed_by": ["青云市财政局"],
        },
    ),
    "communique": (
        Official(
            title=["青云市2025年国民经济和社会发展统计公报"],
            body=["2025年，全市生产总值1204.5亿元，比上年增长5.2%。"],
            signature=["青云市统计局"],
            date="2026年3月20日",
        ),
        {
            "title": "青云市2025年国民经济和社会发展统计公报",
            "organs": ["青云市统计局"],
            "written_on": date(2026, 3, 20),
            "signed_by": ["青云市统计局"],
        },
    ),
    "request upward": (
        Official(
            marks=["加急"],
            head=["青云市交通运输局文件"],
            number="青交〔2026〕30号",
            signer="李某",
            title=["青云市交通运输局关于渡口改造资金的请示"],
            recipients="市人民政府",
            body=["妥否，请批示。"],
            attachments=["渡口改造资金测算表"],
            signature=["青云市交通运输局"],
            date="2026年1月8日",
            note="联系人：王某，电话：0990-1234567",
        ),
        {
            "title": "青云市交通运输局关于渡口改造资金的请示",
            "number": "青交〔2026〕30号",
            "organs": ["青云市交通运输局"],
            "written_on": date(2026, 1, 8),
            "urgency": "加急",
            "signer": "李某",
            "recipients": "市人民政府",
            "attachments": ["渡口改造资金测算表"],
            "signed_by": ["青云市交通运输局"],
            "note": "联系人：王某，电话：0990-1234567",
        },
    ),
    "secret": (
        Official(
            marks=["000007", "机密★1年", "特急"],
            head=["青云市应急管理局文件"],
            number="青应急〔2026〕1号",
            title=["青云市应急管理局关于演练的通知"],
            recipients="各县（区）应急管理局",
            body=BODY,
            signature=["青云市应急管理局"],
            date="2026年1月4日",
        ),
        {
            "title": "青云市应急管理局关于演练的通知",
            "number": "青应急〔2026〕1号",
            "organs": ["青云市应急管理局"],
            "written_on": date(2026, 1, 4),
            "copy_number": "000007",
            "secrecy": "机密★1年",
            "urgency": "特急",
            "recipients": "各县（区）应急管理局",
            "signed_by": ["青云市应急管理局"],
        },
    ),
    "foot in a table": (
        Official(
            head=["青云市人民政府文件"],
            number="青政发〔2026〕2号",
            title=["青云市人民政府关于表彰先进单位的决定"],
            recipients="各县（区）人民政府",
            body=BODY,
            signature=["青云市人民政府"],
            date="二〇二六年一月五日",
            copied_to="市委各部门，市法院，市检察院",
            printed=(OFFICE, "2026年1月6日"),
            foot_in_table=True,
        ),
        {
            "title": "青云市人民政府关于表彰先进单位的决定",
            "number": "青政发〔2026〕2号",
            "organs": ["青云市人民政府"],
            "written_on": date(2026, 1, 5),
            "recipients": "各县（区）人民政府",
            "signed_by": ["青云市人民政府"],
            "copied_to": "市委各部门，市法院，市检察院",
            "printed_by": OFFICE,
            "printed_on": date(2026, 1, 6),
        },
    ),
    "spaced out": (
        Official(
            head=["青 云 市 水 利 局 文 件"],
            number="青水〔2026〕 9 号",
            title=["青云市水利局", "关于河长制考核结果的", "通　报"],
            recipients="各县（区）水利局",
            body=BODY,
            signature=["青 云 市 水 利 局"],
            date="2026 年 2 月 3 日",
        ),
        {
            "title": "青云市水利局关于河长制考核结果的通报",
            "number": "青水〔2026〕9号",
            "organs": ["青云市水利局"],
            "written_on": date(2026, 2, 3),
            "recipients": "各县（区）水利局",
            "signed_by": ["青云市水利局"],
        },
    ),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_given_a_document_in_official_layout_then_each_part_goes_into_its_field(name):
    official, expected = DOCUMENTS[name]

    imported = read_docx(official.bytes())

    assert fields_of(imported) == NOTHING | expected
    for line in official.body:
        assert line in imported.text


def test_given_signature_and_date_then_they_stand_at_the_right_of_the_text():
    html = read_docx(DOCUMENTS["notice"][0].bytes()).body_html

    assert f'<p class="align-right">{OFFICE}</p>' in html
    assert '<p class="align-right">2026年6月15日</p>' in html


# The four texts of the commission, set with heads and feet of our own making: file, first and
# last line of the body that is set, title.
SOURCES = (
    ("1-市级政府网站建设意见.txt", "关于加强政府网站建设和管理工作的意见"),
    ("2-县级政府网站建设经验.txt", "关于县级政府网站建设经验的报告"),
    ("3-调整信息中心加强网站建设.txt", "关于调整信息中心隶属关系加强政府网站建设的初步意见"),
    ("5-国办发2014-57号.txt", "关于加强政府网站信息内容建设的意见"),
)


@pytest.mark.parametrize(("file", "subject"), SOURCES, ids=[file[0] for file, _s in SOURCES])
def test_given_a_text_of_the_commission_set_as_document_then_its_fields_are_read(file, subject):
    lines = _lines_of(file, subject)
    official = Official(
        marks=["特急"],
        head=[f"{OFFICE}文件"],
        number="青政办发〔2026〕57号",
        signer="张某",
        title=[OFFICE, subject],
        recipients="各县（区）人民政府，市政府各部门、各直属机构",
        body=lines,
        attachments=["任务分工表", "进度安排表"],
        signature=[OFFICE],
        date="2026年6月17日",
        note="此件公开发布",
        copied_to="市委办公室，市纪委监委",
        printed=(OFFICE, "2026年6月18日"),
    )

    imported = read_docx(official.bytes())

    assert fields_of(imported) == NOTHING | {
        "title": OFFICE + subject,
        "number": "青政办发〔2026〕57号",
        "organs": [OFFICE],
        "written_on": date(2026, 6, 17),
        "urgency": "特急",
        "signer": "张某",
        "recipients": "各县（区）人民政府，市政府各部门、各直属机构",
        "attachments": ["任务分工表", "进度安排表"],
        "signed_by": [OFFICE],
        "note": "此件公开发布",
        "copied_to": "市委办公室，市纪委监委",
        "printed_by": OFFICE,
        "printed_on": date(2026, 6, 18),
    }
    spaces = re.compile(r"\s+")
    assert spaces.sub("", "".join(lines)) in spaces.sub("", imported.text)


def _lines_of(file, subject):
    """The text's own lines, without the collection's headings, advertisements and page numbers."""
    text = shared(f"source/{file}").read_text(encoding="utf-8-sig")
    lines = [re.sub("—[0-9]+—$", "", line.strip()) for line in text.splitlines()[1:]]
    own = [line for line in lines if line and subject[:12] not in line and "xiexiebang" not in line]
    return [
        line
        for line in own
        if not line.startswith(("国务院办公厅", "国办发", "各省、", "文章标题"))
    ]
