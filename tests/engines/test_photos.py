"""Photos: whatever a telephone sends becomes a plain picture, or is refused in a sentence."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from huisheng.echo.photos import rules
from huisheng.echo.photos.picture import remade
from huisheng.echo.refusals import Refused


def taken(kind="JPEG", size=(2400, 1200), mode="RGB", **more):
    """A picture as a telephone sends it."""
    out = BytesIO()
    Image.new(mode, size, "#888888").save(out, kind, **more)
    return out.getvalue()


def where_it_was_taken():
    exif = Image.Exif()
    exif[0x010F] = "A telephone"
    exif[0x0112] = 6  # lying on its side
    exif.get_ifd(0x8825)[2] = (28.0, 11.0, 30.0)
    return exif


def test_a_photo_is_turned_upright_made_small_and_freed_of_place_and_camera():
    sent = taken(exif=where_it_was_taken())
    assert b"A telephone" in sent
    kept = remade(sent)
    picture = Image.open(BytesIO(kept))
    assert (picture.format, picture.size) == ("JPEG", (800, 1600))
    assert not picture.getexif()
    assert b"A telephone" not in kept
    assert b"Exif" not in kept


def test_a_photo_is_taken_also_where_what_the_camera_noted_is_broken():
    sent = taken(exif=where_it_was_taken())
    broken = sent.replace(b"\x01\x0f\x00\x02", b"\x01\x00\x00\x02")  # its width, in letters
    assert broken != sent
    assert Image.open(BytesIO(remade(broken))).size == (1600, 800)


def test_a_transparent_png_stands_on_white():
    kept = Image.open(BytesIO(remade(taken("PNG", (40, 40), "RGBA"))))
    assert kept.mode == "RGB"


def test_heic_is_refused_with_what_to_do_whatever_its_name_says():
    heic = b"\x00\x00\x00\x18ftypheic" + b"\x00" * 400
    with pytest.raises(Refused, match="HEIC.*截一张屏"):
        remade(heic)


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + b"not a png at all" * 9,
        b"<svg xmlns='x'/>" * 9,
        b"MZ" + b"\x00" * 99,
        taken()[:200],
    ],
)
def test_what_is_no_picture_is_refused_in_a_sentence(data):
    with pytest.raises(Refused, match="这不是照片"):
        remade(data)


def test_a_picture_bomb_is_refused_before_it_is_decoded():
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\x00" * 9))
        + chunk(b"IEND", b"")
    )
    with pytest.raises(Refused, match="尺寸太大"):
        remade(bomb)


@pytest.mark.parametrize(
    ("mode", "clear"), [("1", {}), ("P", {}), ("P", {"transparency": 0}), ("LA", {}), ("I;16", {})]
)
def test_a_large_png_of_any_kind_becomes_a_small_picture(mode, clear):
    kept = Image.open(BytesIO(remade(_plain(mode, (4000, 2000), clear))))
    assert (kept.mode, kept.size) == ("RGB", (1600, 800))
    if clear:
        assert kept.getpixel((5, 5)) == (255, 255, 255), "what is clear stands on white"


def _plain(mode, size, clear):
    out = BytesIO()
    Image.new(mode, size).save(out, "PNG", **clear)
    return out.getvalue()


def test_a_file_is_at_most_ten_megabytes_and_never_empty():
    assert "10 MB" in rules.why_not_file(b"\xff\xd8\xff", rules.MOST_BYTES + 1)
    assert "空的" in rules.why_not_file(b"", 0)
    assert not rules.why_not_file(b"\xff\xd8\xff", rules.MOST_BYTES)
