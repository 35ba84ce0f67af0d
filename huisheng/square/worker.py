"""What one process of the server does before it serves."""

import gc
import os
import signal
import threading
import time
import warnings
from collections.abc import Callable
from typing import Any

from django.utils.module_loading import import_string


def load(target: str) -> Callable[..., Any]:
    """The WSGI application `module:name`, in a process that ends when the server asks or is gone.

    Ctrl-C reaches every process of a terminal's group; a worker told twice (by it and by the server) hangs.
    """
    os.setpgrp()
    warnings.filterwarnings("ignore", "No directory at")  # whitenoise finds static files where they lie
    threading.Thread(target=end_with, args=(os.getppid(),), daemon=True).start()
    application: Callable[..., Any] = import_string(target.replace(":", "."))
    rarely_tidy_up()
    return application


def rarely_tidy_up() -> None:
    """A page makes ten thousands of small things and drops them all; looking for rings among them 80 times a page is
    a tenth of its cost."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)
