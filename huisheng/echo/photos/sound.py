"""A recording as a telephone or a browser makes it: known by its content, freed of what is no sound, its length read.

Nothing is decoded and nothing that the file says of itself is trusted further than to refuse it: a length that it hides
is bounded by rules.MOST_SOUND_BYTES. Ogg and WebM from a browser's recorder carry neither place nor name.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from huisheng.echo.photos import rules
from huisheng.echo.refusals import refuse_if

TYPES = {
    "webm": "audio/webm", "ogg": "audio/ogg", "m4a": "audio/mp4", "mp3": "audio/mpeg", "wav": "audio/wav",
}  # fmt: skip
MP3_BITRATES = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0)
MP3_OLD_BITRATES = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0)
CLUSTER = b"\x1f\x43\xb6\x75"
BOXES_INSIDE = {b"moov", b"trak", b"mdia", b"minf", b"stbl"}


@dataclass(frozen=True)
class Sound:
    """`kind`: one of TYPES; `seconds`: None where the file does not tell."""

    kind: str
    data: bytes
    seconds: int | None


def readable(data: bytes) -> Sound:
    """The recording without what stands beside the sound; Refused when it is none, holds pictures, or is too long."""
    kind = kind_of(data)
    refuse_if(rules.NO_SOUND if not kind else "")
    try:
        plain, seconds = READERS[kind](data)
    except (struct.error, IndexError, ZeroDivisionError, ValueError):
        refuse_if(rules.NO_SOUND)
        raise
    refuse_if(rules.why_not_long(seconds))
    return Sound(kind, plain, None if seconds is None else max(1, round(seconds)))


def kind_of(data: bytes) -> str:
    """By how it begins, whatever its name says; "" when it is none of TYPES."""
    if data[:4] == b"RIFF" and data[8:12] == b"WAVE":
        return "wav"
    if data[4:8] == b"ftyp":
        return "m4a"
    if data[:3] == b"ID3" or (data[:1] == b"\xff" and len(data) > 1 and data[1] & 0xE6 == 0xE2):
        return "mp3"
    return {b"OggS": "ogg", b"\x1aE\xdf\xa3": "webm"}.get(data[:4], "")


def _wav(data: bytes) -> tuple[bytes, float | None]:
    """The form of the samples and the samples; nothing of the chunks beside them."""
    chunks, at = {}, 12
    while at + 8 <= len(data):
        name, size = data[at : at + 4], struct.unpack("<I", data[at + 4 : at + 8])[0]
        chunks[name] = data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2
    form, samples = chunks.get(b"fmt ", b""), chunks.get(b"data", b"")
    rate = struct.unpack("<I", form[8:12])[0]
    refuse_if("" if samples else rules.NO_SOUND)
    inside = b"".join(
        name + struct.pack("<I", len(body)) + body for name, body in ((b"fmt ", form), (b"data", samples))
    )
    return b"RIFF" + struct.pack("<I", 4 + len(inside)) + b"WAVE" + inside, len(samples) / rate


def _mp3(data: bytes) -> tuple[bytes, float | None]:
    """The frames, without the tags before and behind them; the length by the first frame's bitrate, or by its count."""
    begins = 0
    if data[:3] == b"ID3":
        begins = 10 + sum(
            (byte & 0x7F) << shift for byte, shift in zip(data[6:10], (21, 14, 7, 0), strict=True)
        )
    plain = data[begins : -128 if data[-128:-125] == b"TAG" else None]
    refuse_if("" if kind_of(plain) == "mp3" and plain[:3] != b"ID3" else rules.NO_SOUND)
    newest = plain[1] & 0x18 == 0x18
    rate = (44100, 48000, 32000, 0)[plain[2] >> 2 & 3] // {3: 1, 2: 2}.get(plain[1] >> 3 & 3, 4)
    counted = max(plain.find(b"Xing", 0, 200), plain.find(b"Info", 0, 200))
    if counted > 0 and plain[counted + 7] & 1:
        frames = struct.unpack(">I", plain[counted + 8 : counted + 12])[0]
        return plain, frames * (1152 if newest else 576) / rate
    return plain, len(plain) / (125 * (MP3_BITRATES if newest else MP3_OLD_BITRATES)[plain[2] >> 4])


def _ogg(data: bytes) -> tuple[bytes, float | None]:
    """Opus counts 48 000 a second whatever was recorded; Vorbis says how many."""
    head = data[:300]
    refuse_if("" if b"OpusHead" in head or b"\x01vorbis" in head else rules.NO_SOUND)
    vorbis = head.find(b"\x01vorbis")
    rate = 48000 if vorbis < 0 else struct.unpack("<I", head[vorbis + 12 : vorbis + 16])[0]
    last = data.rfind(b"OggS")
    return data, struct.unpack("<q", data[last + 6 : last + 14])[0] / rate


def _m4a(data: bytes) -> tuple[bytes, float | None]:
    """Sound alone; whatever telephones write into `udta` and `meta` (where, when, with what) is blanked."""
    plain, seconds = bytearray(data), None
    for name, begins, ends in _boxes(data, 0, len(data)):
        body = data[begins:ends]
        if name in (b"udta", b"meta"):
            plain[begins - 4 : ends] = b"free" + bytes(ends - begins)
        elif name == b"mvhd":
            seconds = _mvhd(body)
        elif name == b"hdlr":
            refuse_if(rules.NO_FILM if body[8:12] == b"vide" else "")
    refuse_if("" if b"mp4a" in data else rules.NO_SOUND)
    return bytes(plain), seconds or None


def _mvhd(body: bytes) -> float:
    """Newer files count in eight bytes."""
    scale, ticks = struct.unpack(">IQ" if body[0] else ">II", body[20:32] if body[0] else body[12:20])
    return ticks / scale


def _boxes(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """(name, where its body begins, where it ends) of every box that may say something; those inside others too."""
    while at + 8 <= end:
        size, name = struct.unpack(">I4s", data[at : at + 8])
        head = 8
        if size == 1:
            size, head = struct.unpack(">Q", data[at + 8 : at + 16])[0], 16
        stop = end if size == 0 else at + size
        if size and size < head or stop > end:
            raise ValueError("a box longer than what holds it")
        yield name, at + head, stop
        if name in BOXES_INSIDE:
            yield from _boxes(data, at + head, stop)
        at = stop


def _webm(data: bytes) -> tuple[bytes, float | None]:
    """A recorder in a browser writes no length, but when each cluster begins (in milliseconds)."""
    head = data[:4000]
    refuse_if(rules.NO_FILM if any(codec in head for codec in (b"V_VP", b"V_AV1", b"V_MPEG")) else "")
    refuse_if("" if b"A_OPUS" in head or b"A_VORBIS" in head or b"A_PCM" in head else rules.NO_SOUND)
    last = data.rfind(CLUSTER)
    stamp = last + 13 - data[last + 4].bit_length() if last > 0 else -1  # behind a size of one to eight bytes
    if stamp < 0 or data[stamp] != 0xE7:
        return data, None
    n = data[stamp + 1] & 0x0F
    return data, int.from_bytes(data[stamp + 2 : stamp + 2 + n], "big") / 1000 or None


READERS = {"wav": _wav, "mp3": _mp3, "ogg": _ogg, "m4a": _m4a, "webm": _webm}
