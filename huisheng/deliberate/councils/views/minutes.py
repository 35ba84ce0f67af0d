"""The minutes write themselves: everything in them was recorded while the session ran. To read, to print, to sign."""

from collections import defaultdict

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from huisheng.deliberate.councils import services, terms
from huisheng.deliberate.councils.models import Absence, CouncilSession, Item, ItemStep, ItemWord
from huisheng.deliberate.councils.record import Minutes, Part, docx
from huisheng.deliberate.councils.views import shown
from huisheng.deliberate.councils.views.public import SEE, session_by_token
from huisheng.deliberate.promises.shown import of_session
from huisheng.echo.asking import in_words
from huisheng.echo.paper import SIZES, pdf
from huisheng.echo.voices.masking import masked
from huisheng.people.permissions.views import act
from huisheng.territory.places.labels import qr

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def held(token: str) -> CouncilSession:
    """A session that began; there is nothing to print of one that did not."""
    found = session_by_token(token)
    if found.opened_at is None:
        raise Http404
    return found


@act(SEE)
def minutes(request: HttpRequest, token: str) -> HttpResponse:
    """On paper, for the browser's own printing (`?size=a3`)."""
    return render(request, "deliberate/minutes_paper.html", paper_of(request, held(token)))


@act(SEE)
def minutes_pdf(request: HttpRequest, token: str) -> HttpResponse:
    """As a PDF."""
    found = held(token)
    return pdf("deliberate/minutes_paper.html", paper_of(request, found), name=f"minutes-{found.token}")


@act(SEE)
def minutes_docx(request: HttpRequest, token: str) -> HttpResponse:
    """As a Word file, to be edited and signed."""
    found = held(token)
    answer = HttpResponse(docx(minutes_of(found)), content_type=WORD)
    answer["Content-Disposition"] = f'attachment; filename="minutes-{found.token}.docx"'
    return answer


def paper_of(request: HttpRequest, found: CouncilSession) -> dict[str, object]:
    """What the sheet shows."""
    address = request.build_absolute_uri(reverse("deliberate:session", args=[found.token]))
    size = request.GET.get("size", "")
    return {
        "minutes": minutes_of(found), "qr": qr(address), "size": size if size in SIZES else "a4",
        "address": address, "session": found,
    }  # fmt: skip


def minutes_of(found: CouncilSession) -> Minutes:
    """Put together what was recorded: seven queries, however many items and people."""
    came = shown.came(found)
    roles = "、".join(f"{name} {n}" for name, n in came["roles"])
    facts = [
        (_("时间"), _times(found)),
        (_("地点"), found.where),
        (_("主持"), found.chaired_by.name if found.chaired_by else found.council.chair.name),
        (_("到场"), _("%(n)s 人：%(roles)s") % {"n": came["n"], "roles": roles}),
        (_("各方"), "、".join(_parties(found))),
        *_told(found),
    ]
    return Minutes(
        title=_("%(name)s第 %(n)s 次会议记录") % {"name": found.council.name, "n": found.number},
        facts=facts, parts=_parts(found), events=_events(found),
        signs=[_("主持人"), _("记录人"), *_parties(found)],
        words={"events": _("会上的变动"), "accountable": _("由谁负责")},
    )  # fmt: skip


def _times(found: CouncilSession) -> str:
    begun, ended = localtime(found.opened_at), found.closed_at and localtime(found.closed_at)
    return f"{begun:%Y-%m-%d %H:%M}" + (f" – {ended:%H:%M}" if ended else "")


def _told(found: CouncilSession) -> list[tuple[str, str]]:
    """Whom nobody sent a link: how they were notified beforehand (R7)."""
    rows = [
        f"{one.party.name} {in_words(services.day(one.told_at))} {one.get_how_display()}"
        for one in found.notices.select_related("party")
    ]
    return [(_("事先通知"), "；".join(rows))] if rows else []


def _parties(found: CouncilSession) -> list[str]:
    named = found.attendees.exclude(party=None).order_by("party__pk").values_list("party__name", flat=True)
    return list(dict.fromkeys(named))


def _parts(found: CouncilSession) -> list[Part]:
    said: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for item, who, words in ItemWord.objects.filter(item__session=found).values_list("item", "who", "words"):
        said[item].append((who, masked(words)))
    steps: dict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = ItemStep.objects.filter(item__session=found).order_by("at", "pk")
    for item, step, at in rows.values_list("item", "step", "at"):
        steps[item].append((_(terms.STEP_NAMES[terms.Step(step)]), in_words(services.day(at))))
    offered = _promised(found)
    return [_part(one, said[one.pk], offered[one.pk], steps[one.pk]) for one in found.items.order_by("order")]


def _part(one: Item, said: list[tuple[str, str]], promises: list[str], steps: list[tuple[str, str]]) -> Part:
    return Part(
        heading=f"{one.order}. {masked(one.title)}", before=[masked(one.words)] if one.words else [], said=said,
        outcome=one.get_outcome_display() if one.outcome else "", resolution=masked(one.resolution),
        accountable=one.accountable_name if one.outcome not in ("", "put_off") else "", promises=[*promises, *_none_needed(one)], steps=steps,
    )  # fmt: skip


def _none_needed(one: Item) -> list[str]:
    return [_("不用再安排谁去做：%(why)s") % {"why": masked(one.no_promise)}] if one.no_promise else []


def _promised(found: CouncilSession) -> dict[int, list[str]]:
    """Who does what by when, bodies' own offers among it."""
    told: dict[int, list[str]] = defaultdict(list)
    for item, rows in of_session(found).items():
        for row in rows:
            said = {"who": row["who"], "words": row["words"], "day": f"{row['first_due']:%Y-%m-%d}"}
            told[item].append(_("%(who)s承诺：%(words)s，%(day)s前。") % said)
    return told


def _events(found: CouncilSession) -> list[tuple[str, str]]:
    """Who of the parties left before the end and came back: what was decided between had to do without them."""
    gone = Absence.objects.filter(attendee__session=found).exclude(attendee__party=None)
    told = []
    for one in gone.select_related("attendee__party").order_by("left_at"):
        assert one.attendee.party is not None
        name = one.attendee.party.name
        told.append((f"{localtime(one.left_at):%H:%M}", _("%(who)s离开") % {"who": name}))
        if one.back_at:
            told.append((f"{localtime(one.back_at):%H:%M}", _("%(who)s回来") % {"who": name}))
    return told
