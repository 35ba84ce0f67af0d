"""Every curl line of docs/api.md is sent and answered."""

import re
import shlex
from pathlib import Path

import pytest
from django.test import Client
from django.utils.timezone import now

from huisheng.collect.models import Concern
from huisheng.square.tokens.services import make

pytestmark = pytest.mark.django_db
DOCS = Path(__file__).resolve().parents[2] / "docs" / "api.md"
LINES = re.findall(r"^curl .*$", DOCS.read_text(encoding="utf-8"), flags=re.M)


def test_every_example_of_the_document_works(street):
    _token, secret = make(street.lin, name="curl", days=1, at=now())
    open_ones = Concern.objects.filter(community=street.lianchi, is_open=True, stage="heard")
    values = {
        "HOST": "",
        "TOKEN": secret,
        "NUMBER": open_ones.first().speaker.number,
        "PLACE": street.tingyu3.token,
    }
    assert len(LINES) >= 10
    for line in LINES:
        answer = send(re.sub(r"\$([A-Z]+)", lambda name: values[name[1]], line))
        assert answer.status_code == 200, f"{line}\n{answer.content.decode()}"


def send(line: str):
    words, headers, data, url = shlex.split(line)[1:], {}, [], ""
    while words:
        word = words.pop(0)
        if word == "-H":
            name, _, value = words.pop(0).partition(": ")
            headers[name] = value
        elif word == "-d":
            data.append(words.pop(0))
        else:
            url = word
    if not data:
        return Client().get(url, headers=headers)
    kind = headers.pop("Content-Type", "application/x-www-form-urlencoded")
    return Client().post(url, "&".join(data), content_type=kind, headers=headers)
