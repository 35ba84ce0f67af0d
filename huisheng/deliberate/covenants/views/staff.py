"""Covenants for those who lead them through: draft, answer, put up, record, file, hang."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huisheng.deliberate.ballots.models import Question
from huisheng.deliberate.covenants import forms, rules, services
from huisheng.deliberate.covenants.models import Article, ArticleComment, CovenantVersion
from huisheng.deliberate.covenants.views.public import paper_of, version_of
from huisheng.deliberate.notices.views.staff import beginning
from huisheng.echo.asking import ask, offer
from huisheng.echo.paper import SIZES, pdf, why_no_pdf
from huisheng.echo.refusals import because
from huisheng.people.permissions.rules import areas
from huisheng.people.permissions.views import act, doer
from huisheng.territory.models import Place
from huisheng.territory.picking import pick
from huisheng.territory.places.services import in_areas

EDIT = "covenant.edit"


@act(EDIT)
def covenants(request: HttpRequest) -> HttpResponse:
    """The covenants of my area, the newest version of each."""
    versions = _mine(request).order_by("covenant__title", "covenant", "-number")
    newest = {one.covenant_id: one for one in reversed(list(versions[:400]))}
    return render(request, "deliberate/covenants.html", {"versions": list(newest.values())})


def _mine(request: HttpRequest) -> Any:
    paths = areas(EDIT, request.hats)  # type: ignore[attr-defined]
    return services.known().filter(in_areas(paths, "covenant__place__path"))


def mine(request: HttpRequest, pk: int) -> CovenantVersion:
    """A version of my area; one of another street does not exist for me."""
    return cast(CovenantVersion, get_object_or_404(_mine(request), pk=pk))


def _who(request: HttpRequest, place: Place) -> dict[str, Any]:
    return doer(request, EDIT, path=place.path)


@act(EDIT)
def new(request: HttpRequest) -> HttpResponse:
    """A first draft for a place of my area."""
    picked = pick(request, EDIT, kinds=["community", "estate", "block", "lane", "building"])
    if picked.place is None:
        return render(request, "territory/pick_place.html", {"picked": picked, "title": _("哪里的公约？")})
    place = picked.place
    form = forms.BeginForm(request.POST or None, initial={"title": f"{place.where}居民公约"})

    def do() -> HttpResponse:
        version = services.begin(place=place, **form.cleaned_data, **_who(request, place))
        return redirect("deliberate:covenant_edit", version.pk)

    return ask(request, form, do=do, page="deliberate/act.html", title=_("起草一份公约"), under=place.where,
               button=_("公开草案，收意见"), back="deliberate:covenants")  # fmt: skip


@act(EDIT)
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """One version with what is to be done: each act as a button, or why not yet."""
    found = mine(request, pk)
    shown = version_of(found)
    return render(request, "deliberate/covenant_edit.html", shown | {
        "acts": _acts(found, shown["standing"]), "why_no_pdf": why_no_pdf(),
        "history": found.covenant.voice.lines.select_related("by").order_by("-at", "-pk")[:40],
    })  # fmt: skip


def _acts(found: CovenantVersion, standing: rules.Version) -> list[dict[str, Any]]:
    adopted = because("通过以后才能修订下一版。") if not standing.adopted_on else ""
    hanging = found.notice_id is not None
    rows = [
        (_("加一条"), "article", rules.why_not_draft(standing)),
        (_("交付表决"), "put-up", rules.why_not_put_up(standing)),
        *_deciding(standing),
        (_("记下备案"), "filing", rules.why_not_file(standing, on=localdate(), today=localdate())),
        (_("张贴"), "hanging", rules.why_not_hang(standing, hanging=hanging)),
        (_("修订下一版"), "redraft", adopted),
    ]  # fmt: skip
    return [offer(label, f"{url}/", why) for label, url, why in rows]


def _deciding(standing: rules.Version) -> list[tuple[str, str, str]]:
    """By a vote held here, whose verdict is read; or by hand, where it was outside."""
    why = rules.why_not_yet(standing)
    if standing.linked:
        return [(_("按表决结果通过"), "outcome", why), (_("换一次表决"), "linking", why)]
    return [(_("连上一次表决"), "linking", why), (_("手工记下通过"), "adoption", why)]


def doing(
    request: HttpRequest, found: CovenantVersion, form: Any, verb: Callable[..., Any], title: str, button: str
) -> HttpResponse:
    """A form about one version that calls one verb and goes back to it, or to the version that came of it."""

    def do() -> HttpResponse:
        came = verb(**form.cleaned_data, **_who(request, found.covenant.place))
        messages.success(request, _("记下了。"))
        return redirect(
            "deliberate:covenant_edit", came.pk if isinstance(came, CovenantVersion) else found.pk
        )

    return ask(request, form, do=do, page="deliberate/act.html", title=title, button=button,
               under=found.covenant.title, up=found)  # fmt: skip


@act(EDIT)
def doing_one(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One of the acts of a version, each a page of its own: article, put-up, adoption, filing, hanging, redraft."""
    found, typed = mine(request, pk), request.POST if request.method == "POST" else None
    today, place = localdate(), found.covenant.place
    pages: dict[str, tuple[Any, Callable[..., Any], str]] = {
        "article": (forms.ArticleForm(typed), lambda **k: services.add_article(found, **k), _("加一条")),
        "put-up": (forms.NothingTyped(typed), lambda **k: services.put_up(found, **k), _("交付表决")),
        "linking": (forms.LinkVoteForm(typed, questions=_questions(place)), lambda **k: services.link_vote(found, **k), _("连上一次表决")),
        "outcome": (forms.NothingTyped(typed), lambda **k: services.adopt_by_vote(found, **k), _("按表决结果通过")),
        "adoption": (forms.AdoptForm(typed, initial={"on": today}), lambda **k: services.adopt(found, **k), _("手工记下通过")),
        "filing": (forms.FileForm(typed, initial=_filing(found)), lambda **k: services.file(found, **k), _("记下备案")),
        "hanging": (
            forms.HangForm(typed, initial=beginning(place) | {"begins": today}),
            lambda **k: services.hang(found, **k), _("张贴"),
        ),
        "redraft": (forms.RedraftForm(typed), lambda **k: services.redraft(found.covenant, **k), _("修订下一版")),
    }  # fmt: skip
    form, verb, title = pages[name]
    return doing(request, found, form, verb, title, title)


