"""Recordings: known by their content, freed of what is no sound, a minute at most."""

import struct
import wave
from io import BytesIO

import pytest

from huisheng.echo.photos import rules
from huisheng.echo.photos.sound import kind_of, readable
from huisheng.echo.refusals import Refused


def wav(seconds=2, extra=b""):
    """Silence as plain samples; `extra`: a chunk behind it."""
    out = BytesIO()
    with wave.open(out, "wb") as file:
        file.setparams((1, 1, 8000, 0, "NONE", ""))
        file.writeframes(b"\x80" * 8000 * seconds)
    return out.getvalue() + extra


def box(name, body):
    return struct.pack(">I4s", 8 + len(body), name) + body


def m4a(seconds=7, handler=b"soun", where=b"+28.20+112.98/"):
    mvhd = box(b"mvhd", bytes(12) + struct.pack(">II", 1000, seconds * 1000) + bytes(80))
    track = box(b"trak", box(b"mdia", box(b"hdlr", bytes(8) + handler + bytes(13))))
    inside = mvhd + track + box(b"stsd", b"mp4a") + box(b"udta", b"\xa9xyz" + where)
    return box(b"ftyp", b"M4A \x00\x00\x00\x00") + box(b"moov", inside) + box(b"mdat", bytes(64))


def mp3(seconds=5):
    frames = b"\xff\xfb\x90\x00" + bytes(16000 * seconds - 4)  # 128 kbit/s
    return b"ID3\x03\x00\x00\x00\x00\x00\x0a" + b"Zhou where" + frames + b"TAG" + bytes(125)


def ogg(seconds=9):
    page = struct.Struct("<4sBBqIIIB")
    head = page.pack(b"OggS", 0, 2, 0, 1, 0, 0, 1) + b"\x13OpusHead" + bytes(11)
    return head + page.pack(b"OggS", 0, 4, 48000 * seconds, 1, 1, 0, 0)


def webm(seconds=12, codec=b"A_OPUS"):
    cluster = b"\x1f\x43\xb6\x75\x01\xff\xff\xff\xff\xff\xff\xff\xe7\x84" + struct.pack(">I", seconds * 1000)
    return b"\x1aE\xdf\xa3" + bytes(20) + codec + bytes(20) + cluster + bytes(50)


@pytest.mark.parametrize(
    ("data", "kind", "seconds"),
    [(wav(), "wav", 2), (m4a(), "m4a", 7), (mp3(), "mp3", 5), (ogg(), "ogg", 9), (webm(), "webm", 12)],
)
def test_a_recording_is_known_by_its_content_and_its_length_is_read(data, kind, seconds):
    sound = readable(data)
    assert (sound.kind, sound.seconds, kind_of(sound.data)) == (kind, seconds, kind)


def test_where_and_by_whom_it_was_recorded_does_not_come_along():
    assert b"+28.20" not in readable(m4a()).data
    assert len(readable(m4a()).data) == len(m4a())
    assert b"Zhou" not in readable(mp3()).data
    assert b"Zhou" not in readable(wav(extra=b"LIST\x04\x00\x00\x00Zhou")).data


@pytest.mark.parametrize("data", [wav(63), m4a(90), mp3(75), ogg(600), webm(70)])
def test_more_than_a_minute_is_refused_with_how_long_it_is(data):
    with pytest.raises(Refused, match=r"有 \d+ 秒.*分成两段"):
        readable(data)


@pytest.mark.parametrize("data", [m4a(handler=b"vide"), webm(codec=b"V_VP9 A_OPUS")])
def test_a_film_is_refused_in_a_sentence(data):
    with pytest.raises(Refused, match="这是录像"):
        readable(data)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\x89PNG\r\n\x1a\n" + bytes(90), b"<script>" * 9, b"\x1aE\xdf\xa3" + bytes(90), b"OggS" + bytes(90),
        wav()[:30], m4a()[:60], b"ID3\x03\x00\x00\x7f\x7f\x7f\x7f", b"\xff\xfb\xf0\x0c", b"RIFF\x00\x00\x00\x00WAVE",
        b"\xff\xff",
    ],
)  # fmt: skip
def test_what_is_no_recording_is_refused_in_a_sentence(data):
    with pytest.raises(Refused, match="这不是录音"):
        readable(data)


def test_a_recording_is_small_and_never_empty():
    assert "空的" in rules.why_not_sound(0)
    assert "6 MB" in rules.why_not_sound(rules.MOST_SOUND_BYTES + 1)
    assert not rules.why_not_long(None)
    assert "写成文字了" in rules.why_not_write_out("灯不亮", written=True)
