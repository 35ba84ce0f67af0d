"""Which pages are of one street, and what to put into their addresses: a new page is added here."""

from typing import Any

from django.utils.timezone import localdate, now

from huisheng.alliance.models import OutsideBody
from huisheng.collect.concerns.hot.models import HotTopic
from huisheng.collect.models import Concern, Referral
from huisheng.deliberate.models import HandoverThing, RollObjection
from huisheng.echo.models import Message
from huisheng.territory.models import HouseholdLink
from tests.meeting import COUNCIL_PAGES, council_pages
from tests.pages.walked_budgets import BUDGETS_OF_A_STREET, yearly
from tests.pages.walked_tasks import TASKS_OF_A_STREET, taken_on

TABLES = {
    "square:register": {"table": "posts"},
    "square:register_out": {"table": "posts"},
    "square:register_template": {"table": "posts", "kind": "xlsx"},
    "square:register_check": {"table": "posts", "key": "0" * 32},
}
DJANGO_S_OWN = {"set_language"}
TALK = ("edit", "people", "closing", "cancelling", "moving")
TALK_SERIES = ("series", "beginning")
TALK_POINT = ("point", "point_fate", "point_words", "point_dropping")
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
    "removing",
    "restoring",
    "reviewing",
]
COVENANT = (
    "edit",
    "pdf",
    "article",
    "put_up",
    "adoption",
    "linking",
    "outcome",
    "filing",
    "hanging",
    "redraft",
)
LAW = ("law_own", "law_use", "law_rule")
PREPARATION = ("preparation", *(f"preparation_{name}" for name in (
    "member", "group", "candidate", "list", "ballot", "stopping", "dropping", "withdrawal")))  # fmt: skip
# Things of a street: somebody from another street is told nothing about them, not even that they exist.
OF_A_STREET = {
    "square:call", "square:told", "square:message_resend", "square:message_let_be", "collect:matter",
    *(f"collect:talk_{name}" for name in (*TALK, *TALK_POINT, *TALK_SERIES)),
    *(f"collect:call_{name}" for name in CALL),
    "collect:speaker", "collect:act", "collect:gather", "collect:scatter", "collect:border", "collect:photo_adding", "territory:place", "territory:place_parts",
    "territory:place_name", "territory:place_code", "territory:place_parent", "territory:place_merger",
    "territory:place_brand", "territory:place_profile", "territory:place_profile_off", "territory:place_closing", "territory:place_occupied", "territory:place_label", "territory:label_sheets", "territory:post", "territory:visit_cards",
    "territory:post_end", "territory:link", "territory:unlink", "territory:branch", "territory:estate",
    "deliberate:assembly", "deliberate:assembly_settle", "deliberate:assembly_owner", "deliberate:roll_new",
    "deliberate:vote_new", "deliberate:roll", "deliberate:roll_table", "deliberate:roll_check", "deliberate:roll_object",
    "deliberate:roll_freeze", "deliberate:roll_published", "deliberate:roll_answer", "deliberate:vote",
    "deliberate:vote_question", "deliberate:vote_announce", "deliberate:vote_duty", "deliberate:vote_count",
    "deliberate:vote_sheet", "deliberate:vote_bundle", "deliberate:vote_filing", "deliberate:vote_chain", "deliberate:ballot", "deliberate:doors",
    "deliberate:door", "deliberate:deliver", "deliberate:official", "deliberate:ballots", "deliberate:round", "deliberate:round_paper", "deliberate:round_entry",
    "deliberate:notice_edit", "deliberate:notice_correction", "deliberate:notice_closing",
    "deliberate:notice_withdrawal", "deliberate:notice_posting", "deliberate:notice_leaving_out",
    "deliberate:notice_call", "deliberate:notice_pdf", "deliberate:notice_answer",
    *(f"deliberate:covenant_{name}" for name in COVENANT), "deliberate:article_edit",
    "deliberate:article_dropping", "deliberate:comment",
    *(f"deliberate:{name}" for name in LAW), "deliberate:term_new", "deliberate:term_prepare", "deliberate:handover", "deliberate:handover_thing_dropping",
    "deliberate:preparation_new", *(f"deliberate:{name}" for name in PREPARATION),
    *TASKS_OF_A_STREET,
    *BUDGETS_OF_A_STREET,
}  # fmt: skip
NOBODY = 99_999_999
# What only its own person opens.
OWN = {
    "square:data_answer": {"pk": NOBODY},
    **{f"square:counter_{name}": {"pk": NOBODY} for name in ("one", "export", "remove")},
    "square:consent_back": {"pk": NOBODY},
    "collect:writing_out": {"pk": NOBODY},
    "square:end_one": {"handle": "0" * 16},
}
OF_A_STREET |= COUNCIL_PAGES | {"deliberate:propose"}


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
        "echo:photo": {"name": "0" * 32},
        "any": {"number": matter.speaker.number, "mode": "elder", "key": "raised", "kind": "homes"},
        "square:message_resend": {"pk": message.pk},
        "square:message_let_be": {"pk": message.pk},
        "square": programs(matter),
        **TABLES,
        **OWN,
        "territory": {
            "pk": street.tingyu3.pk,
            "token": street.tingyu3.token,
            "key": "raised",
            "kind": "homes",
        },
        **{f"territory:{name}": {"pk": post.pk} for name in ("post", "post_end", "visit_cards")},
        "territory:link": {"pk": linked.pk},
        "territory:unlink": {"pk": linked.pk, "link": link.pk},
        "territory:kind": {"pk": post.kind_id},
        "territory:person": {"pk": street.zhou.pk},
        "territory:branch": {"pk": NOBODY},
        "territory:estate": {"pk": street.tingyu.pk},
        "territory:place_profile": {"pk": street.lianchi.pk},
        "territory:place_profile_off": {"pk": street.lianchi.pk, "figure": street.lianchi_area.pk},
        "territory:candidate": {"pk": NOBODY},
        "territory:objection": {"pk": NOBODY},
        "territory:object": {"pk": NOBODY},
        "alliance": {"pk": body.pk},
        **deliberated(street),
        **taken_on(street),
        "collect": {"token": street.tingyu3.token},
        "collect:answer": {"token": referral.token},
        "collect:photo_removing": {"pk": NOBODY},
        "collect:voice": {"pk": matter.pk},
        "collect:triage_use": {"pk": NOBODY},
        "collect:visit_raising": {"pk": street.visit.pk},
        **talked_of(street),
        "deliberate:propose": {"pk": hot_topic(street, matter).pk},
        "collect:border": {"pk": street.north.pk},
        "collect:clock": {"code": matter.clock_id},
        "collect:leaf": {"code": matter.category.code},
        "collect:pause_reason": {"code": "material"},
    } | owners_votes(street)


