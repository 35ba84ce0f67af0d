"""Whose pictures lie under a map: one setting, one address that a page may load pictures from. No Django: settings read it."""

import re
import sys
from typing import NamedTuple
from urllib.parse import urlsplit

NEEDED = ("{z}", "{x}", "{y}")


class Tiles(NamedTuple):
    """`address`: a URL with {z} {x} {y}, "" when there are none; `credit`: whose they are, as their licence asks;
    `origin`: what a Content-Security-Policy has to allow, "" for pictures of this very server."""

    address: str = ""
    credit: str = ""
    origin: str = ""


def tiles_of(setting: str) -> Tiles:
    """`https://tiles.example.org/{z}/{x}/{y}.png © Example`. A setting that is none stops the server, in a sentence."""
    address, _space, credit = setting.strip().partition(" ")
    if not address:
        return Tiles()
    parts = urlsplit(address.replace("{s}.", "*."))
    own = address.startswith("/") and not parts.netloc
    fits = own or (parts.scheme == "https" and re.fullmatch(r"(\*\.)?[A-Za-z0-9.-]+(:\d+)?", parts.netloc))
    if not fits or any(one not in address for one in NEEDED):
        sys.exit(
            "HUISHENG_TILES is https://…/{z}/{x}/{y}.png or /…/{z}/{x}/{y}.png, a space, and whose they are."
        )
    return Tiles(address, credit.strip(), "" if own else f"{parts.scheme}://{parts.netloc}")
