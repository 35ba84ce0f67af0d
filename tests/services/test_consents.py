"""R13.2: who agreed to what, in which words; and taking it back is as easy as giving it."""

from dataclasses import replace

import pytest
from django.utils.timezone import now

from huisheng.collect.concerns import services as concerns
from huisheng.collect.concerns.letters import Letter
from huisheng.collect.models import Concern
from huisheng.echo.consents import services
from huisheng.echo.consents.rules import PURPOSES
from huisheng.echo.models import Consent
from huisheng.echo.refusals import Refused
from huisheng.territory.nominations.services import nominate
from huisheng.territory.posts.services import amend


def about(post):
    return f"post:{post.pk}"


def test_a_post_shown_with_its_telephone_has_the_words_that_its_holder_agreed_to(street):
    found = Consent.objects.get(about=about(street.zhou_post))
    assert (found.person, found.version) == (street.zhou, PURPOSES["post_public"].version)
    assert found.words == PURPOSES["post_public"].asks
    assert not Consent.objects.filter(person=street.xie).exists()


def test_agreeing_twice_to_the_same_words_is_once(street):
    again = services.consent("post_public", about=about(street.zhou_post), by=None, at=now())
    assert again.person == street.zhou
    assert services.in_force("post_public", about=about(street.zhou_post)).count() == 1


def test_new_words_are_a_new_consent_and_the_old_one_stays_in_the_record(street, monkeypatch):
    newer = replace(PURPOSES["post_public"], version=2)
    monkeypatch.setitem(PURPOSES, "post_public", newer)
    services.consent("post_public", about=about(street.zhou_post), person=street.zhou, by=None, at=now())
    versions = (
        Consent.objects.filter(about=about(street.zhou_post))
        .order_by("pk")
        .values_list("version", "ended_at")
    )
    (old, ended), (new, running) = versions
    assert (old, new, running) == (1, 2, None)
    assert ended is not None


def test_taking_it_back_hides_name_and_telephone_at_once_and_keeps_that_it_once_stood(street):
    assert services.take_back("post_public", about=about(street.zhou_post), by=street.zhou, at=now()) == 1
    street.zhou_post.refresh_from_db()
    assert not street.zhou_post.public
    kept = Consent.objects.get(about=about(street.zhou_post))
    assert (kept.ended_by, kept.ended_how) == (street.zhou, "page")
    assert services.take_back("post_public", about=about(street.zhou_post), by=street.zhou, at=now()) == 0


def test_the_box_on_the_form_of_a_post_gives_and_takes_back(street):
    post = street.zhou_post
    keep = {"ends": post.ends, "phone": post.phone, "by": street.lin, "at": now()}
    amend(post, public=False, **keep)
    assert not services.in_force("post_public", about=about(post)).exists()
    amend(post, public=True, **keep)
    assert services.in_force("post_public", about=about(post)).get().by == street.lin


def test_a_letter_whose_consent_is_taken_back_is_no_longer_shown(street):
    settled = Concern.objects.filter(stage="settled", closed_as="confirmed").earliest("pk")
    concerns.thank(settled, at=now(), words="谢谢，晚上不怕了。", public=True)
    letter = Letter.objects.get(concern=settled)
    assert services.in_force("letter_public").get().speaker == settled.speaker
    services.take_back("letter_public", about=f"letter:{letter.pk}", by=None, at=now())
    letter.refresh_from_db()
    assert not letter.public


def test_who_is_nominated_agreed_to_be_named(street):
    today = now().date()
    kind = street.zhou_post.kind
    found = nominate(
        street.tan, kind=kind, place=street.tingyu6, notice_from=today, by=street.lin, at=now(),
        notice_to=today.replace(year=today.year + 1),
    )  # fmt: skip
    assert services.in_force("nominated", about=f"nomination:{found.pk}").get().person == street.tan


def test_nobody_is_asked_to_agree_to_what_the_law_requires_anyway(street):
    with pytest.raises(Refused, match="不用同意"):
        services.consent("matter", about="voice:1", by=None, at=now())
