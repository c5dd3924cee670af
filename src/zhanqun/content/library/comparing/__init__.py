"""Two versions side by side (版本对照): paragraphs first, then characters; tables cell by cell."""

from zhanqun.content.library.comparing.fields import Difference, differences, text_difference
from zhanqun.content.library.comparing.marking import Piece
from zhanqun.content.library.comparing.pairing import Pair, pairs_of

__all__ = ["Difference", "Pair", "Piece", "differences", "pairs_of", "text_difference"]
