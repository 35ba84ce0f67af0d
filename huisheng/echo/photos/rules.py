"""What is taken as a photo, and what is refused in a sentence. Nobody is ever asked for one (R1)."""

from huisheng.echo.refusals import YES, because

MOST_BYTES = 10_000_000
MOST_PIXELS = 60_000_000  # a telephone takes 50 million at most; a picture bomb says far more in a small file
LONGEST_SIDE, QUALITY = 1600, 82
LONGEST_WORDS = 200
MOST_OF_A_VOICE = 40
APPLE = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"}
BEGINNINGS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
NO_PHOTO = because("这不是照片。请选一张 JPG 或 PNG 格式的。")
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


def why_not_keep(words: str, *, kept: int) -> str:
    """Somebody who cannot see it reads what is on it."""
    if kept >= MOST_OF_A_VOICE:
        return because("一件事最多放 %(most)s 张照片。", most=MOST_OF_A_VOICE)
    return YES if len(words.strip()) >= 2 else because("请写一句照片上是什么，看不见的人也能知道。")


def why_not_remove(why: str, *, removed: bool) -> str:
    """A photo is taken away with a reason; the file goes, the line stays."""
    if removed:
        return because("这张照片已经撤掉了。")
    return YES if why.strip() else because("请写一句为什么撤掉。")
