"""Pictures for the demo city, drawn here so that none need be shipped (演示图片)."""

import io
import math
import random

from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT = 1280, 720
SKIES = (
    ((143, 182, 204), (243, 227, 205)),
    ((120, 160, 190), (230, 236, 238)),
    ((236, 190, 150), (250, 232, 205)),
    ((96, 128, 168), (222, 208, 214)),
)


def landscape(seed: int) -> bytes:
    """A river landscape with hills and a cable-stayed bridge, as PNG; one seed, one picture."""
    dice = random.Random(seed)  # noqa: S311 - a drawing, not a secret
    top, bottom = SKIES[seed % len(SKIES)]
    picture = _gradient(top, bottom)
    draw = ImageDraw.Draw(picture)
    sun = (dice.randint(200, 1080), dice.randint(160, 300))
    draw.ellipse((sun[0] - 36, sun[1] - 36, sun[0] + 36, sun[1] + 36), fill=(247, 217, 174))
    for depth in range(3):
        _hills(draw, dice, depth)
    water = _gradient((200, 208, 204), (63, 110, 133), height=HEIGHT - 450)
    picture.paste(water, (0, 450))
    draw = ImageDraw.Draw(picture)
    for _wave in range(160):
        x, y = dice.randint(0, WIDTH), dice.randint(470, HEIGHT)
        draw.line((x, y, x + dice.randint(30, 110), y), fill=(214, 226, 230), width=2)
    _bridge(draw, dice)
    out = io.BytesIO()
    picture.filter(ImageFilter.SMOOTH).save(out, "PNG", optimize=True)
    return out.getvalue()


def _gradient(
    top: tuple[int, int, int], bottom: tuple[int, int, int], height: int = HEIGHT
) -> Image.Image:
    strip = Image.new("RGB", (1, height))
    for y in range(height):
        part = y / max(1, height - 1)
        strip.putpixel(
            (0, y), tuple(round(a + (b - a) * part) for a, b in zip(top, bottom, strict=True))
        )
    return strip.resize((WIDTH, height))


def _hills(draw: ImageDraw.ImageDraw, dice: random.Random, depth: int) -> None:
    tint = (169 - 36 * depth, 195 - 34 * depth, 205 - 36 * depth)
    base, swing, phase = 360 + 34 * depth, 46 - 8 * depth, dice.uniform(0, 6)
    ridge = [
        (x, base + swing * math.sin(x / (150 - 30 * depth) + phase) + 14 * math.sin(x / 47 + phase))
        for x in range(0, WIDTH + 10, 10)
    ]
    draw.polygon([(0, 470), *ridge, (WIDTH, 470)], fill=tint)


def _bridge(draw: ImageDraw.ImageDraw, dice: random.Random) -> None:
    deck, height = 446, dice.randint(190, 240)
    for tower in (430, 890):
        for step in range(1, 9):
            at = deck - height + 12 * step
            for side in (-1, 1):
                line = (tower, at, tower + side * step * 28, deck)
                draw.line(line, fill=(244, 247, 248), width=2)
        draw.polygon(
            [
                (tower - 8, 500),
                (tower - 3, deck - height),
                (tower + 3, deck - height),
                (tower + 8, 500),
            ],
            fill=(238, 242, 243),
        )
    draw.rectangle((0, deck, WIDTH, deck + 9), fill=(223, 230, 232))
    draw.rectangle((0, deck + 9, WIDTH, deck + 14), fill=(76, 107, 121))
    for _car in range(4):
        x = dice.randint(100, 1180)
        draw.rectangle((x, deck - 9, x + 26, deck), fill=dice.choice([(176, 40, 31), (60, 84, 96)]))
