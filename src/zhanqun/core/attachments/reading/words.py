"""What was read from a file, and who reads which kind."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one part of a file.

    where: "" for what every reader sees; else the part in Chinese: "隐藏工作表“工资”", "批注",
    "文档属性·作者", "页眉", "修订中删除的文字".
    """

    where: str
    text: str


def read_words(name: str, content_type: str, content: bytes) -> list[Words]:
    """The words of a file by parts; an empty list where the kind has none or cannot be read.

    Never raises for a broken file and is bounded in time and memory: files come from outside.
    """
    if content_type not in ("text/plain", "text/csv"):
        return []
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return [Words("", content.decode(encoding))]
        except UnicodeDecodeError:
            continue
    return []
