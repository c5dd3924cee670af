"""Which fonts a paper is set in (公文字体): what the office owns first, then what is shipped."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import typst
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from zhanqun.foundation.errors import DomainError

# Names under which the fonts of the norm are sold, by part of a paper.
_WANTED = {
    "body": ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "STFangsong", "FZFangSong-Z02"),
    "title": ("FZXiaoBiaoSong-B05", "FZXiaoBiaoSong-B05S", "方正小标宋简体", "方正小标宋_GBK"),
    "black": ("SimHei", "黑体", "STHeiti", "FZHei-B01"),
    "kai": ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "STKaiti"),
    "figures": ("SimSun", "宋体", "STSong"),
}
SHIPPED = "Noto Serif SC"


class FontsMissing(DomainError):
    code = "papers.fonts_missing"
    message = _("服务器上没有中文字体，不能生成PDF。请管理员检查 ZHANQUN_PAPER_FONTS 的设置。")


@cache
def loaded() -> typst.Fonts:
    """Every font in the folders of the settings; read once by each process."""
    folders = [folder for folder in map(str, settings.ZHANQUN_PAPER_FONTS) if Path(folder).is_dir()]
    return typst.Fonts(include_system_fonts=False, font_paths=folders)


@cache
def families() -> dict[str, list[str]]:
    """Part of a paper -> families, best first. Raises FontsMissing where none writes Chinese."""
    return chosen_from(loaded().families())


def chosen_from(present: Sequence[str]) -> dict[str, list[str]]:
    """The wanted ones among those present, then the shipped one, then any that may fill a gap."""
    named = {name for names in _WANTED.values() for name in names}
    if not named.intersection(present) and SHIPPED not in present:
        raise FontsMissing
    shipped = [SHIPPED] if SHIPPED in present else []
    spare = [name for name in present if name in named]
    return {
        part: list(dict.fromkeys([*(n for n in names if n in present), *shipped, *spare]))
        for part, names in _WANTED.items()
    }
