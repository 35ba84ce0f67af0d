"""A file from a telephone becomes a plain picture: turned upright, made small, free of place, time and camera."""

import struct
from io import BytesIO

from PIL import Image, ImageOps

from huisheng.echo.photos import rules
from huisheng.echo.refusals import refuse_if

FORMATS = ("JPEG", "PNG", "WEBP")


def remade(data: bytes) -> bytes:
    """The picture as JPEG, its longest side 1600; Refused when it is none. Only pixels are taken over."""
    refuse_if(rules.why_not_file(data[:16], len(data)))
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as found:
            refuse_if(rules.why_not_pixels(*found.size))
            found.draft("RGB", (rules.LONGEST_SIDE, rules.LONGEST_SIDE))
            plain = _on_white(_upright(_small(found)))
    except Image.DecompressionBombError:
        refuse_if(rules.TOO_WIDE)
        raise
    except (OSError, SyntaxError, ValueError, EOFError):
        refuse_if(rules.NO_PHOTO)
        raise
    out = BytesIO()
    plain.save(out, "JPEG", quality=rules.QUALITY, optimize=True)
    return out.getvalue()


def _small(picture: Image.Image) -> Image.Image:
    """Before anything is copied: a few kilobytes may be sixty million pixels."""
    seen, side = picture, rules.LONGEST_SIDE
    if picture.mode in ("1", "P"):  # four bytes a pixel once it is no palette
        picture.thumbnail((2 * side, 2 * side))
        seen = picture.convert("RGBA" if "transparency" in picture.info else "RGB")
    seen.thumbnail((side, side))
    return seen


def _upright(picture: Image.Image) -> Image.Image:
    """As it was held; as it lies, where what the camera noted besides is broken."""
    try:
        return ImageOps.exif_transpose(picture)
    except (struct.error, TypeError, ValueError, KeyError):
        return picture


def _on_white(picture: Image.Image) -> Image.Image:
    """Only the pixels, on a new sheet: nothing that the file carried besides comes along."""
    seen = picture.convert("RGBA")
    sheet = Image.new("RGB", seen.size, "white")
    sheet.paste(seen, mask=seen.getchannel("A"))
    return sheet
