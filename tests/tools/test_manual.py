"""What the proxy says in our place (docs/operations.md) is true of the server behind it."""

import re
from pathlib import Path

from huisheng.echo.photos.rules import MOST_BYTES

ROOT = Path(__file__).resolve().parent.parent.parent
MANUAL = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


def test_the_sentence_about_large_files_names_the_sizes_that_hold():
    [most] = re.findall(r"client_max_body_size (\d+)m;", MANUAL)
    page = (ROOT / "huisheng" / "static" / "too-large.html").read_text(encoding="utf-8")
    assert set(re.findall(r"(\d+) MB", page)) == {most, str(MOST_BYTES // 1_000_000)}


def test_every_page_that_the_proxy_shows_by_itself_is_there():
    shown = set(re.findall(r"error_page [\d ]+/static/([\w-]+\.html);", MANUAL))
    assert shown
    assert shown <= {file.name for file in (ROOT / "huisheng" / "static").glob("*.html")}
