"""Pictures for the demo city, drawn here so that none need be shipped (演示图片)."""

import io
import math
import random
from collections.abc import Callable
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFilter

Colour = tuple[int, int, int]
Draw = ImageDraw.ImageDraw
WIDTH, HEIGHT = 1280, 720
SHORE = 450


class Scene(NamedTuple):
    """What a text's picture shows, in the two languages of the city, and who draws it."""

    alt: str
    alt_en: str
    draw: Callable[[random.Random], Image.Image]


def picture(scene: str) -> bytes:
    """One of the SCENES, as PNG; the same each time. A number behind its name is another look."""
    drawn = SCENES[scene.partition("-")[0]].draw(random.Random(scene))  # noqa: S311 - a drawing, not a secret
    out = io.BytesIO()
    drawn.filter(ImageFilter.SMOOTH).save(out, "PNG", optimize=True)
    return out.getvalue()


def _bridge(dice: random.Random) -> Image.Image:
    picture = _river(dice, (236, 190, 150), (250, 232, 205))
    draw = ImageDraw.Draw(picture)
    deck, height = 446, 220
    for tower in (430, 890):
        for step in range(1, 9):
            at = deck - height + 12 * step
            for side in (-1, 1):
                line = (tower, at, tower + side * step * 28, deck)
                draw.line(line, fill=(244, 247, 248), width=2)
        pylon = [(-8, 500), (-3, deck - height), (3, deck - height), (8, 500)]
        draw.polygon([(tower + x, y) for x, y in pylon], fill=(238, 242, 243))
    draw.rectangle((0, deck, WIDTH, deck + 9), fill=(223, 230, 232))
    draw.rectangle((0, deck + 9, WIDTH, deck + 14), fill=(76, 107, 121))
    draw.rectangle((600, deck - 22, 690, deck), fill=(44, 122, 96))  # the bus of line 3
    for window in range(612, 680, 16):
        draw.rectangle((window, deck - 18, window + 10, deck - 9), fill=(226, 238, 240))
    for _car in range(3):
        x = dice.choice([dice.randint(100, 540), dice.randint(740, 1180)])
        draw.rectangle((x, deck - 9, x + 26, deck), fill=dice.choice([(176, 40, 31), (60, 84, 96)]))
    return picture


def _wetland(dice: random.Random) -> Image.Image:
    picture = _river(dice, (150, 184, 206), (247, 224, 196))
    draw = ImageDraw.Draw(picture)
    for place in range(13):  # a skein of geese
        side = 1 if place % 2 else -1
        along = (place + 1) // 2
        _bird(draw, 620 + side * along * 52, 110 + along * 24, 20)
    for _single in range(6):
        _bird(draw, dice.randint(80, 1200), dice.randint(60, 300), 12)
    for x, y in ((410, 560), (480, 596), (860, 550)):
        _heron(draw, x, y)
    for _stalk in range(170):
        left = dice.random() < 0.5
        x = dice.randint(-10, 330) if left else dice.randint(980, WIDTH)
        _reed(draw, dice, x, HEIGHT + 10, dice.randint(120, 280))
    return picture


def _market(dice: random.Random) -> Image.Image:
    picture = _gradient((16, 24, 48), (58, 62, 92))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((1060, 70, 1116, 126), fill=(240, 236, 214))
    for _star in range(60):
        x, y = dice.randint(0, WIDTH), dice.randint(0, 200)
        draw.ellipse((x, y, x + 2, y + 2), fill=(196, 200, 214))
    x = -20
    while x < WIDTH:  # the old street behind
        width, top = dice.randint(130, 210), dice.randint(210, 300)
        draw.rectangle((x, top, x + width, 520), fill=(34, 38, 56))
        eaves = [(x - 14, top), (x + width / 2, top - 46), (x + width + 14, top)]
        draw.polygon(eaves, fill=(24, 26, 40))
        x += width
    draw.rectangle((0, 520, WIDTH, HEIGHT), fill=(48, 46, 54))
    for place, left in enumerate(range(40, WIDTH, 250)):
        _stall(draw, dice, left, place)
    return picture


