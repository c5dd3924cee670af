"""Pictures, films and charts as a reader meets them, on a phone and on a desk."""

import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PIL import Image

from journeys.conftest import BUREAU, WIDTHS, RunningTown
from zhanqun.config.demo.city import films, pictures
from zhanqun.content.library.api import Article
from zhanqun.core.attachments import api as attachments
from zhanqun.core.attachments.deriving import ffmpeg_program
from zhanqun.core.attachments.models import PrivateFiles
from zhanqun.core.attachments.tests.test_derivatives import noise

pytestmark = pytest.mark.browser

TRANSCRIPT = (
    "<p>3路公交由火车站开出，绕行五个月后重新上桥，车到市民广场用时15分钟，比绕行少9分钟。</p>"
)
WORDS = films.captions_of([("始发", "3路公交由火车站开出。"), ("上桥", "江滨大道恢复直接上桥。")])
SCROLLS = "() => document.scrollingElement.scrollWidth > document.scrollingElement.clientWidth"
# Muted, since browsers let nobody be startled; how far it came, and which words are on.
PLAYED = """async () => {
    const film = document.querySelector("video");
    film.muted = true;
    await film.play();
    const until = Date.now() + 20000;
    while (film.currentTime < 0.1 && Date.now() < until) await new Promise(r => setTimeout(r, 50));
    const [track] = film.textTracks;
    while (!track.cues?.length && Date.now() < until) await new Promise(r => setTimeout(r, 50));
    return [film.currentTime > 0, track.mode, track.cues?.[0].text, film.currentSrc];
}"""
# A browser that plays no segments by itself, as most on desks are.
NEEDS_A_PLAYER = """
    const own = HTMLMediaElement.prototype.canPlayType;
    HTMLMediaElement.prototype.canPlayType = function (type) {
        return type.includes("mpegurl") ? "" : own.call(this, type);
    };
"""
# Until the player has taken over (its source is a blob), a second has gone by and words are on.
STREAMED = """async () => {
    const film = document.querySelector("video");
    film.muted = true;
    film.play().catch(() => {});
    const until = Date.now() + 30000;
    const once = async (holds) => {
        while (!holds() && Date.now() < until) await new Promise(r => setTimeout(r, 50));
    };
    await once(() => film.currentSrc.startsWith("blob:"));
    const from = film.currentTime;
    await once(() => film.currentTime >= from + 1);
    const [track] = film.textTracks;
    await once(() => track.activeCues?.length);
    return {
        source: film.currentSrc.split(":")[0], went: film.currentTime - from, length: film.duration,
        mode: track.mode, words: track.activeCues?.[0]?.text, fault: film.error?.message ?? "",
    };
}"""
CHOSEN = """async () => {
    for (const img of document.images) { img.loading = "eager"; await img.decode(); }
    return [...document.querySelectorAll("picture img")].map((img) => img.currentSrc);
}"""


@pytest.fixture
def keep(
    running_town: RunningTown, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str, bytes], attachments.Attachment]:
    """Keep a file of the bureau where the running town looks for it."""
    storage = attachments.Attachment._meta.get_field("file").storage
    place = PrivateFiles(location=running_town.public.parent / "private")
    monkeypatch.setattr(storage, "_wrapped", place)
    town = running_town.town

    def keep(name: str, content: bytes) -> attachments.Attachment:
        by = town.people["officer"]
        return attachments.store_attachment(
            name=name, content=content, unit=town.bureau, by=by, now=town.now
        )

    return keep


@pytest.fixture
def reader(running_town: RunningTown) -> Iterator[Any]:
    context = running_town.browser.new_context(
        base_url=f"http://{BUREAU}:{running_town.port}", reduced_motion="reduce"
    )
    page = context.new_page()
    page.faults = []
    page.on("console", lambda said: said.type == "error" and page.faults.append(said.text))
    yield page
    context.close()


def in_text(kept: attachments.Attachment, alt: str, words: str) -> str:
    image = f'<img src="/f/{kept.key}/{kept.name}" alt="{alt}">'
    return f"<figure>{image}<figcaption>{words}</figcaption></figure>"


