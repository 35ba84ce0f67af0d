"""At the counter: a clerk has somebody before them who holds a receipt, and gives them the same rights."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from huisheng.echo.asking import ask, in_words
from huisheng.echo.models import Proof, Speaker
from huisheng.echo.refusals import refuse_if
from huisheng.echo.rights import proofs
from huisheng.echo.rights.rules import why_not_counter
from huisheng.echo.voices.rules import heard_number
from huisheng.people.permissions.requests import StaffRequest
from huisheng.people.permissions.views import act, wear
from huisheng.square.messages.listing import in_area
from huisheng.square.rights import copying, spoken
from huisheng.square.rights.files import as_file
from huisheng.square.rights.forms import ContactForm, CounterForm

STAFF = "data.answer"


@act(STAFF)
@never_cache
def counter(request: StaffRequest) -> HttpResponse:
    """Whose receipt, and how the clerk knows."""
    form = CounterForm(request.POST or None)

    def do() -> HttpResponse:
        number, how = heard_number(form.cleaned_data["number"]), form.cleaned_data["how"]
        mine = Speaker.objects.filter(in_area("voice__path", STAFF, request.hats))
        speaker = mine.select_related("voice").filter(number=number).exclude(voice__kind="code").first()
        refuse_if(why_not_counter(how, found=speaker is not None))
        assert speaker is not None
        hat = wear(request, STAFF, path=speaker.voice.path).title
        made = proofs.at_counter(speaker, how=how, by=request.user, hat=hat, at=now())
        return redirect("square:counter_one", made.pk)

    under = _("没有账号、手机收不到短信的，带着回执来，看清是本人再办。")
    return ask(
        request,
        form,
        do=do,
        page="square/counter.html",
        title=_("柜台核实本人"),
        under=under,
        button=_("是本人"),
    )


@act(STAFF)
@never_cache
def one(request: StaffRequest, pk: int) -> HttpResponse:
    """Half an hour to give them their copy, set something right, or take them out."""
    proof = _proof(request, pk)
    form = ContactForm(request.POST or None, speaker=proof.speaker, whole=True)

    def do() -> HttpResponse:
        n = spoken.correct(proof.speaker, **form.cleaned_data, by=request.user, at=now(), proof=proof)
        messages.success(request, _("改好了 %(n)d 件。") % {"n": n})
        return redirect("square:counter_one", pk)

    why = in_words(spoken.why_not_delete(proof.speaker))
    rows = spoken.own_of(proof.speaker)
    return ask(request, form, do=do, page="square/counter_one.html", proof=proof, rows=rows, why=why)


@act(STAFF)
@require_POST
def export(request: StaffRequest, pk: int) -> HttpResponse:
    """Their copy, to print or to give on a stick."""
    proof = _proof(request, pk)
    found = copying.of_speaker(proof, by=request.user, at=now())
    return as_file(found, request.POST.get("form", ""))


@act(STAFF)
@require_POST
def remove(request: StaffRequest, pk: int) -> HttpResponse:
    """They wanted to be taken out, and nothing is in the way."""
    n = spoken.delete(_proof(request, pk), by=request.user, at=now())
    return render(request, "square/counter_gone.html", {"n": n})


def _proof(request: StaffRequest, pk: int) -> Proof:
    """What this clerk proved, while it stands and while the place is still theirs."""
    found = proofs.standing(pk, at=now(), by=request.user)
    if found is None:
        raise Http404
    wear(request, STAFF, path=found.speaker.voice.path)
    return found
