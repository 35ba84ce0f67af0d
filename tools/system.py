"""What the tests need from the system, beside Python packages: a browser, its Chinese letters, PostgreSQL."""

import ctypes.util
import os
import shutil
import subprocess

from tools import postgres

# Without windows, as Playwright itself would use: the same pages cost it an eighth of what they cost a whole Chromium.
HEADLESS = "chromium-headless-shell"
BROWSERS = (HEADLESS, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def browser() -> str | None:
    """The path of a Chromium of this system."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def has_chinese_letters() -> bool:
    if not shutil.which("fc-list"):
        return False
    listed = subprocess.run(["fc-list", ":lang=zh", "family"], stdout=subprocess.PIPE, text=True, check=False)
    return bool(listed.stdout.strip())


def has_library(name: str) -> bool:
    return ctypes.util.find_library(name) is not None


PACKAGES = {
    HEADLESS: lambda: shutil.which(HEADLESS) is not None,
    "fonts-noto-cjk": has_chinese_letters,
    "libpango-1.0-0": lambda: has_library("pango-1.0"),
    "libpangoft2-1.0-0": lambda: has_library("pangoft2-1.0"),
    "postgresql": postgres.is_installed,
}


def missing() -> list[str]:
    """The Debian packages whose content this machine does not have."""
    return [package for package, is_there in PACKAGES.items() if not is_there()]


def install_line(packages: list[str]) -> str:
    return f"sudo apt-get update && sudo apt-get install -y --no-install-recommends {' '.join(packages)}"


def ensure() -> list[str]:
    """Install what is missing when we may; returns what is missing still."""
    wanted = missing()
    if wanted and os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"Installing from Debian, for the tests: {' '.join(wanted)} …", flush=True)
        apt_get("update", "-q")
        for package in wanted:  # each by itself: an older Debian may not have one of them
            apt_get("install", "-q", "-y", "--no-install-recommends", package)
        wanted = missing()
    if wanted:
        print(
            f"Not on this machine: {', '.join(wanted)}. To run everything, type:\n    {install_line(wanted)}",
            flush=True,
        )
    return wanted


def apt_get(*arguments: str) -> None:
    """Debian's installer, quiet; its words are shown when it fails."""
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        ["apt-get", *arguments],
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        print(done.stdout, flush=True)
