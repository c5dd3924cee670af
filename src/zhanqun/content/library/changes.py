"""News of the library: upper rooms register who must hear, inside the transaction."""

from collections.abc import Callable
from datetime import datetime

from zhanqun.content.library.importing.imported import ImportedText
from zhanqun.content.library.models import Article, Placement
from zhanqun.core.units.api import User
from zhanqun.foundation.registries import Registry

# A draft was saved: the article with its new content, its digest, who, when.
DraftHandler = Callable[[Article, str, User, datetime], None]
draft_saved: Registry[DraftHandler] = Registry("draft saved")

# An article was made: the same, of its first version.
article_created: Registry[DraftHandler] = Registry("article created")

# A text was imported as a draft: the article and what was read of it, its history among it.
ImportHandler = Callable[[Article, ImportedText, User, datetime], None]
text_imported: Registry[ImportHandler] = Registry("text imported")

# A draft was put aside: what waits for it must stop.
DiscardHandler = Callable[[Article, User, datetime], None]
draft_discarded: Registry[DiscardHandler] = Registry("draft discarded")

# A placement was adopted, pinned or ordered anew: `review` lets it go live or refresh.
PlacementHandler = Callable[[Placement, User, datetime], None]
placement_adopted: Registry[PlacementHandler] = Registry("placement adopted")
placement_arranged: Registry[PlacementHandler] = Registry("placement arranged")
