"""What is slow to load waits until somebody uses it."""

import os

from huisheng.echo.later import Later
from tests.scratch import python

CLOCKWORK = """
import sys
import django; django.setup()
from huisheng.square.management.commands import tick
print(*sorted({"pypinyin", "rjieba", "scipy", "sklearn"} & sys.modules.keys()))
"""


def test_what_comes_later_is_the_library_itself():
    fractions = Later("fractions")
    assert fractions.Fraction(1, 2) * 2 == 1


def test_the_clockwork_begins_without_dictionaries_and_without_what_learns():
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "huisheng.settings"}
    assert python("-c", CLOCKWORK, env=env).split() == []
