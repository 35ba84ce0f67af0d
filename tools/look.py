"""Look at pages as people see them: pictures on the story's data, in screenshots/.

    python -m tools.look [--only light,dark,elder] [--width 390,1280] [--fresh] URL[:login] …
    python -m tools.look --database      where the story's database is, to find a number or an id in it

Each page at 390 and 1280 px; in light, in dark and as 长辈版. What is wrong with a page is said beside its picture.
"""

import argparse
import hashlib
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Error, sync_playwright

from tools import browser as browsers

ROOT = Path(__file__).resolve().parent.parent
STORE = ROOT / "var" / "look"
PHOTOS = STORE / "photos"  # of the story; each picture uses a copy of its database, and these
SIZES = {"390": browsers.PHONE, "1280": browsers.DESK}
LOOKS = {"light": "light", "dark": "dark", "elder": "light"}
SILENT = {"SMS_GATEWAY": "", "WECOM_WEBHOOK": "", "EMAIL_HOST": ""}


def main() -> int:
    options = read_options()
    database = story_database(options.fresh)
    if options.database:
        print(f"sqlite:///{database}")
        return 0
    with tempfile.TemporaryDirectory(prefix="huisheng-look-") as folder:
        copy = Path(shutil.copy(database, Path(folder, "look.sqlite3")))
        pages = [split(text) for text in options.pages]
        cookies = {login: session(copy, login) for _, login in pages if login}
        with served(copy) as address, sync_playwright() as playwright:
            chromium = browsers.launch(playwright)
            for url, login in pages:
                for look in options.only.split(","):
                    for width in options.width.split(","):
                        take(chromium, address, url, login, cookies.get(login), look, width)
    return 0


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pages", nargs="*", default=["/"], metavar="URL[:login]")
    parser.add_argument("--only", default=",".join(LOOKS))
    parser.add_argument("--width", default=",".join(SIZES))
    parser.add_argument("--database", action="store_true")
    parser.add_argument("--fresh", action="store_true", help="tell the story again")
    return parser.parse_args()


def split(text: str) -> tuple[str, str]:
    """`/desk/:zhou` is the page /desk/ as zhou sees it."""
    url, colon, login = text.rpartition(":")
    return (url, login) if colon and "/" not in login else (text, "")


def story_database(fresh: bool) -> Path:
    """The story, told once and kept in var/look until its words, a table or a catalogue change (or `--fresh`)."""
    digest = hashlib.sha256()
    sources = ["stories/**/*.py", "huisheng/**/migrations/*.py", "huisheng/**/*.csv"]
    for path in sorted(path for source in sources for path in ROOT.glob(source)):
        digest.update(path.read_bytes())
    told = STORE / f"{digest.hexdigest()[:12]}.sqlite3"
    if fresh or not told.exists():
        STORE.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(PHOTOS, ignore_errors=True)
        growing = STORE / f"{os.getpid()}.growing"
        manage(growing, "migrate", "--verbosity", "0")
        manage(growing, "story")
        for older in STORE.glob("*.sqlite3"):
            older.unlink(missing_ok=True)
        growing.rename(told)
    return told


def environment(database: Path) -> dict[str, str]:
    own = {"DATABASE_URL": f"sqlite:///{database}", "HUISHENG_MEDIA": str(PHOTOS)}
    return os.environ | SILENT | own | {"DJANGO_SETTINGS_MODULE": "huisheng.settings"}


def manage(database: Path, *arguments: str) -> str:
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    done = subprocess.run(
        command, env=environment(database), cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout


def session(database: Path, login: str) -> str:
    """The cookie of somebody who has just logged in."""
    code = (
        "from django.test import Client; from django.conf import settings;"
        "from huisheng.people.models import Person; client = Client();"
        f"client.force_login(Person.objects.get(login={login!r}));"
        "print(client.cookies[settings.SESSION_COOKIE_NAME].value)"
    )
    return manage(database, "shell", "--no-imports", "-c", code).split()[-1]


@contextmanager
def served(database: Path) -> Iterator[str]:
    port = free_port()
    command = [sys.executable, str(ROOT / "manage.py"), "serve", "--port", str(port), "--workers", "1"]
    server = subprocess.Popen(command, env=environment(database), cwd=ROOT, stdout=subprocess.PIPE)
    try:
        wait_for(port, server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if server.poll() is not None:
            break
        time.sleep(0.1)
    sys.exit("The server did not start; its words above say why.")


def take(
    chromium: Browser, address: str, url: str, login: str, cookie: str | None, look: str, width: str
) -> None:
    """One picture; prints its path, the status, and what is wrong."""
    visitor = browsers.context(chromium, address, SIZES[width], color_scheme=LOOKS[look])
    visitor.add_cookies(cookies_for(address, cookie, look))
    page = visitor.new_page()
    complaints = browsers.listen(page)
    name = f"{re.sub(r'[^a-zA-Z0-9]+', '-', url).strip('-') or 'home'}-{login or 'anyone'}-{width}-{look}"
    try:
        answer = page.goto(url, wait_until="load")
        path = browsers.picture(page, name).relative_to(ROOT)
        if wider := browsers.overflow(page):
            complaints.append(f"{wider} px wider than the window")
        print(f"{path}  {answer.status if answer else 0}  {'; '.join(complaints)}", flush=True)
    except Error as error:
        print(f"no picture of {url}: {error.message.splitlines()[0]}", flush=True)
    visitor.close()


def cookies_for(address: str, session_cookie: str | None, look: str) -> list[Any]:
    cookies = {"huisheng": session_cookie, "look": "elder" if look == "elder" else None}
    return [{"name": name, "value": value, "url": address} for name, value in cookies.items() if value]


if __name__ == "__main__":
    sys.exit(main())
