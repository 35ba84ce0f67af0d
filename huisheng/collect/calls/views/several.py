"""Deal with one or several proposals at once: merge, part, look whether it can be done, put on the shortlist, answer.

Which ones stands in the address (`?one=3&one=7`), so that every act is a page with its form.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from huisheng.collect.calls import forms, services
from huisheng.collect.calls.models import Call, Proposal
from huisheng.collect.calls.views.staff import EDIT, doing, mine
from huisheng.echo.addresses import whole
from huisheng.people.permissions.views import act

MOST = 60


def chosen(request: HttpRequest, found: Call) -> list[Proposal]:
    """The proposals of the address that belong to this call, in order."""
    numbers = [whole(one) for one in request.GET.getlist("one")[:MOST] if len(one) < 9]
    rows = found.proposals.filter(number__in=numbers).select_related("speaker", "voice").order_by("number")
    return list(rows)


def shown(several: list[Proposal]) -> dict[str, Any]:
    """What the page says of the chosen ones."""
    return {"chosen": [(one.number, one.words) for one in several]}


@act(EDIT)
def merging(request: HttpRequest, pk: int) -> HttpResponse:
    """They say the same."""
    found = mine(request, pk)
    several = chosen(request, found)
    form = forms.MergeForm(request.POST or None, chosen=several)

    def verb(_call: Call, *, into: Proposal, why: str, **by: Any) -> int:
        return services.merge(into, several, why=why, **by)

    return doing(
        request,
        found,
        form,
        verb,
        _("并成一条"),
        _("并到一起"),
        _("并好了，提的人都告诉了。"),
        **shown(several),
    )


@act(EDIT)
def parting(request: HttpRequest, pk: int) -> HttpResponse:
    """It is something else after all."""
    found = mine(request, pk)
    several = chosen(request, found)
    form = forms.WhyForm(request.POST or None)

    def verb(_call: Call, **typed: Any) -> None:
        services.each(services.part, several, **typed)

    return doing(request, found, form, verb, _("分开单独往下走"), _("分开"), _("分开了。"), **shown(several))


@act(EDIT)
def noting(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody looked whether it can be done."""
    found = mine(request, pk)
    several = chosen(request, found)
    form = forms.NoteForm(request.POST or None)

    def verb(_call: Call, **typed: Any) -> None:
        services.each(services.note, several, **typed)

    return doing(
        request,
        found,
        form,
        verb,
        _("可行性说明"),
        _("写上"),
        _("写上了，提的人都告诉了。"),
        **shown(several),
    )


@act(EDIT)
def listing(request: HttpRequest, pk: int) -> HttpResponse:
    """One item of the shortlist."""
    found = mine(request, pk)
    several = chosen(request, found)
    initial = {"title": several[0].voice.title} if several else {}
    form = forms.ListForm(request.POST or None, initial=initial)

    def verb(_call: Call, **typed: Any) -> Any:
        return services.shortlist(found, several, **typed)

    return doing(
        request,
        found,
        form,
        verb,
        _("列入清单"),
        _("列成一项"),
        _("列好了，提的人都告诉了。"),
        **shown(several),
    )


@act(EDIT)
def answering(request: HttpRequest, pk: int) -> HttpResponse:
    """The same answer to each of them."""
    found = mine(request, pk)
    several = chosen(request, found)
    form = forms.AnswerForm(request.POST or None, kind=found.kind)

    def verb(_call: Call, **typed: Any) -> None:
        services.each(services.answer, several, **typed)

    return doing(
        request, found, form, verb, _("答复"), _("答复"), _("答复了，提的人都告诉了。"), **shown(several)
    )
