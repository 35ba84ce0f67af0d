"""A party that gets no link yet: how it was told, or its registration in one step."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from huisheng.deliberate.councils import services, terms
from huisheng.deliberate.councils.models import CouncilParty, CouncilSession
from huisheng.deliberate.councils.told_forms import RegisterForm, ToldForm
from huisheng.deliberate.councils.views.finding import RUN, doing, my_session, who
from huisheng.people.permissions.views import act, doer

HERE, REGISTER = "deliberate:meeting", "council.register"


def _of(request: HttpRequest, pk: int, party: int) -> tuple[CouncilSession, CouncilParty]:
    found = my_session(request, pk)
    return found, get_object_or_404(found.council.parties, pk=party)


@act(RUN)
def told(request: HttpRequest, pk: int, party: int) -> HttpResponse:
    """How this party was notified by hand."""
    found, one = _of(request, pk, party)
    local = localtime()
    given = {"on": local.date(), "hour": local.time(), "how": "phone"}
    form = ToldForm(request.POST or None, initial=given)
    verb = partial(services.record_notice, found, one, **who(request, found.council))
    return doing(request, form, verb, title=_("怎么通知%(name)s的？") % {"name": one.name}, button=_("记下"),
                 done=_("记下了。"), to=HERE, key=found.pk, under=found.council.name)  # fmt: skip


@act(REGISTER)
def register(request: HttpRequest, pk: int, party: int) -> HttpResponse:
    """The party gets a link: its name, whom to call, the telephone."""
    found, one = _of(request, pk, party)
    by = doer(request, REGISTER, path=found.council.place.path)
    given = {"name": one.name, "kind": terms.BODY_OF.get(one.kind, "other")}
    form = RegisterForm(request.POST or None, initial=given)
    verb = partial(services.register, found, one, **by)
    return doing(request, form, verb, title=_("登记%(name)s") % {"name": one.name}, button=_("登记，给链接"),
                 done=_("登记了，通知各方时会有链接。"), to=HERE, key=found.pk, under=found.council.name)  # fmt: skip
