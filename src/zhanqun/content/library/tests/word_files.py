"""Word files made part by part, for what no library writes: notes, symbols, numbering."""

import io
import zipfile

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R_NS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W_NS}" xmlns:r="{R_NS}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def relations(**targets):
    """Relationships part: id=kind:target, external where the target is an address."""
    rows = ""
    for key, value in targets.items():
        kind, _colon, target = value.partition(":")
        mode = ' TargetMode="External"' if target.startswith(("http", "file")) else ""
        rows += f'<Relationship Id="{key}" Type="{R_NS}/{kind}" Target="{target}"{mode}/>'
    return f'<Relationships xmlns="{PACKAGE_RELATIONS}">{rows}</Relationships>'


def word_file(body, links=None, **parts):
    """Bytes of a .docx. parts: numbering, styles, footnotes as XML; links: id → kind:target."""
    targets = {f"r_{name}": f"{name}:{name}.xml" for name in parts} | (links or {})
    files = {
        "_rels/.rels": relations(r1="officeDocument:word/document.xml"),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relations(**targets),
    }
    for name, inner in parts.items():
        files[f"word/{name}.xml"] = f"<w:{name} {NAMESPACES}>{inner}</w:{name}>"
    return packed(files)


def packed(files):
    """Bytes of a zip with these files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def with_file(data, name, content):
    """The same package with one more file."""
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


def p(text, properties=""):
    """A paragraph of one run."""
    inner = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{inner}<w:r><w:t>{text}</w:t></w:r></w:p>"


def tc(inner, properties=""):
    """A cell; text becomes a paragraph."""
    content = inner if inner.startswith("<") else p(inner)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def tbl(*rows):
    """A table of rows of cells."""
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def level(at, number_format, pattern, extra=""):
    """A level of an automatic list."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>'
        f'{extra}<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def numbered(list_id, at, text):
    """A paragraph of an automatic list."""
    mark = f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return p(text, mark)
