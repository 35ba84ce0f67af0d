"""Prove the telephone of a receipt, and set right how one is called and reached."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from huisheng.collect.calls.forms import CodeForm
from huisheng.echo.asking import ask, in_words
from huisheng.echo.readings.services import knock, knock_opened
from huisheng.echo.refusals import YES, because, refuse_if
from huisheng.echo.rights import proofs
from huisheng.echo.voices.rules import masked_phone, why_not_code
from huisheng.people.permissions.views import act
from huisheng.square.rights import spoken
from huisheng.square.rights.forms import ContactForm
from huisheng.square.rights.knowing import keep_proof, proof_of, waiting_proof, who_of

MINE = "mine.see"


@act(MINE)
@require_POST
def send_code(request: HttpRequest) -> HttpResponse:
    """Four digits to the telephone that the matter was said with; only so many for a number, a telephone, an address."""
    speaker = who_of(request).get("speaker")
    if speaker is None:
        return redirect("square:my_data")
    doors = ("proof", speaker.number), ("proof phone", speaker.phone or speaker.number)
    for door in (*doors, ("support", request.META.get("REMOTE_ADDR", ""))):
        knock(door, at=now())
    made = proofs.send(speaker, at=now())
    return keep_proof(redirect("square:my_data_proving"), made)


@act(MINE)
@never_cache
def proving(request: HttpRequest) -> HttpResponse:
    """The digits from the message."""
    who = who_of(request)
    waiting, form = waiting_proof(request, who), CodeForm(request.POST or None)
    speaker = who.get("speaker")
    if speaker is None or proof_of(request, who):
        return redirect("square:my_data")

    def do() -> HttpResponse:
        refuse_if(YES if waiting else because("先请我们发一条短信。"))
        assert waiting is not None
        door = ("code", f"proof {speaker.number}")
        knock(door, at=now())
        proofs.prove(waiting, **form.cleaned_data, at=now())
        knock_opened(door)
        messages.success(request, _("核实好了，半小时内可以下载、改电话、删掉。"))
        return keep_proof(redirect("square:my_data"), waiting)

    phone = masked_phone(speaker.phone)
    return ask(request, form, do=do, page="square/my_data_proving.html", waiting=waiting, phone=phone,
               why=in_words(why_not_code(speaker.phone)))  # fmt: skip


@act(MINE)
@never_cache
def contact(request: HttpRequest) -> HttpResponse:
    """A name and a way to be told with the receipt; another telephone after the old one was proved."""
    who = who_of(request)
    speaker, proof = who.get("speaker"), proof_of(request, who)
    if speaker is None:
        return redirect("square:my_data")
    form = ContactForm(request.POST or None, speaker=speaker, whole=proof is not None)

    def do() -> HttpResponse:
        n = spoken.correct(speaker, **form.cleaned_data, by=None, at=now(), proof=proof)
        messages.success(request, _("改好了 %(n)d 件。") % {"n": n})
        return redirect("square:my_data")

    shown = {"title": _("改称呼、电话和怎样告知"), "under": speaker.spoken, "button": _("改")}
    return ask(
        request, form, do=do, page="square/my_data_contact.html", **shown, can_prove=form.held.get("phone")
    )
