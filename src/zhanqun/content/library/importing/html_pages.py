"""Legacy pages (旧网站网页): body, title, number and dates out of the page of an old system.

Known systems mark their fields by comments, containers or tables; those are read first. Pages of
unknown make go through a general extractor; a page that is only a list of links stays a list.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from django.utils.translation import gettext as _
from gne import GeneralNewsExtractor
from gne.exceptions import NoContentException
from lxml import etree, html

from zhanqun.content.library.characters import clean_text, decode
from zhanqun.content.library.dates import Moment, NotADate, find_dates, parse_moment
from zhanqun.content.library.document_numbers import NotADocumentNumber, normalise
from zhanqun.content.library.importing.imported import (
    ATTACHMENT_TYPES,
    AttachmentRef,
    ImportedText,
)
from zhanqun.content.library.importing.official_layout import (
    Layout,
    organs_of_title,
    recognise,
    without_repeated_head,
)
from zhanqun.content.library.rich_text import (
    Cleaned,
    clean_blocks,
    clean_html,
    hidden_link_notes,
)
from zhanqun.content.library.rich_text_reading import check_read_whole, take_hidden_links

SHORTEST_BODY = 20
LIST_LINK_SHARE = 0.5
LIST_LINKS = 5
EXTRACTED_SHARE = 0.3

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
# Comments by which Hanweb (大汉), its older versions and ZSNEWS (中山网) set off their fields.
_COMMENT_FIELDS = {
    "title": ("文章标题", "信息标题", "标题"),
    "source": ("文章来源", "信息来源", "来源"),
    "published": ("发布日期", "发布时间"),
    "author": ("文章编辑", "责任编辑", "文章作者"),
    "body": ("文章正文", "信息内容", "正文", "ZJEG_RSS.content."),
}
_COMMENT = re.compile(
    r"<!--\s{0,9}(?:<\$\[)?([\u4e00-\u9fff]{2,4}|ZJEG_RSS\.content\.)(?:\]>)?\s{0,9}"
    r"(begin|end)\s{0,9}-->",
    re.IGNORECASE,
)
# Containers of the body: 开普 UCAP, 拓尔思 TRS, 大汉 Hanweb, 博达 VSB, JEECMS, then common names.
_CONTAINERS = (
    ("id", "UCAP-CONTENT"),
    ("class", "TRS_UEDITOR"),
    ("class", "TRS_Editor"),
    ("class", "Custom_UnionStyle"),
    ("id", "ivs_content"),
    ("id", "zoom"),
    ("class", "zoom"),
    ("id", "vsb_content"),
    ("class", "v_news_content"),
    ("class", "article-body"),
    ("class", "article-content"),
    ("class", "article_content"),
    ("class", "news_content"),
    ("class", "content-txt"),
    ("id", "fontzoom"),
    ("id", "article"),
)
_LABELS = {
    "标题": "title", "信息名称": "title", "名称": "title",
    "索引号": "index_number", "信息索引号": "index_number",
    "主题分类": "topic",
    "发文机关": "organs", "发布机构": "organs", "发文单位": "organs", "制发机关": "organs",
    "公开责任部门": "organs", "发布单位": "organs",
    "发文字号": "number", "文号": "number", "文件编号": "number", "发文文号": "number",
    "成文日期": "written", "生成日期": "written", "成文时间": "written",
    "发布日期": "published", "公开日期": "published", "发布时间": "published",
    "公布日期": "published",
    "来源": "source", "信息来源": "source",
}  # fmt: skip
_META = {
    "articletitle": "title",
    "pubdate": "published",
    "contentsource": "source",
    "author": "author",
    "url": "url",
}
_PUBLISHED_LABEL = re.compile(
    r"(?:(?:发布|公布|公示|公开|发稿)(?:日期|时间)|(?<![\u4e00-\u9fff])(?:日期|时间))\s*[:：]\s*"
    r"((?:19|20)\d{2}[-年./]\d{1,2}[-月./]\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?)"
)
_SOURCE_LABEL = re.compile(r"(?:信息)?来源(?:于)?\s*[:：]\s*([^\s|【】]{2,30})")
_SITE_NAME = re.compile(r"(?:网|网站|政府|门户|委员会|局|厅|中心|平台)$")
_LISTED_DATE = re.compile(r"(?<!\d)(?:\d{4}[-./年])?\d{1,2}[-./月]\d{1,2}日?(?!\d)")
_ATTACHMENT = re.compile(rf"\.({'|'.join(ATTACHMENT_TYPES)})(?:[?#]|$)", re.IGNORECASE)
_EXTRACTOR_FAILURES = (
    NoContentException,
    AttributeError,
    IndexError,
    KeyError,
    TypeError,
    ValueError,
    ZeroDivisionError,
    RecursionError,
    etree.LxmlError,
)
_LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)


@dataclass
class _Page:
    """A parsed page and what its own fields say."""

    source: str
    tree: etree._Element
    fields: dict[str, str] = field(default_factory=dict)
    kind: str = "article"
    body: str = ""


def read_html(
    data: bytes, declared: str | None = None, base_url: str | None = None
) -> ImportedText:
    """Read a page. declared: encoding named by a header; the page's own claim comes second.

    base_url: address of the page, when known better than the page knows it itself.
    Raises UndecodableText, TextNestedTooDeep. A page without an article comes as what it is.
    """
    decoded = decode(data, declared or _declared_charset(data))
    page = _page(decoded.text)
    base_url = base_url or _own_address(page)
    # Of the whole page, since links are planted in its foot: the old site needs to know.
    planted = hidden_link_notes(take_hidden_links(page.tree), page.source)
    _find_body(page)
    cleaned = clean_html(page.body, base_url)
    imported = _imported(page, cleaned, base_url or "")
    imported.dropped[:0] = planted
    imported.warnings[:0] = decoded.warnings
    return imported


def _declared_charset(data: bytes) -> str | None:
    found = _CHARSET.search(data[:4096])
    return found[1].decode("ascii") if found else None


def _page(source: str) -> _Page:
    source = clean_text(source)
    page = _Page(source, _parsed(source or "<p>"))
    _read_comment_fields(page)
    _read_meta_fields(page)
    return page


def _parsed(source: str) -> etree._Element:
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        tree = html.document_fromstring(source.encode(), parser=parser)
    except etree.ParserError:  # nothing but comments
        return html.document_fromstring("<p>")
    check_read_whole(parser)
    return tree


def _read_meta_fields(page: _Page) -> None:
    """Meta tags of the guideline for government sites (政府网站发展指引 附件2)."""
    for meta in page.tree.iter("meta"):
        name = _META.get((meta.get("name") or "").lower())
        value = (meta.get("content") or "").strip()
        if name and value:
            page.fields[name] = value


def _read_comment_fields(page: _Page) -> None:
    names = {label: name for name, labels in _COMMENT_FIELDS.items() for label in labels}
    for label, inner in _between_comments(page.source):
        name = names.get(label)
        if name == "body":
            page.body = page.body or inner
        elif name and (value := _one_line(_text_of(inner))):
            page.fields.setdefault(name, value)


def _between_comments(source: str) -> Iterator[tuple[str, str]]:
    """Label and content of each part set off by a pair of comments, in order of their ends."""
    begun: dict[str, int] = {}
    for match in _COMMENT.finditer(source):
        label = match[1]
        if match[2].lower() == "begin":
            begun.setdefault(label, match.end())
        elif label in begun:
            yield label, source[begun.pop(label) : match.start()]


def _own_address(page: _Page) -> str | None:
    base = page.tree.find(".//base")
    candidates = [base.get("href") if base is not None else None, page.fields.get("url")]
    return next((url for url in candidates if url and url.startswith("http")), None)


def _find_body(page: _Page) -> None:
    """Take the body out of the tree, so that fields are looked for outside it only."""
    marked = _is_enough(page.body)
    for kind, name in _CONTAINERS:
        for element in page.tree.xpath(_CONTAINER_PATHS[kind], name=name):
            if not marked and _has_content(element):
                page.body = _inner_html(element)
                marked = True
            if marked and element.getparent() is not None:
                element.drop_tree()
        if marked:
            return
    _remove_furniture(page.tree)
    page.body = "" if _is_list(page.tree) else _extracted(page)
    if not page.body:
        page.kind = "list" if page.tree.find(".//a") is not None else "article"
        page.body = _inner_html(_list_body(page.tree))


_CONTAINER_PATHS = {
    "id": "//*[@id=$name]",
    "class": "//*[contains(concat(' ', normalize-space(@class), ' '), concat(' ', $name, ' '))]",
}


def _has_content(element: etree._Element) -> bool:
    length = len(_one_line(element.text_content()))
    return length >= SHORTEST_BODY or (element.find(".//img") is not None)


def _is_enough(source: str) -> bool:
    return bool(source) and (len(_text_of(source)) >= SHORTEST_BODY or "<img" in source.lower())


def _remove_furniture(tree: etree._Element) -> None:
    for element in list(tree.iter("script", "style", "iframe", "noscript", "select")):
        element.drop_tree()


def _is_list(tree: etree._Element) -> bool:
    """True where most of the text is the text of links: a list, no article."""
    links = [_one_line(link.text_content()) for link in tree.iter("a")]
    text = len(_one_line(tree.text_content()))
    return len(links) >= LIST_LINKS and sum(map(len, links)) >= LIST_LINK_SHARE * text


def _list_body(tree: etree._Element) -> etree._Element:
    """The innermost list or table with all the dated links; the whole page where there is none."""
    found, most = tree, LIST_LINKS - 1
    for element in tree.iter("ul", "ol", "table", "dl"):
        dates = len(_LISTED_DATE.findall(element.text_content()))
        if dates >= most and dates >= LIST_LINKS and element.find(".//a") is not None:
            found, most = element, dates
    return found


def _extracted(page: _Page) -> str:
    """Body by text density, for pages of unknown make."""
    try:
        result = GeneralNewsExtractor().extract(page.source, with_body_html=True)
    except _EXTRACTOR_FAILURES:
        # The extractor assumes an article; what it cannot digest is imported whole.
        return ""
    body = result.get("body_html") or ""
    text, whole = _text_of(body), _one_line(page.tree.text_content())
    is_prose = "。" in text and len(text.strip()) >= EXTRACTED_SHARE * len(whole)
    return body if is_prose else ""


def _inner_html(element: etree._Element) -> str:
    parts = [element.text or ""]
    parts += [html.tostring(child, encoding="unicode") for child in element]
    return "".join(parts)


def _text_of(source: str) -> str:
    return unescape(re.sub(r"<[^<>]*>", " ", source))


def _one_line(text: str) -> str:
    return re.sub(r"[\s\u3000]+", " ", text).strip()


def _imported(page: _Page, cleaned: Cleaned, url: str) -> ImportedText:
    _read_label_fields(page)
    layout = recognise(cleaned.blocks) if page.kind == "article" else Layout()
    fields = page.fields
    imported = ImportedText(
        url=url,
        page_kind=page.kind,
        images=cleaned.images,
        dropped=list(cleaned.dropped),
        source=fields.get("source", ""),
        author=fields.get("author", ""),
        index_number=fields.get("index_number", ""),
        topic=fields.get("topic", ""),
    )
    imported.title = _title(page, layout)
    _set_number(imported, fields.get("number", ""), layout)
    _set_organs(imported, fields.get("organs", ""), layout)
    _set_dates(imported, page, cleaned, layout)
    number = str(imported.number or "")
    body = without_repeated_head(cleaned.blocks, imported.title, number)
    if len(body) < len(cleaned.blocks) and body:
        imported.dropped.append(_("正文开头重复的标题、文号已移入相应字段。"))
        cleaned = clean_blocks(body, cleaned)
    imported.body_html, imported.text = cleaned.html, cleaned.text
    imported.attachments = _attachments(cleaned.html)
    if page.kind == "list":
        imported.warnings.append(_("这是列表页，没有正文；链接已按原样保留。"))
    elif not imported.text and not imported.images:
        imported.warnings.append(_("没有读到正文。"))
    return imported


def _read_label_fields(page: _Page) -> None:
    """Fields of the information table above a document, and of the line under a title."""
    if page.kind == "list":
        return
    for cell in page.tree.iter("td", "th", "dt"):
        name = _LABELS.get(re.sub(r"[\s\u3000:：【】\[\]]", "", cell.text_content()))
        after = cell.getnext()
        if name is None or after is None:
            continue
        value = _one_line(after.text_content())
        if value and re.sub(r"[\s:：]", "", value) not in _LABELS:
            page.fields.setdefault(name, value)
    text = page.tree.text_content()
    if "published" not in page.fields and (found := _PUBLISHED_LABEL.search(text)):
        page.fields["published"] = found[1]
    if "source" not in page.fields and (found := _SOURCE_LABEL.search(text)):
        page.fields["source"] = found[1]


def _title(page: _Page, layout: Layout) -> str:
    """The article's title: from a field, a lone h1, the text itself, the window title."""
    if title := page.fields.get("title"):
        return _one_line(title)
    headings = {_one_line(h1.text_content()) for h1 in page.tree.iter("h1")} - {""}
    if len(headings) == 1:
        return headings.pop()
    return layout.title or _window_title(page)


