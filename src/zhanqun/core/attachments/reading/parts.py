"""What was read from a file."""

import re
from dataclasses import dataclass

_HAN = "\u3400-\u9fff\uf900-\ufaff"
# Typesetting sets figures off from characters; as words they belong together: "12 号".
_SET_OFF = re.compile(rf"(?<=[{_HAN}]) +(?=\d)|(?<=\d) +(?=[{_HAN}])")


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one part of a file.

    where: "" for what every reader sees; else the part in Chinese: "隐藏工作表“工资”", "批注",
    "文档属性·作者", "页眉", "修订中删除的文字".
    """

    where: str
    text: str


def joined(text: str) -> str:
    """Text of a typeset page, with figures joined to the characters about them."""
    return _SET_OFF.sub("", text)