def _questions(place: Place) -> Any:
    """Questions on covenants of the owners of this estate."""
    found = Question.objects.filter(matter=rules.COVENANT_MATTER, covenant_versions=None, adopted=None)
    return found.filter(vote__assembly__estate=place.area_id or place.pk).select_related(
        "vote__assembly__estate"
    )


def _filing(found: CovenantVersion) -> dict[str, Any]:
    street = found.covenant.place.street
    return {"on": localdate(), "office": f"{street.name}办事处" if street else ""}


@act(EDIT)
def article(request: HttpRequest, pk: int) -> HttpResponse:
    """Other words for an article of a draft."""
    one = get_object_or_404(Article.objects.select_related("version"), pk=pk)
    found = mine(request, one.version_id)
    form = forms.ArticleForm(request.POST or None, initial={"words": one.words})
    return doing(request, found, form, lambda **k: services.change_article(one, **k), _("改这一条"), _("改"))


@act(EDIT)
def dropping(request: HttpRequest, pk: int) -> HttpResponse:
    """An article leaves the draft, asked once more."""
    one = get_object_or_404(Article.objects.select_related("version"), pk=pk)
    found = mine(request, one.version_id)
    form = forms.NothingTyped(request.POST if request.method == "POST" else None)
    return doing(
        request, found, form, lambda **k: services.drop_article(one, **k), one.words, _("去掉这一条")
    )


@act(EDIT)
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer one comment with its reason."""
    one = get_object_or_404(ArticleComment.objects.select_related("article"), pk=pk)
    found = mine(request, one.article.version_id)
    form = forms.AnswerForm(request.POST or None)
    return doing(request, found, form, lambda **k: services.answer(one, **k), one.words, _("答复"))


@act(EDIT)
def covenant_pdf(request: HttpRequest, pk: int, size: str) -> HttpResponse:
    """The poster, A3 or A4."""
    found, chosen = mine(request, pk), size if size in SIZES else "a3"
    name = f"covenant-{found.covenant_id}-v{found.number}-{chosen}"
    return pdf("deliberate/covenant_paper.html", paper_of(request, found, chosen), name=name)