def _window_title(page: _Page) -> str:
    """<title> without the name of the site at its end."""
    title = _one_line(page.tree.findtext(".//title") or "")
    parts = [part.strip() for part in re.split(r"\s[-–—|]+\s?|[_|]|--", title) if part.strip()]
    while len(parts) > 1 and (_SITE_NAME.search(parts[-1]) or len(parts) > 2):
        parts.pop()
    return (parts[0].split(" ")[0] if len(parts) == 1 and title != parts[0] else title) or ""


def _set_number(imported: ImportedText, text: str, layout: Layout) -> None:
    imported.number, imported.number_text = layout.number, layout.number_text
    warnings = layout.number_warnings
    if text:
        imported.number_text = text
        try:
            imported.number, warnings = normalise(text)
        except NotADocumentNumber as refusal:
            imported.number, warnings = None, (str(refusal),)
    imported.warnings += warnings


def _set_organs(imported: ImportedText, text: str, layout: Layout) -> None:
    """Organs by their full names in title or signature; the table often shortens them."""
    listed = [name for name in re.split(r"[、，,;；\s]+", text) if name]
    imported.issuing_organs = organs_of_title(imported.title) or listed or layout.organs


def _set_dates(imported: ImportedText, page: _Page, cleaned: Cleaned, layout: Layout) -> None:
    published = page.fields.get("published", "")
    if not published and page.kind == "article":
        found = _PUBLISHED_LABEL.search(cleaned.text[:600])
        published = found[1] if found else ""
    imported.published_text = published
    if moment := _moment(published, imported):
        imported.published_on, imported.published_at = moment.day, moment.at
    if written := page.fields.get("written", ""):
        moment = _moment(written, imported)
        imported.written_on = moment.day if moment else None
    elif imported.number or imported.issuing_organs:
        imported.written_on = layout.written_on


def _moment(text: str, imported: ImportedText) -> Moment | None:
    if not text:
        return None
    try:
        return parse_moment(text)
    except NotADate as refusal:
        if found := find_dates(text):
            return Moment(found[0].day)
        imported.warnings.append(str(refusal))
        return None


def _attachments(body_html: str) -> list[AttachmentRef]:
    found: dict[str, AttachmentRef] = {}
    for href, inner in _LINK.findall(body_html):
        address = unescape(href)
        if _ATTACHMENT.search(address):
            name = _one_line(_text_of(inner)) or address.rsplit("/", 1)[-1]
            found.setdefault(address, AttachmentRef(name, address))
    return list(found.values())
