"""Line drawings of our own (图标): icons on a field of 24, patterns on a field of 280 by 120."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

ICONS = {
    "access": "M12 3.2a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6zM5 9.5c4.5 1.3 9.5 1.3 14 0"
    "M12 10.5v4M9 20.5l3-6 3 6",
    "alert": "M12 4 2.8 19.8h18.4zM12 10v4.6M12 17.2v.1",
    "building": "M3.5 20h17M5.5 20v-9M18.5 20v-9M3 11l9-6.5L21 11zM9.5 20v-5.5M14.5 20v-5.5",
    "large": "M3 19 8.5 5.5 14 19M5 14.5h7M15.5 19l3-8 3 8M16.5 16.5h4",
    "listen": "M4.5 9.8v4.4h3.2L12 18V6L7.7 9.8zM15 9.5c1.3 1.5 1.3 3.5 0 5"
    "M17.7 7c2.7 3 2.7 7 0 10",
    "out": "M9 5H5v14h14v-4M13 5h6v6M19 5l-8.5 8.5",
    "print": "M7.5 9V4h9v5M7.5 16H4V9h16v7h-3.5M7.5 13.5h9V20h-9z",
    "search": "M16 10.5a5.5 5.5 0 1 1-11 0 5.5 5.5 0 0 1 11 0zM14.6 14.6 20 20",
    "share": "M8 12.8l8 4M16 7.2l-8 4M8 12a2.3 2.3 0 1 1-4.6 0A2.3 2.3 0 0 1 8 12z"
    "M20.6 6a2.3 2.3 0 1 1-4.6 0 2.3 2.3 0 0 1 4.6 0z"
    "M20.6 18a2.3 2.3 0 1 1-4.6 0 2.3 2.3 0 0 1 4.6 0z",
}


def icon(name: str) -> SafeString:
    """Return the icon as inline SVG, hidden from assistive technology: words stand beside it."""
    return format_html(
        '<svg class="p-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        '<path d="{}"/></svg>',
        ICONS[name],
    )


def _waves() -> str:
    step = "q15-20 30 0t30 0 30 0 30 0 30 0 30 0 30 0 30 0 30 0 30 0"
    return "".join(f"M-8 {y}{step}" for y in range(18, 100, 17))


def _lattice() -> str:
    squares = [(x, y) for x in (166, 222) for y in (-22, 34, 90)]
    frames = "".join(
        f"M{x + inset} {y + inset}h{56 - 2 * inset}v{56 - 2 * inset}h-{56 - 2 * inset}z"
        for x, y in squares
        for inset in (0, 9, 18)
    )
    return frames + "M194-22V146M250-22V146"


def _terraces() -> str:
    return "".join(
        f"M{96 + 13 * n} 128"
        f"C{150 + 10 * n} {52 + 15 * n} {212 + 4 * n} {28 + 17 * n} 288 {17 * n - 8}"
        for n in range(7)
    )


def _ripples() -> str:
    def ring(x: int, y: int, radius: int) -> str:
        arc = f"a{radius} {radius} 0 1 0"
        return f"M{x - radius} {y}{arc} {2 * radius} 0{arc}-{2 * radius} 0"

    large = "".join(ring(240, 38, radius) for radius in (18, 30, 42, 54))
    return large + "".join(ring(196, 84, radius) for radius in (12, 22, 32))


PATTERNS = (_waves(), _lattice(), _terraces(), _ripples())


def pattern(index: int) -> SafeString:
    """Return a pattern of lines for the ground of a topic; the index wraps around."""
    return format_html(
        '<svg class="p-topic__art" viewBox="0 0 280 120" preserveAspectRatio="xMaxYMid slice"'
        ' aria-hidden="true" focusable="false"><path d="{}"/></svg>',
        PATTERNS[index % len(PATTERNS)],
    )


EMBLEM = mark_safe(  # noqa: S308 - a constant of our own
    '<svg class="p-mast__emblem" viewBox="0 0 80 80" aria-hidden="true" focusable="false">'
    '<g fill="none" stroke="currentColor" stroke-width="3"><circle cx="40" cy="40" r="36.5"/>'
    '<path stroke-linecap="round" stroke-width="2.6" d="M13 57q6.750-4 13.5 0t13.5 0 13.5 0'
    ' 13.5 0M20 65q6.7-3.5 13.3 0t13.4 0 13.3 0"/></g>'
    '<g fill="currentColor"><path d="M11 50 28.5 25l9 13 7.5-8.5L69 50z"/>'
    '<circle cx="54" cy="21" r="4.8"/></g></svg>'
)

MASTHEAD_ART = mark_safe(  # noqa: S308 - a constant of our own
    '<svg class="p-mast__art" viewBox="0 0 1440 136" preserveAspectRatio="xMaxYMax slice"'
    ' aria-hidden="true" focusable="false">'
    '<path class="p-mast__ridge p-mast__ridge--far" d="M400 136c70-10 130-58 215-52 70 5 95 22'
    ' 160 4 75-21 105-44 180-34 62 8 88 26 150 12 78-18 118-40 185-36 60 3 95-10 150-22v128z"/>'
    '<path class="p-mast__ridge p-mast__ridge--mid" d="M540 136c88-4 138-36 220-32 76 4 112-20'
    ' 196-24 70-3 104 20 176 10 92-13 148-34 308-20v66z"/>'
    '<path class="p-mast__ridge" d="M700 136c116-4 186-24 290-18 92 5 150-16 232-12 84 4 130-8'
    ' 218-12v42z"/></svg>'
)
