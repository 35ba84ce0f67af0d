"""What is taken as a photo or a recording, and what is refused in a sentence. Nobody is ever asked for one (R1)."""

from huisheng.echo.refusals import YES, because

MOST_BYTES = 10_000_000
MOST_PIXELS = 60_000_000  # a telephone takes 50 million at most; a picture bomb says far more in a small file
LONGEST_SIDE, QUALITY = 1600, 82
LONGEST_WORDS = 200
MOST_OF_A_VOICE = 40
MOST_AT_ONCE = 3
APPLE = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"}
BEGINNINGS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
NO_PHOTO = because("这不是照片。请选一张 JPG 或 PNG 格式的。")
MOST_SOUND_BYTES = 6_000_000  # a minute of plain samples
LONGEST_SOUND = 60  # seconds; a recorder stops a little after its minute
NO_SOUND = because("这不是录音。请用 m4a、mp3、wav、ogg 或 webm 格式的，或者写几个字。")
NO_FILM = because("这是录像。请只录声音，或者写几个字。")
TOO_WIDE = because("这张图的尺寸太大了，请换一张，或者截一张屏再传。")


def why_not_file(head: bytes, size: int) -> str:
    """By how it begins and how long it is; `head` are its first bytes, whatever its name says."""
    if not size:
        return because("文件是空的，请重新选一张。")
    if size > MOST_BYTES:
        return because("照片太大了，请在 10 MB 以内；可以先截一张屏再传。")
    if head[4:8] == b"ftyp" and head[8:12] in APPLE:
        return because("这是 HEIC 格式的，这里打不开。请截一张屏再传，或者在相机设置的格式里选“兼容性最佳”。")
    webp = head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    return YES if webp or head.startswith(BEGINNINGS) else NO_PHOTO


def why_not_pixels(width: int, height: int) -> str:
    """Before anything is decoded: how many pixels it says it has."""
    if width * height > MOST_PIXELS:
        return TOO_WIDE
    return YES if width > 0 and height > 0 else NO_PHOTO


def why_not_sound(size: int) -> str:
    """Before it is read."""
    if not size:
        return because("录音是空的，请重新录一段。")
    return because("录音太大了，请在一分钟、6 MB 以内。") if size > MOST_SOUND_BYTES else YES


def why_not_long(seconds: float | None) -> str:
    """A minute says it; whoever listens writes every word down."""
    if seconds is None or seconds <= LONGEST_SOUND + 2:
        return YES
    return because(
        "录音有 %(n)s 秒，请在 %(most)s 秒以内，长的分成两段说。", n=round(seconds), most=LONGEST_SOUND
    )


def why_not_write_out(words: str, *, written: bool) -> str:
    """What is heard or seen is written down once, for who cannot; whoever spoke may put it right."""
    if written:
        return because("这个已经写成文字了。")
    return YES if len(words.strip()) >= 2 else because("请把听到的、看到的写下来。")


def why_not_more(kept: int) -> str:
    """One matter is no store."""
    if kept >= MOST_OF_A_VOICE:
        return because("一件事最多放 %(most)s 张照片和录音。", most=MOST_OF_A_VOICE)
    return YES


def why_not_together(came: int) -> str:
    """Beside one form."""
    return because("一次最多放 %(most)s 张照片。", most=MOST_AT_ONCE) if came > MOST_AT_ONCE else YES


def why_not_unsaid(words: str) -> str:
    """Somebody who cannot see it reads what is on it."""
    return YES if len(words.strip()) >= 2 else because("请写一句照片上是什么，看不见的人也能知道。")


def why_not_keep(words: str | None, *, kept: int) -> str:
    """There is room, and it says what is on it; what came while somebody spoke (None) is written down by who looks at it."""
    return why_not_more(kept) or (YES if words is None else why_not_unsaid(words))


def why_not_remove(why: str, *, removed: bool) -> str:
    """A photo is taken away with a reason; the file goes, the line stays."""
    if removed:
        return because("这张照片已经撤掉了。")
    return YES if why.strip() else because("请写一句为什么撤掉。")
