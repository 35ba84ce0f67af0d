"""Paper to take away: labels on A4, the receipt on A6."""

import pytest
from django.test import Client

from huisheng.echo.paper import sheets, why_no_pdf
from huisheng.territory.places.labels import qr
from tests.pages.resident import at_the_door, newest, send

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(bool(why_no_pdf()), reason="pango is not on this machine"),
]


def millimetres(made) -> set[tuple[int, int]]:
    return {(round(page.width / 96 * 25.4), round(page.height / 96 * 25.4)) for page in made.pages}


def test_labels_come_on_sheets_of_A4_with_the_name_of_each_place(street):
    clerk = Client()
    clerk.force_login(street.lin)
    answer = clerk.get(f"/places/{street.tingyu.pk}/labels.pdf?inside=1")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    made = sheets("territory/labels_paper.html", {"labels": [(street.tingyu3, qr("http://x/q/1/"))] * 24})
    assert millimetres(made) == {(210, 297)}
    assert len(made.pages) == 2


def test_a_receipt_is_one_slip_of_A6_for_whoever_may_open_it(street):
    client = at_the_door(street)
    send(client, street)
    number = newest().speaker.number
    answer = client.get(f"/said/{number}/receipt.pdf")
    assert answer.content.startswith(b"%PDF")
    assert Client().get(f"/said/{number}/receipt.pdf").headers["Location"] == "/my/"
    made = sheets(
        "collect/said_paper.html", {"concern": newest(), "speaker": newest().speaker, "qr": qr("x")}
    )
    assert millimetres(made) == {(105, 148)}
    assert len(made.pages) == 1
