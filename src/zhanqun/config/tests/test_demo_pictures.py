"""The pictures of the demo city show what their captions say."""

import io

import pytest
import yaml
from PIL import Image

from zhanqun.config.demo.city import pictures
from zhanqun.config.demo.city.loading import TEXTS


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
