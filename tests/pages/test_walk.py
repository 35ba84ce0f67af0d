"""Every page as every role, looked at and sent to, against the table of who may what (people/permissions/rules.py)."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils.timezone import localtime

from huisheng.alliance.models import OutsideBody
from huisheng.collect.concerns.acts import BY_NAME
from huisheng.collect.models import Concern, Referral
from huisheng.deliberate.models import RollObjection
from huisheng.echo.models import Message
from huisheng.people.models import Person
from huisheng.people.permissions.rules import MAY, Role
from huisheng.territory.models import HouseholdLink, PostKind
from huisheng.territory.places.services import add
from huisheng.territory.posts.services import appoint, hats_of
from tests.meeting import COUNCIL_PAGES, council_pages
from tests.pages.walked_tasks import TASKS_OF_A_STREET, taken_on

WHO = {
    "anonymous": None,
    "resident": "he",
    "linked": "xie",
    "head": "zhou",
    "secretary": "chen",
    "clerk": "lin",
    "officer": "guo",
    "officer of another street": "elsewhere",
}
DJANGO_S_OWN = {"set_language"}
TALK = ("edit", "people", "closing", "cancelling", "moving")
TALK_SERIES = ("series", "beginning")
TALK_POINT = ("point", "point_words", "point_dropping")
CALL = [
    "edit",
    "closing",
    "extending",
    "withdrawing",
    "calling",
    "merging",
    "parting",
    "noting",
    "listing",
    "answering",
]
COVENANT = ("edit", "pdf", "article", "put_up", "adoption", "filing", "hanging", "redraft")
# Things of a street: somebody from another street is told nothing about them, not even that they exist.
OF_A_STREET = {
    "square:call", "square:told", "square:message_resend", "square:message_let_be", "collect:matter",
    *(f"collect:talk_{name}" for name in (*TALK, *TALK_POINT, *TALK_SERIES)),
    *(f"collect:call_{name}" for name in CALL),
    "collect:speaker", "collect:act", "collect:gather", "collect:scatter", "collect:border", "territory:place", "territory:place_parts",
    "territory:place_name", "territory:place_code", "territory:place_parent", "territory:place_merger",
    "territory:place_closing", "territory:place_occupied", "territory:place_label", "territory:post",
    "territory:post_end", "territory:link", "territory:unlink", "territory:branch", "territory:estate",
    "deliberate:assembly", "deliberate:assembly_settle", "deliberate:assembly_owner", "deliberate:roll_new",
    "deliberate:vote_new", "deliberate:roll", "deliberate:roll_table", "deliberate:roll_check", "deliberate:roll_object",
    "deliberate:roll_freeze", "deliberate:roll_published", "deliberate:roll_answer", "deliberate:vote",
    "deliberate:vote_question", "deliberate:vote_announce", "deliberate:vote_duty", "deliberate:vote_count",
    "deliberate:vote_sheet", "deliberate:vote_bundle", "deliberate:vote_chain", "deliberate:ballot", "deliberate:doors",
    "deliberate:door", "deliberate:deliver", "deliberate:official", "deliberate:ballots",
    "deliberate:notice_edit", "deliberate:notice_correction", "deliberate:notice_closing",
    "deliberate:notice_withdrawal", "deliberate:notice_posting", "deliberate:notice_leaving_out",
    "deliberate:notice_call", "deliberate:notice_pdf", "deliberate:notice_answer",
    *(f"deliberate:covenant_{name}" for name in COVENANT), "deliberate:article_edit",
    "deliberate:article_dropping", "deliberate:comment",
    *TASKS_OF_A_STREET,
}  # fmt: skip
NOBODY = 99_999_999
OF_A_STREET |= COUNCIL_PAGES


def pages(resolver: Any = None, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLPattern):
            name = f"{namespace}:{one.name}" if namespace else str(one.name)
            if name not in DJANGO_S_OWN:
                yield name, one
        else:
            yield from pages(one, one.namespace or namespace)


def samples(name: str, url: URLPattern, known: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """What to put into a URL so that it shows something of the story; a new parameter must be given here."""
    wanted = set(url.pattern.converters)
    if not wanted:
        return [{}]
    if name == "collect:act":
        return [{"number": known["any"]["number"], "name": each} for each in BY_NAME]
    values = known["any"] | (known.get(name) or known.get(name.partition(":")[0], {}))
    missing = wanted - values.keys()
    assert not missing, f"{name}: say in tests/pages/test_walk.py what {missing} is"
    return [{key: values[key] for key in wanted}]


def things(street: Any) -> dict[str, dict[str, Any]]:
    """By page, else by room, else for any page: things of 听雨苑 3栋, held by its neighbour head."""
    matter = Concern.objects.filter(holder__person=street.zhou, is_open=True).order_by("pk").first()
    post = street.zhou_post
    linked = street.xie.posts.get()
    link = HouseholdLink.objects.filter(person=street.xie).first()
    message = Message.objects.exclude(channel="app").first()
    body = OutsideBody.objects.first()
    referral = Referral.objects.first()
    return {
        "any": {"number": matter.speaker.number, "mode": "elder", "key": "raised", "kind": "homes"},
        "square:message_resend": {"pk": message.pk},
        "square:message_let_be": {"pk": message.pk},
        "territory": {
            "pk": street.tingyu3.pk,
            "token": street.tingyu3.token,
            "key": "raised",
            "kind": "homes",
        },
        "territory:post": {"pk": post.pk},
        "territory:post_end": {"pk": post.pk},
        "territory:link": {"pk": linked.pk},
        "territory:unlink": {"pk": linked.pk, "link": link.pk},
        "territory:kind": {"pk": post.kind_id},
        "territory:person": {"pk": street.zhou.pk},
        "territory:branch": {"pk": NOBODY},
        "territory:estate": {"pk": street.tingyu.pk},
        "territory:candidate": {"pk": NOBODY},
        "territory:objection": {"pk": NOBODY},
        "territory:object": {"pk": NOBODY},
        "alliance": {"pk": body.pk},
        **deliberated(street),
        **taken_on(street),
        "collect": {"token": street.tingyu3.token},
        "collect:answer": {"token": referral.token},
        "collect:voice": {"pk": matter.pk},
        "collect:triage_use": {"pk": NOBODY},
        "collect:talk": {"token": street.talk.token},
        "collect:call": {"token": street.call_open.token},
        "collect:proposal": {"token": street.call_open.token, "number": 1},
        **{f"collect:call_{name}": {"pk": street.call_open.pk} for name in CALL},
        **{f"collect:talk_{name}": {"pk": street.talk_open.pk} for name in TALK},
        **{f"collect:talk_{name}": {"pk": street.talk_point.pk} for name in TALK_POINT},
        **{f"collect:talk_{name}": {"pk": street.talk_series.pk} for name in TALK_SERIES},
        "collect:border": {"pk": street.north.pk},
        "collect:clock": {"code": matter.clock_id},
        "collect:leaf": {"code": matter.category.code},
        "collect:pause_reason": {"code": "material"},
    } | owners_votes(street)


def owners_votes(street: Any) -> dict[str, dict[str, Any]]:
    """The assembly of 听雨苑, its roll, and the vote that is over (who may count it: chen, zhou, lin)."""
    unit = street.roll.units.first().pk
    rolls = ("roll", "roll_table", "roll_check", "roll_object", "roll_freeze", "roll_published")
    known: dict[str, dict[str, Any]] = {
        f"deliberate:{name}": {"pk": street.roll.pk, "key": "0" * 32} for name in rolls
    }
    known["deliberate:roll_answer"] = {"pk": RollObjection.objects.get().pk}
    known["deliberate:roll_template"] = {"kind": "csv"}
    votes = ("vote", "vote_question", "vote_announce", "vote_duty", "vote_count", "vote_sheet", "vote_bundle",
             "vote_chain", "ballot", "doors", "door", "deliver", "official", "ballots")  # fmt: skip
    known |= {f"deliberate:{name}": {"pk": street.vote_over.pk, "unit": unit} for name in votes}
    names = ("assembly", "assembly_settle", "assembly_owner", "roll_new", "vote_new")
    return known | {f"deliberate:{name}": {"pk": street.assembly.pk} for name in names}


def deliberated(street: Any) -> dict[str, dict[str, Any]]:
    """The notice about the charging shed, and the covenant's second version, of 听雨苑."""
    return {
        "deliberate": {
            "pk": street.shed.pk,
            "token": street.shed.token,
            "size": "a4",
            "code": "other",
        },
        "deliberate:covenant": {"pk": street.second_covenant.covenant_id},
        **{
            f"deliberate:covenant_{name}": {"pk": street.second_covenant.pk, "size": "a3"}
            for name in ("version", "paper", *COVENANT)
        },
        "deliberate:article": {"pk": street.covenant_article.pk},
        "deliberate:article_edit": {"pk": street.covenant_article.pk},
        "deliberate:article_dropping": {"pk": street.covenant_article.pk},
        "deliberate:comment": {"pk": street.covenant_comment.pk},
        "deliberate:notice_answer": {"pk": street.shed_objection.pk},
        **council_pages(street),
    }