def texts(running_town: RunningTown, keep: Callable[..., Any]) -> dict[str, Article]:
    town, scene = running_town.town, pictures.picture("bridge")
    large = keep("全景.jpg", noise(size=(12000, 1600), quality=60))
    press = keep("印刷.jpg", noise("CMYK", size=(900, 600)))
    cover = keep("大桥.png", scene)
    film = keep("上桥.mp4", films.film_of(Image.open(io.BytesIO(scene))))
    captions = keep("上桥.srt", WORDS)
    rows = "".join(
        f"<tr><td>{n}月</td><td>{n * 31}</td><td>{n * 17}</td></tr>" for n in range(1, 8)
    )
    head = "<thead><tr><th>月份</th><th>公交</th><th>轨道</th></tr></thead>"
    chart = f"<caption>客运量（万人次）</caption>{head}<tbody>{rows}</tbody></table>"
    wide = f"<table><tr>{'<th>列</th>' * 30}</tr><tr>{'<td>123456</td>' * 30}</tr></table>"
    return {
        "film": town.published(
            "视频：重走大桥", kind="video", body=TRANSCRIPT, cover=cover.uid,
            cover_alt="大桥", files=[film.uid, captions.uid],
        ),
        "story": town.published(
            "图片故事：大桥的一天", kind="picture_story", body="<p>清晨。</p>"
            + in_text(cover, "大桥", "6时，大桥恢复通车。")
            + in_text(large, "全景", "从山上看大桥。")
            + in_text(press, "海报", "桥头的海报。"),
        ),
        "chart": town.published(
            "一图读懂客运量", kind="interpretation", form="chart", body="".join(
                f'<table class="chart-{kind}">{chart}' for kind in ("bar", "line", "pie")
            ),
        ),
        "odd": town.published(
            "关于" * 99 + "𠮷㙍", body=f"<p>{'𬭚山渡口' * 12500}</p>{wide}<p>{'字' * 150_000}</p>",
        ),
        "short": town.published("更正"),
    }  # fmt: skip


def test_given_pictures_films_and_charts_then_readers_on_any_screen_can_follow_them(
    running_town: RunningTown,
    keep: Callable[..., Any],
    reader: Any,
    accessibility_faults: Callable[[Any], list[str]],
    look: Callable[[Any, str], None],
):
    found = texts(running_town, keep)
    # Pages stand at once; those with pictures are made anew when the smaller ones are there.
    for name, article in found.items():
        shows = "/r/1600.avif" if name == "story" else article.title[-2:]
        running_town.wait_for(BUREAU, article.address, shows=shows)
    for name, article in found.items():
        for width in WIDTHS:
            reader.set_viewport_size({"width": width, "height": 900})
            reader.goto(article.address)
            assert not reader.evaluate(SCROLLS), (name, width)
        if name == "story":
            chosen = reader.evaluate(CHOSEN)
            assert len(chosen) == 3 and all(".avif" in src for src in chosen)
        if name == "chart":
            assert reader.get_by_role("img", name="折线图：客运量（万人次）").count() == 1
            assert reader.locator("svg.p-chart__svg").count() == 2
        if name == "film":
            plays, mode, words, source = reader.evaluate(PLAYED)
            assert (plays, mode, words) == (True, "showing", "始发\n3路公交由火车站开出。")
            assert "/f/" in source
        if name != "odd":
            look(reader, f"media-{name}")
    assert reader.faults == []


def test_given_a_film_in_segments_then_a_browser_that_needs_the_player_plays_it_with_captions(
    running_town: RunningTown, keep: Callable[..., Any], reader: Any
):
    if not ffmpeg_program():
        pytest.skip("no ffmpeg here, so no segments are made; ZHANQUN_FFMPEG names one")
    scene = pictures.picture("bridge")
    film = keep("上桥.mp4", films.film_of(Image.open(io.BytesIO(scene))))
    captions, cover = keep("上桥.srt", WORDS), keep("大桥.png", scene)
    article = running_town.town.published(
        "视频：分段的大桥", kind="video", body=TRANSCRIPT, cover=cover.uid, cover_alt="大桥",
        files=[film.uid, captions.uid],
    )  # fmt: skip
    running_town.wait_for(BUREAU, article.address, shows="hls/index.m3u8")
    fetched: list[str] = []
    reader.on("request", lambda request: fetched.append(request.url))
    reader.add_init_script(NEEDS_A_PLAYER)

    reader.goto(article.address)
    played = reader.evaluate(STREAMED)

    assert (played["source"], played["fault"]) == ("blob", "")
    assert played["went"] >= 1
    assert played["length"] == pytest.approx(20, abs=1)
    assert played["mode"] == "showing"
    assert played["words"].startswith(("始发\n3路公交", "上桥\n江滨大道"))
    assert any(url.endswith("/hls/index.m3u8") for url in fetched)
    assert any(url.endswith("/hls/stream.mp4") for url in fetched)
    assert reader.faults == []