def programs(matter: Concern) -> dict[str, Any]:
    """What the doors of programs need in their addresses."""
    code = matter.category.code
    return {
        "form": "json",
        "code": code,
        "token": "nobody",
        "pk": NOBODY,
        "name": "note",
        "page": "collect:act",
        "rest": "nothing",
    }


def talked_of(street: Any) -> dict[str, dict[str, Any]]:
    """An evening and its points, a call and its proposals."""
    return {
        "collect:talk": {"token": street.talk.token},
        "collect:call": {"token": street.call_open.token},
        "collect:call_code": {"key": "nobody"},
        "collect:proposal": {"token": street.call_open.token, "number": 1},
        **{f"collect:call_{name}": {"pk": street.call_open.pk} for name in CALL},
        **{f"collect:talk_{name}": {"pk": street.talk_open.pk} for name in TALK},
        **{f"collect:talk_{name}": {"pk": street.talk_point.pk} for name in TALK_POINT},
        **{f"collect:talk_{name}": {"pk": street.talk_series.pk} for name in TALK_SERIES},
    }


def hot_topic(street: Any, matter: Concern) -> HotTopic:
    """As the night before would have found it."""
    day = localdate()
    found = HotTopic.objects.create(
        street=street.street, found_at=now(), rank=1, heat=3, summary="楼道灯", people=3, first=day, last=day
    )
    found.concerns.add(matter)
    return found


def owners_votes(street: Any) -> dict[str, dict[str, Any]]:
    """The assembly of 听雨苑, its roll, and the vote that is over (who may count it: chen, zhou, lin)."""
    unit = street.roll.units.first().pk
    rolls = ("roll", "roll_table", "roll_check", "roll_object", "roll_freeze", "roll_published")
    known: dict[str, dict[str, Any]] = {
        f"deliberate:{name}": {"pk": street.roll.pk, "key": "0" * 32} for name in rolls
    }
    known["deliberate:roll_answer"] = {"pk": RollObjection.objects.get().pk}
    known["deliberate:roll_template"] = {"kind": "csv"}
    votes = ("vote", "vote_question", "vote_announce", "vote_duty", "vote_count", "vote_sheet", "vote_bundle", "vote_filing",
             "vote_chain", "ballot", "doors", "door", "deliver", "official", "ballots",
             "round", "round_paper", "round_entry")  # fmt: skip
    known |= {f"deliberate:{name}": {"pk": street.vote_over.pk, "unit": unit} for name in votes}
    known |= {f"deliberate:{name}": {"pk": street.law.pk, "field": "quorum"} for name in LAW}
    known["deliberate:law_shipped"] = {"name": "national-2021"}
    known["deliberate:term_prepare"] = {"pk": street.term.pk}
    known["deliberate:handover"] = {"pk": street.handed_over.pk}
    known["deliberate:handover_thing_dropping"] = {"pk": HandoverThing.objects.first().pk}
    known |= {f"deliberate:{name}": {"pk": street.election.pk} for name in PREPARATION}
    known["deliberate:preparation_dropping"] = {"pk": street.election.members.first().pk}
    known["deliberate:preparation_withdrawal"] = {"pk": street.election.candidates.first().pk}
    names = (
        "preparation_new",
        "term_new",
        "assembly",
        "assembly_settle",
        "assembly_owner",
        "roll_new",
        "vote_new",
    )
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
        **yearly(street),
    }