def person(street: Any, key: str | None) -> Person | None:
    if key != "elsewhere":
        return street[key] if key else None
    somebody = Person.objects.create(name="别处的干部", login="elsewhere")
    other = add(kind="street", name="别的街道", parent=None, by=None, at=localtime())
    kind = PostKind.objects.get(code="officer")
    appoint(somebody, kind=kind, place=other, by=None, at=localtime())
    return somebody


def may(act: str, who: Person | None) -> bool:
    """From the table alone: whether one of the person's roles is named beside the act."""
    roles = {hat.role for hat in hats_of(who, on=localtime().date())} if who else {Role.ANYONE}
    return bool(roles & MAY[act].keys())


def ask(who: Person | None, method: str, url: str, session: str = "") -> HttpResponse:
    """One request by somebody, whose changes are undone."""
    client = Client(raise_request_exception=False)
    with transaction.atomic():
        if session:
            client.cookies[settings.SESSION_COOKIE_NAME] = session
        elif who:
            client.force_login(who)
        answer = client.generic(method, url)
        transaction.set_rollback(True)
    return answer


def log_in(who: Person | None) -> str:
    client = Client()
    if who:
        client.force_login(who)
    return client.cookies[settings.SESSION_COOKIE_NAME].value if who else ""


def test_every_page_has_its_act_in_the_table():
    without = [name for name, url in pages() if getattr(url.callback, "act", None) not in MAY]
    assert without == []


