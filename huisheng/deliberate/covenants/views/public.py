"""A covenant as anybody reads it: the text that holds, every version and what it changed, a word on an article."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from huisheng.deliberate.covenants import rules, services
from huisheng.deliberate.covenants.forms import CommentForm
from huisheng.deliberate.covenants.models import Article, ArticleComment, Covenant, CovenantVersion
from huisheng.deliberate.notices.views.public import spots_of
from huisheng.echo.asking import ask
from huisheng.echo.pace import keep_pace
from huisheng.echo.paper import SIZES
from huisheng.echo.voices.masking import masked
from huisheng.people.models import Person
from huisheng.people.permissions.views import act
from huisheng.territory.places.labels import qr

SEE = "covenant.see"


@act(SEE)
def covenant(request: HttpRequest, pk: int) -> HttpResponse:
    """The text that holds, where it hangs, and all versions."""
    found = get_object_or_404(Covenant.objects.select_related("place__community"), pk=pk)
    versions = list(services.known().filter(covenant=found).order_by("-number"))
    holds = next((one for one in versions if hasattr(one, "adoption")), None)
    shown = {
        "covenant": found,
        "versions": versions,
        "holds": holds,
        "draft": next((one for one in versions if not hasattr(one, "adoption")), None),
        "articles": [masked(one.words) for one in holds.articles.all()] if holds else [],
        "spots": spots_of(holds.notice) if holds and holds.notice else [],
        "history": found.voice.lines.order_by("-at", "-pk")[:40],
    }
    return render(request, "deliberate/covenant.html", shown)


@act(SEE)
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """One version: what it changes, article by article, the words marked; what was said on it; how it was adopted."""
    found = get_object_or_404(services.known(), pk=pk)
    return render(request, "deliberate/covenant_version.html", version_of(found))


def version_of(found: CovenantVersion) -> dict[str, Any]:
    """What pages show of a version. Five queries, whatever it holds."""
    comments: dict[int, list[dict[str, Any]]] = {}
    rows = (
        ArticleComment.objects.filter(article__version=found).select_related("speaker").order_by("at", "pk")
    )
    for one in rows:
        comments.setdefault(one.article_id, []).append(_comment(one))
    articles = list(found.articles.all())
    changes = services.changes_of(found)
    standing = services.standing(found)
    return {
        "version": found,
        "covenant": found.covenant,
        "rows": [
            {"article": article, "change": change, "comments": comments.get(article.pk, [])}
            for article, change in zip(articles, changes, strict=False)
        ],
        "dropped": [one for one in changes if one.kind == "dropped"],
        "first": not any(article.was_id for article in articles),
        "standing": standing,
        "open": not rules.why_not_draft(standing),
        "spots": spots_of(found.notice) if found.notice else [],
    }


def _comment(one: ArticleComment) -> dict[str, Any]:
    names = [one.speaker.name]
    return {
        "pk": one.pk,
        "tail": one.speaker.spoken[-4:],
        "at": one.at,
        "words": masked(one.words, names),
        "fate": one.accepted is not None and (_("采纳") if one.accepted else _("不采纳")),
        "answer": masked(one.answer, names),
    }


@act(SEE)
def article(request: HttpRequest, pk: int) -> HttpResponse:
    """A word on one article of a draft, by anybody."""
    found = get_object_or_404(Article.objects.select_related("version__covenant"), pk=pk)
    form = CommentForm(request.POST or None)
    comments = [_comment(one) for one in found.comments.select_related("speaker")]
    return ask(
        request, form, do=lambda: _say(request, found, form), page="deliberate/article.html", article=found,
        words=masked(found.words), comments=comments, open=found.version.put_up_at is None,
    )  # fmt: skip


def _say(request: HttpRequest, found: Article, form: CommentForm) -> HttpResponse:
    person = request.user if isinstance(request.user, Person) else None
    typed = form.cleaned_data
    keep_pace(request, "comment", str(found.version_id))
    heard = services.comment(
        found, words=typed["words"], said=form.said(person), by=person, at=now(), once=typed["once"] or None
    )
    given = {"number": heard.speaker.spoken, "tail": heard.speaker.phone_tail}
    messages.success(
        request, _("记下了。回执号 %(number)s，后四位 %(tail)s；答复写在这一页，凭号也能查。") % given
    )
    return redirect("deliberate:article", found.pk)


@act(SEE)
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The covenant as it is pinned up."""
    found = get_object_or_404(services.known(), pk=pk)
    return render(request, "deliberate/covenant_paper.html", paper_of(request, found))


def paper_of(request: HttpRequest, found: CovenantVersion, size: str = "") -> dict[str, Any]:
    """The poster: articles, by whom and when adopted and filed, the QR code to the page."""
    wanted = size or request.GET.get("size", "")
    address = request.build_absolute_uri(reverse("deliberate:covenant", args=[found.covenant_id]))
    return {
        "version": found,
        "covenant": found.covenant,
        "articles": [masked(one.words) for one in found.articles.all()],
        "qr": qr(address),
        "size": wanted if wanted in SIZES else "a3",
    }
