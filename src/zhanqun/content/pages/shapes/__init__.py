"""What public pages show (前台页面数据): plain, ready values for templates.

Builders in `pages.builders` fill these shapes from the database; templates print them and
ask for nothing else. Addresses are absolute paths within the site ("/a/…") or full
addresses for other hosts; times are aware datetimes already in Asia/Shanghai.
"""

from zhanqun.content.pages.shapes.alerts import (
    AlertBar,
    AlertPage,
    AlertRow,
    AlertsPage,
    AlertStep,
    EventPage,
    Update,
)
from zhanqun.content.pages.shapes.blocks import (
    ArrangedPage,
    Banner,
    Block,
    BlockRow,
    FactsBlock,
    Figure,
    Headline,
    LinkGroups,
    Pair,
    Participation,
    Policy,
    Shown,
    Tabs,
    TextBlock,
    TopicCard,
    TopicPage,
    Topics,
)
from zhanqun.content.pages.shapes.directory import (
    DirectoryPage,
    LeaderCard,
    LeaderPage,
    OrganCard,
    OrganPage,
)
from zhanqun.content.pages.shapes.frame import (
    Chrome,
    FeedLink,
    Head,
    Link,
    LinkGroup,
)
from zhanqun.content.pages.shapes.rows import (
    FileLink,
    Item,
    Pager,
    Picture,
)
from zhanqun.content.pages.shapes.standing import (
    AccessibilityPage,
    ColumnPage,
    ElderPage,
    MapPage,
    MessagePage,
)
from zhanqun.content.pages.shapes.texts import (
    ArticlePage,
    DocumentPage,
    Media,
    PlainPage,
    Trace,
)

__all__ = [
    "AccessibilityPage",
    "AlertBar",
    "AlertPage",
    "AlertRow",
    "AlertStep",
    "AlertsPage",
    "ArrangedPage",
    "ArticlePage",
    "Banner",
    "Block",
    "BlockRow",
    "Chrome",
    "ColumnPage",
    "DirectoryPage",
    "DocumentPage",
    "ElderPage",
    "EventPage",
    "FactsBlock",
    "FeedLink",
    "Figure",
    "FileLink",
    "Head",
    "Headline",
    "Item",
    "LeaderCard",
    "LeaderPage",
    "Link",
    "LinkGroup",
    "LinkGroups",
    "MapPage",
    "Media",
    "MessagePage",
    "OrganCard",
    "OrganPage",
    "Pager",
    "Pair",
    "Participation",
    "Picture",
    "PlainPage",
    "Policy",
    "Shown",
    "Tabs",
    "TextBlock",
    "TopicCard",
    "TopicPage",
    "Topics",
    "Trace",
    "Update",
]
