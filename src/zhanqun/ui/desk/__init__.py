"""What every page of the desk shares (后台页面): guarded views, keyset pages, capped counts."""

from zhanqun.ui.desk.pager import Count, Page, capped_count, page_of
from zhanqun.ui.desk.views import desk_view

__all__ = ["Count", "Page", "capped_count", "desk_view", "page_of"]
