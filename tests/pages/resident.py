"""What the tests of a resident's pages have in common: a telephone, a label in the stairs, a sentence."""

import re
from typing import Any

from django.http import HttpResponse
from django.test import Client

from huisheng.collect.models import Concern

PHONE, TAIL = "13812340431", "0431"


def at_the_door(street: Any, place: str = "tingyu3") -> Client:
    """A telephone that has just scanned the label of a building."""
    client = Client()
    client.get(f"/q/{street[place].token}/")
    return client


def send(client: Client, street: Any, **more: Any) -> HttpResponse:
    """Say it on the page that the label opened."""
    typed = {
        "words": "三楼楼道灯不亮",
        "phone": PHONE,
        "place": street.tingyu3.token,
        "once": "a-tap",
        "via": "qr",
    }
    return client.post("/say/", typed | more)


def newest() -> Concern:
    return Concern.objects.select_related("speaker", "holder__person").latest("pk")


def words(answer: HttpResponse) -> str:
    return answer.content.decode()


def says_number(page: str, number: str) -> bool:
    """Whether a number is read on the page by itself (2单元 301): no piece of a longer one, and not in an address."""
    return number in re.findall(r"[0-9A-Za-z]+", re.sub(r"<[^>]*>", " ", page))