def _stall(draw: Draw, dice: random.Random, left: int, place: int) -> None:
    awning = ((178, 66, 52), (52, 112, 104), (196, 140, 60))[place % 3]
    right, top = left + 200, 400
    draw.rectangle((left + 8, top + 40, right - 8, 560), fill=(236, 196, 122))  # lamplight
    draw.polygon([(left, top + 44), (left + 20, top), (right - 20, top), (right, top + 44)], awning)
    draw.line((left + 100, top + 44, left + 100, top + 64), fill=(60, 50, 40), width=2)
    draw.ellipse((left + 90, top + 60, left + 110, top + 82), fill=(255, 246, 214))
    draw.ellipse((left + 60, 470, left + 92, 502), fill=(70, 52, 46))  # the seller
    draw.rectangle((left + 54, 500, left + 98, 570), fill=(70, 84, 110))
    draw.rectangle((left, 560, right, 640), fill=(112, 82, 58))
    for x in range(left + 10, right - 20, 24):
        green = dice.choice([(98, 150, 72), (196, 84, 58), (222, 176, 84), (226, 224, 208)])
        draw.ellipse((x, 540, x + 26, 566), fill=green)


def _dike(dice: random.Random) -> Image.Image:
    picture = _gradient((92, 106, 122), (168, 178, 184))
    draw = ImageDraw.Draw(picture)
    _hills(draw, dice, 1)
    draw.rectangle((0, 400, WIDTH, HEIGHT), fill=(134, 122, 98))  # the swollen river
    for _wave in range(150):
        x, y = dice.randint(0, 760), dice.randint(410, HEIGHT)
        draw.line((x, y, x + dice.randint(40, 130), y), fill=(160, 148, 122), width=3)
    top = [(560, HEIGHT), (820, 380), (980, 380), (WIDTH, 560), (WIDTH, HEIGHT)]
    draw.polygon(top, fill=(92, 118, 76))
    draw.polygon([(560, HEIGHT), (820, 380), (846, 380), (620, HEIGHT)], fill=(176, 174, 166))
    for row in range(4):  # sandbags
        for x in range(796 - 28 * row, 940 - 40 * row, 40):
            y = 366 + 20 * row
            draw.rounded_rectangle((x, y, x + 38, y + 18), 8, fill=(214, 200, 160))
    for x in (900, 946):
        _guard(draw, x, 368)
    draw.line((1010, 250, 1010, 400), fill=(90, 70, 54), width=5)
    draw.polygon([(1012, 252), (1090, 272), (1012, 300)], fill=(186, 44, 36))
    for _drop in range(260):
        x, y = dice.randint(0, WIDTH), dice.randint(0, HEIGHT)
        draw.line((x, y, x - 6, y + 22), fill=(196, 204, 210))
    return picture


def _guard(draw: Draw, x: int, foot: int) -> None:
    draw.rectangle((x - 11, foot - 62, x + 11, foot - 18), fill=(222, 104, 40))
    draw.rectangle((x - 9, foot - 18, x + 9, foot), fill=(46, 58, 74))
    draw.ellipse((x - 9, foot - 80, x + 9, foot - 62), fill=(222, 184, 152))
    draw.pieslice((x - 12, foot - 86, x + 12, foot - 62), 180, 360, fill=(238, 196, 60))


def _stove(dice: random.Random) -> Image.Image:
    picture = _gradient((236, 232, 222), (222, 216, 204))
    draw = ImageDraw.Draw(picture)
    for x in range(0, WIDTH, 80):  # tiles
        draw.line((x, 0, x, 470), fill=(206, 200, 188), width=2)
    for y in range(30, 470, 80):
        draw.line((0, y, WIDTH, y), fill=(206, 200, 188), width=2)
    draw.rectangle((0, 470, WIDTH, 500), fill=(94, 98, 104))
    draw.rectangle((0, 500, WIDTH, HEIGHT), fill=(150, 112, 80))
    draw.rectangle((330, 436, 950, 474), fill=(52, 56, 62))
    for burner in (480, 800):
        for x in range(burner - 60, burner + 61, 15):
            flame = dice.randint(28, 38)
            draw.polygon([(x - 7, 434), (x, 434 - flame), (x + 7, 434)], fill=(64, 128, 214))
        draw.rectangle((burner - 74, 388, burner + 74, 396), fill=(40, 42, 46))
    draw.rounded_rectangle((400, 268, 560, 388), 16, fill=(176, 182, 188))
    draw.rectangle((384, 262, 576, 276), fill=(120, 126, 134))
    pipe = [(1180, 0), (1180, 380), (1020, 380), (1020, 460)]
    draw.line(pipe, fill=(224, 178, 52), width=16, joint="curve")
    draw.ellipse((1150, 180, 1210, 240), fill=(190, 52, 42))  # the valve
    draw.rounded_rectangle((90, 90, 210, 170), 10, fill=(250, 250, 248))  # the alarm
    draw.ellipse((104, 104, 124, 124), fill=(74, 160, 92))
    for y in range(136, 160, 8):
        draw.line((110, y, 190, y), fill=(176, 176, 172), width=3)
    return picture


