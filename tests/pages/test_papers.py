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


@pytest.mark.parametrize("roll", [80, 58])
def test_a_receipt_fits_on_the_roll_of_a_counter(street, roll):
    send(at_the_door(street), street)
    one = newest()
    shown = {
        "concern": one,
        "speaker": one.speaker,
        "holder": one.holder,
        "qr": qr("x"),
        "size": f"roll{roll}",
    }
    made = sheets("collect/said_paper.html", shown)
    assert (len(made.pages), next(iter(millimetres(made)))[0]) == (1, roll)


def test_M03_visit_cards_show_the_person_the_place_and_a_telephone_that_may_be_called(street):
    clerk = Client()
    clerk.force_login(street.lin)
    post = street.zhou.posts.filter(ended_at=None).first()
    answer = clerk.get(f"/posts/{post.pk}/card.pdf")
    assert answer.content.startswith(b"%PDF")
    card = {"name": "周志恒", "title": "邻长", "phone": "", "office": post.place}
    shown = {"card": card, "place": post.place, "qr": qr("http://x/q/1/"), "ten": range(10)}
    made = sheets("territory/cards_paper.html", shown)
    assert (len(made.pages), millimetres(made)) == (1, {(210, 297)})
