"""The pictures of the demo city show what their captions say."""

import io

import pytest
import yaml
from PIL import Image

from zhanqun.config.demo.city import films, pictures
from zhanqun.config.demo.city.loading import TEXTS
from zhanqun.core.attachments.kinds import mp4
from zhanqun.core.attachments.reading.captions import cues_in


def texts() -> list[dict]:
    return [t for path in sorted(TEXTS.glob("*.yaml")) for t in yaml.safe_load(path.read_text())]


def test_every_story_told_in_pictures_names_a_scene_that_can_be_drawn():
    told = {
        text["key"]: text.get("picture")
        for text in texts()
        if text["kind"] in ("picture_story", "video") or "picture" in text
    }

    assert told["tp-wetland"] == "wetland"
    assert {key: scene for key, scene in told.items() if scene not in pictures.SCENES} == {}


@pytest.mark.parametrize("scene", pictures.SCENES)
def test_a_scene_is_drawn_the_same_each_time(scene):
    drawn = pictures.picture(scene)

    assert drawn == pictures.picture(scene)
    assert Image.open(io.BytesIO(drawn)).size == (1280, 720)


def test_a_film_is_one_that_browsers_play_and_its_captions_are_read():
    drawn = Image.open(io.BytesIO(pictures.picture("bridge")))
    film = films.film_of(drawn)
    mp4.video(io.BytesIO(film))
    assert len(film) < 1_000_000
    cues = cues_in(films.captions_of([("5:48 始发", "3路公交由火车站开出。"), ("上桥", "到了。")]))
    assert [cue.end_ms for cue in cues] == [10_000, 20_000]


def test_every_text_with_a_film_or_sound_is_a_film_with_a_transcript():
    told = {text["key"]: text.get("film") for text in texts() if text["kind"] == "video"}
    assert told == {"sp-bridge": "bridge", "sp-sunday-class": "stove"}
    assert not [text["key"] for text in texts() if text.get("form") in ("audio", "video")]