@pytest.mark.parametrize("role", WHO)
def test_every_page_lets_in_whom_the_table_names_and_nobody_else(street, role, caplog):
    caplog.set_level("CRITICAL")
    who, known, wrong = person(street, WHO[role]), things(street), []
    session = log_in(who)
    for name, url in pages():
        for values in samples(name, url, known):
            act = BY_NAME[values["name"]].may if name == "collect:act" else url.callback.act
            for method in ("GET", "POST"):
                answer = ask(who, method, reverse(name, kwargs=values), session)
                if why := why_wrong(name, method, act, who, role, answer):
                    wrong.append(f"{method} {name} {values.get('name', '')} → {answer.status_code}: {why}")
                if answer.status_code == 403 or "/login/" in answer.get("Location", ""):
                    break  # the gate asks nothing about the method
    assert not wrong, "\n".join(wrong)


def why_wrong(name: str, method: str, act: str, who: Person | None, role: str, answer: HttpResponse) -> str:
    """What is wrong with an answer; "" when it is as the table says."""
    status = answer.status_code
    if status >= 500:
        return "broken"
    if status == 405:
        return ""
    if not may(act, who):
        refused = status in (403, 404) if who else status == 302 and "/login/" in answer["Location"]
        return "" if refused else f"{act} is not for this role"
    if role == "officer of another street":
        return "told about another street" if name in OF_A_STREET and status not in (403, 404, 405) else ""
    in_charge = role in ("clerk", "officer") and method == "GET"
    return f"{act} is for this role" if in_charge and status in (401, 403) else ""


def test_a_matter_of_another_street_cannot_be_told_from_one_that_does_not_exist(street):
    who = person(street, "elsewhere")
    number = Concern.objects.first().speaker.number
    there, nowhere = (ask(who, "GET", f"/matter/{one}/") for one in (number, "2600000000"))
    assert (there.status_code, nowhere.status_code) == (404, 404)
    assert bare(there, number) == bare(nowhere, "2600000000")


def test_a_number_alone_tells_a_stranger_nothing(street):
    number = Concern.objects.first().speaker.number
    for page in ("/my/{}/", "/said/{}/"):
        there, nowhere = (ask(None, "GET", page.format(one)) for one in (number, "2600000000"))
        assert there.status_code == nowhere.status_code
        assert bare(there, number) == bare(nowhere, "2600000000")


def bare(answer: HttpResponse, number: str) -> tuple[str, str]:
    """An answer without the number that was asked for and without the token against forgery."""
    spoken = f"{number[:2]}-{number[2:6]}-{number[6:]}"
    text = answer.content.decode().replace(number, "").replace(spoken, "")
    lines = [line for line in text.splitlines() if "csrf" not in line.lower()]
    return "\n".join(lines), answer.get("Location", "").replace(number, "")
