"""Every form that anybody may send keeps pace, or it says here why not."""

import inspect

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.urls import reverse

from huisheng.people.permissions.views import is_open_to_anyone
from tests.pages.test_walk import ask, pages, samples
from tests.pages.things import things

pytestmark = pytest.mark.django_db
PACED = {
    "collect:say": "take_down(", "collect:feedback": "keep_pace(", "collect:proposal": "keep_pace(", "collect:call": "keep_pace(",
    "collect:voice": "keep_pace(", "deliberate:notice": "keep_pace(", "deliberate:article": "keep_pace(",
    "territory:object": "keep_pace(", "deliberate:budget_vote": "keep_pace(",
}  # fmt: skip
LINK = "by a link that nobody can guess"
OPENED = "only who opened the matter by its number and telephone, where guessing is locked"
WHY_NOT = {
    "people:login": "five failures of a name lock it (square/landing/backends.py)",
    "collect:mine": "guessing is counted and locked (echo/readings)",
    **dict.fromkeys(("collect:answer", "deliberate:invited", "resolve:answer_with"), LINK),
    **dict.fromkeys(("verdict", "withdraw", "reopen", "object", "thank", "said_kind", "said_right"), OPENED),
    "square:my_data_export": "only who is logged in or proved a telephone",
    "square:my_data_proving": "guessing is counted and locked (echo/readings)",
    "square:my_data": "only who is logged in or opened a matter by its number",
    "square:open311_requests": "asks for a key, which is counted by the minute (square/tokens)",
    "square:open311_nothing": "takes nothing",
}


def test_every_form_that_anybody_may_send_keeps_pace_or_says_why_not(street, monkeypatch, caplog):
    caplog.set_level("CRITICAL")
    known, reading, found = things(street), [], set()
    load, every = WSGIRequest._load_post_and_files, dict(pages())
    monkeypatch.setattr(WSGIRequest, "_load_post_and_files", lambda self: reading.append(1) or load(self))
    for name, url in every.items():
        if not is_open_to_anyone(url.callback.act) or name.startswith("square:api_"):
            continue
        for values in samples(name, url, known):
            reading.clear()
            ask(None, "POST", reverse(name, kwargs=values))
            if reading:
                found.add(name)
    unnamed = found - PACED.keys() - {name if ":" in name else f"collect:{name}" for name in WHY_NOT}
    assert not unnamed, ", ".join(sorted(unnamed))
    for name, word in PACED.items():
        assert word in inspect.getsource(inspect.getmodule(inspect.unwrap(every[name].callback))), name