SCENES = {
    "bridge": Scene(
        "插画：3路公交驶过青云江大桥",
        "Illustration: a bus crosses the Qingyun River Bridge",
        _bridge,
    ),
    "wetland": Scene(
        "插画：清晨的湿地，雁群飞过芦苇和水面",
        "Illustration: geese fly over reeds and water at dawn",
        _wetland,
    ),
    "market": Scene(
        "插画：夜色里亮着灯的早市摊位", "Illustration: lamplit stalls before dawn", _market
    ),
    "dike": Scene(
        "插画：雨中，两名值守人员站在垒着沙袋的江堤上",
        "Illustration: two guards on a sandbagged dike in the rain",
        _dike,
    ),
    "stove": Scene(
        "插画：厨房里的燃气灶、阀门和报警器",
        "Illustration: a gas stove with its valve and alarm",
        _stove,
    ),
}


def _river(dice: random.Random, top: Colour, bottom: Colour) -> Image.Image:
    """Sky, sun, hills and the water before them."""
    picture = _gradient(top, bottom)
    draw = ImageDraw.Draw(picture)
    sun = (dice.randint(200, 1080), dice.randint(160, 300))
    draw.ellipse((sun[0] - 36, sun[1] - 36, sun[0] + 36, sun[1] + 36), fill=(247, 217, 174))
    for depth in range(3):
        _hills(draw, dice, depth)
    water = _gradient((200, 208, 204), (63, 110, 133), height=HEIGHT - SHORE)
    picture.paste(water, (0, SHORE))
    draw = ImageDraw.Draw(picture)
    for _wave in range(160):
        x, y = dice.randint(0, WIDTH), dice.randint(SHORE + 20, HEIGHT)
        draw.line((x, y, x + dice.randint(30, 110), y), fill=(214, 226, 230), width=2)
    return picture


def _bird(draw: Draw, x: int, y: int, span: int) -> None:
    wings = [(x - span, y - span // 2), (x, y), (x + span, y - span // 2)]
    draw.line(wings, fill=(52, 62, 74), width=4, joint="curve")


def _heron(draw: Draw, x: int, y: int) -> None:
    white = (246, 248, 246)
    draw.line((x, y, x, y + 34), fill=(90, 90, 84), width=3)
    draw.ellipse((x - 26, y - 18, x + 22, y + 6), fill=white)
    draw.line([(x + 16, y - 10), (x + 28, y - 36), (x + 22, y - 50)], fill=white, width=6)
    draw.line((x + 22, y - 50, x + 40, y - 48), fill=(214, 150, 62), width=4)


def _reed(draw: Draw, dice: random.Random, x: int, foot: int, height: int) -> None:
    lean = dice.randint(-24, 24)
    tip = (x + lean, foot - height)
    green = dice.choice([(120, 128, 74), (150, 144, 88), (98, 112, 70)])
    draw.line((x, foot, *tip), fill=green, width=4)
    draw.ellipse((tip[0] - 6, tip[1] - 34, tip[0] + 6, tip[1] + 6), fill=(176, 146, 104))


def _gradient(top: Colour, bottom: Colour, height: int = HEIGHT) -> Image.Image:
    strip = Image.new("RGB", (1, height))
    for y in range(height):
        part = y / max(1, height - 1)
        strip.putpixel(
            (0, y), tuple(round(a + (b - a) * part) for a, b in zip(top, bottom, strict=True))
        )
    return strip.resize((WIDTH, height))


def _hills(draw: Draw, dice: random.Random, depth: int) -> None:
    tint = (169 - 36 * depth, 195 - 34 * depth, 205 - 36 * depth)
    base, swing, phase = 360 + 34 * depth, 46 - 8 * depth, dice.uniform(0, 6)
    ridge = [
        (x, base + swing * math.sin(x / (150 - 30 * depth) + phase) + 14 * math.sin(x / 47 + phase))
        for x in range(0, WIDTH + 10, 10)
    ]
    draw.polygon([(0, 470), *ridge, (WIDTH, 470)], fill=tint)
