"""Everything on one database, in a process of its own: `python -m bench.run OUT SIZE…` with DATABASE_URL."""

import sys
from importlib import import_module

import django

if __name__ == "__main__":
    django.setup()
    import_module("bench.session").main(*sys.argv[1:])
