"""R1.3: no points, no rankings of people, no check-ins, no tracks, no compulsory photos: not in tables, pages or forms."""

import re
from importlib import import_module
from pathlib import Path

from django import forms
from django.apps import apps
from django.urls import get_resolver

from tests.pages.test_walk import pages
from tools.imports import HOUSE, ROOMS, modules

IN_CODE = re.compile(
    r"^(?:points?_earned|scores?|streaks?|leaderboard|ranking|check_?ins?|clock_?ins?|gps|latitude|longitude|lat|lng|lon"
    r"|track|trajectory|likes|online_time|badges?|medals?)$|leaderboard|checkin|_streak|_score$"
)
IN_WORDS = re.compile("积分|排名|排行|打卡|签到(?!表|本|名单)|轨迹|经纬度|在线时长|点赞|勋章|光荣榜")
# Words that say that there is none, or that name the thing so as to refuse it.
SAYING_NO = re.compile("不要求|不会|没有|不做|不排名|不打分|不积分|不打卡|不签到|不记|不用|不比|无需")
# Who sat at a table decides whether it may decide (quorum): an attendance of that evening, counted for nobody.
QUORUM = "session_"
# Where a building or a park stands; homes and people have none (a constraint, and a test in test_positions).
PLACES = {"Place.lat", "Place.long"}
PHOTO = {"PhotoForm"}  # the page whose only purpose it is; nobody has to open it


def models():
    return [
        model
        for room in ROOMS
        if apps.is_installed(f"huisheng.{room}")
        for model in apps.get_app_config(room).get_models()
    ]


def test_no_table_and_no_column_counts_people_or_follows_them():
    named = [
        (f"{model.__name__}.{field.name}", field.name, str(getattr(field, "verbose_name", "")))
        for model in models()
        for field in model._meta.get_fields()
        if not field.auto_created
    ] + [(model.__name__, model.__name__.lower(), str(model._meta.verbose_name)) for model in models()]
    wrong = [where for where, name, words in named if IN_CODE.search(name) or IN_WORDS.search(words)]
    assert {*wrong} <= PLACES


def test_no_page_is_about_them():
    assert get_resolver()
    wrong = [
        name for name, url in pages() if IN_CODE.search(name.partition(":")[2]) or "rank" in str(url.pattern)
    ]
    assert wrong == []


def test_no_page_speaks_of_them_but_to_say_that_there_are_none():
    wrong = []
    for path in [*HOUSE.rglob("templates/**/*.html"), *HOUSE.rglob("forms.py"), *HOUSE.rglob("views.py")]:
        for line in Path(path).read_text(encoding="utf-8").splitlines():
            if IN_WORDS.search(line) and not SAYING_NO.search(line) and QUORUM not in path.name:
                wrong.append(f"{path.relative_to(HOUSE)}: {line.strip()[:80]}")
    assert wrong == []


def test_no_form_of_work_asks_for_a_photo():
    for name in modules():
        if ".forms" in name or name.endswith("act_forms"):
            import_module(name)
    wrong = [
        f"{form.__module__}.{form.__name__}.{name}"
        for form in every(forms.BaseForm)
        if form.__module__.startswith("huisheng.") and form.__name__ not in PHOTO
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, forms.ImageField)
        or (isinstance(field, forms.FileField) and "photo" in name and field.required)
    ]
    assert wrong == []


def every(parent):
    for child in parent.__subclasses__():
        yield child
        yield from every(child)
