"""Serve the pages, deliver the notices, do what time does: one command."""

import multiprocessing
import os
import signal
import socket
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server
from granian.server.common import AbstractServer

from huisheng.square.clockwork import run_beside
from huisheng.square.worker import load


class Command(BaseCommand):
    requires_system_checks = []
    help = "Serves the pages with granian, delivers the notices and winds the clocks, until Ctrl-C or TERM."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--address", default="127.0.0.1")
        parser.add_argument("--port", default=os.environ.get("PORT") or "8000")
        parser.add_argument("--workers", type=int, default=2)

    def handle(self, *args: Any, address: str, port: str, workers: int, **options: Any) -> None:
        if reason := why_not_listen(address, port):
            raise CommandError(reason)
        connections.close_all()  # no process may inherit an open one
        multiprocessing.set_start_method("fork" if sys.platform == "linux" else "spawn", force=True)
        beside = multiprocessing.Process(
            target=run_beside, args=(os.getpid(), address, int(port)), daemon=True
        )
        beside.start()
        try:
            server_at(address, int(port), workers).serve(target_loader=load)
        finally:
            beside.terminate()
            beside.join(timeout=5)


def server_at(address: str, port: int, workers: int) -> AbstractServer:
    server = Server(
        "huisheng.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
    )
    # A closed terminal ends the server; granian alone would only reload.
    server.on_startup(lambda: signal.signal(signal.SIGHUP, server.signal_handler_interrupt))
    return server


def why_not_listen(address: str, port: str) -> str:
    """Why nobody can be served there; empty when it can be done."""
    if not port.isdigit() or not 0 < int(port) < 65536:
        return f"PORT must be a number between 1 and 65535, not {port}."
    try:
        with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((address, int(port)))
    except PermissionError:
        return f"Port {port} is reserved for the system: choose one above 1023, for example PORT=8000."
    except OSError:
        return f"Port {port} is taken: stop what runs there, or choose another one, for example PORT=8001."
    return ""
