"""The server under measurement: granian with two workers, nothing else beside it. `python -m bench.server PORT`."""

import multiprocessing
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from huisheng.square.management.commands.serve import server_at
from huisheng.square.worker import load

WORKERS = 2


@contextmanager
def running() -> Iterator[tuple[int, int]]:
    """A server on a free port; yields the port and the process id of its head."""
    port = free_port()
    command = [sys.executable, "-W", "ignore", "-m", "bench.server", str(port)]
    process = subprocess.Popen(command, env=os.environ | {"PYTHONWARNINGS": "ignore", "HUISHENG_PACE": "0"})
    try:
        while not answers("127.0.0.1", port):
            if process.poll() is not None:
                raise RuntimeError("The server did not start.")
            time.sleep(0.1)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(timeout=20)


def answers(address: str, port: int) -> bool:
    try:
        socket.create_connection((address, port), timeout=1).close()
    except OSError:
        return False
    return True


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    multiprocessing.set_start_method("fork", force=True)  # as `manage.py serve` does
    server_at("127.0.0.1", int(sys.argv[1]), WORKERS).serve(target_loader=load)
