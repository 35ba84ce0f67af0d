"""Where a copy lies in the clear while it is sealed or opened. A process that is killed leaves its folder behind; the next
backup or restore of the same user clears it away."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

from huisheng.echo.alone import held

PREFIX = "huisheng-copy-"


@contextmanager
def of_its_own() -> Iterator[Path]:
    """A folder that nobody else reads, gone afterwards."""
    for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        _remove_if_left(left)
    with tempfile.TemporaryDirectory(prefix=PREFIX) as name, held(Path(name)):
        yield Path(name)


def aside(path: Path) -> Path:
    """Where what is there goes: beside it, as `.before`, or `.before-2` and so on; what an earlier restore set aside, perhaps
    one that was killed, stays."""
    names = (f"{path.name}.before{n and f'-{n + 1}' or ''}" for n in count())
    return next(free for name in names if not (free := path.with_name(name)).exists())


def _remove_if_left(folder: Path) -> None:
    with suppress(OSError):  # another's, or cleared away by another just now
        if folder.stat().st_uid == os.getuid():
            with held(folder) as free:
                if free:
                    shutil.rmtree(folder, ignore_errors=True)
