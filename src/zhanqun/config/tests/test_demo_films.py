"""Videos are taken apart without being coded anew, where the system has ffmpeg."""

import io
import re

import pytest
from PIL import Image

from zhanqun.config.demo.city import films, pictures
from zhanqun.core.attachments.deriving import StreamFailed, ffmpeg_program, stream_of


@pytest.fixture
def ffmpeg():
    if not ffmpeg_program():
        pytest.skip("no ffmpeg here; ZHANQUN_FFMPEG names one")


def test_given_a_video_then_its_playlist_names_parts_of_one_stream(ffmpeg):
    film = films.film_of(Image.open(io.BytesIO(pictures.picture("stove"))))
    playlist, stream = stream_of(io.BytesIO(film))
    text = playlist.content.decode()
    assert [playlist.name, stream.name] == ["hls/index.m3u8", "hls/stream.mp4"]
    assert "#EXT-X-PLAYLIST-TYPE:VOD" in text and "#EXT-X-ENDLIST" in text
    lengths = [float(length) for length in re.findall(r"#EXTINF:([\d.]+)", text)]
    assert len(lengths) >= 3 and sum(lengths) == pytest.approx(20, abs=2)
    parts = [(int(size), int(at)) for size, at in re.findall(r"BYTERANGE[:=]\"?(\d+)@(\d+)", text)]
    assert max(size + at for size, at in parts) <= len(stream.content)
    assert set(re.findall(r"^[^#\s].*$", text, re.MULTILINE)) == {"stream.mp4"}
    # Not coded anew: the pictures are in it byte for byte.
    assert film[-50_000:-1] in stream.content


def test_given_what_is_no_video_then_the_failure_is_said(ffmpeg):
    with pytest.raises(StreamFailed, match="moov|Invalid|invalid"):
        stream_of(io.BytesIO(b"\0\0\0\x18ftypmp42" + bytes(1000)))
