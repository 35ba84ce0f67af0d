#!/usr/bin/env python
"""Django's command line; `make` lists the verbs a newcomer needs."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huisheng.settings")
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # a terminal without Chinese letters stops no command
    execute_from_command_line(sys.argv)
