"""Portraits of the demo city's leaders, drawn here (演示肖像): nobody who lives."""

import io
import random

from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT = 600, 800
SKIN = ((236, 203, 178), (226, 188, 160), (214, 174, 146))
HAIR = ((38, 34, 34), (58, 52, 50), (92, 88, 86))
SUIT = ((32, 46, 66), (44, 50, 58), (58, 44, 48))
GROUND = ((214, 226, 234), (222, 229, 224), (231, 226, 218))


def portrait(name: str, *, long_hair: bool) -> bytes:
    """A quiet head and shoulders, as JPEG; the same each time for a name."""
    dice = random.Random(name)  # noqa: S311 - a drawing, not a secret
    skin, hair, suit = dice.choice(SKIN), dice.choice(HAIR), dice.choice(SUIT)
    picture = Image.new("RGB", (WIDTH, HEIGHT), dice.choice(GROUND))
    draw = ImageDraw.Draw(picture)
    if long_hair:
        draw.rounded_rectangle((178, 190, 422, 520), 110, fill=hair)
    draw.ellipse((-30, 560, 630, 1160), fill=suit)
    draw.polygon([(230, 585), (370, 585), (300, 760)], fill=(244, 246, 248))
    draw.polygon([(286, 640), (314, 640), (322, 790), (300, 800), (278, 790)], fill=(120, 36, 34))
    draw.rectangle((256, 470, 344, 600), fill=tuple(part - 14 for part in skin))
    draw.ellipse((195, 205, 405, 505), fill=skin)
    draw.pieslice((180, 180, 420, 450), 180, 360, fill=hair)
    draw.ellipse((212, 262, 388, 400), fill=skin)
    for eye in (258, 342):
        draw.ellipse((eye - 9, 344, eye + 9, 356), fill=(44, 36, 34))
        draw.arc((eye - 22, 318, eye + 22, 344), 200, 340, fill=hair, width=5)
    draw.arc((262, 400, 338, 446), 25, 155, fill=(160, 92, 82), width=5)
    out = io.BytesIO()
    picture.filter(ImageFilter.GaussianBlur(1.4)).save(out, "JPEG", quality=86)
    return out.getvalue()
