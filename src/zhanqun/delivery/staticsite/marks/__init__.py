"""What official rules want on every page (页面标识), read from the published files."""

from zhanqun.delivery.staticsite.marks.checking import Lack, lacks_of
from zhanqun.delivery.staticsite.marks.page import Page
from zhanqun.delivery.staticsite.marks.rules import RULES, Kind, Rule

__all__ = ["RULES", "Kind", "Lack", "Page", "Rule", "lacks_of"]
