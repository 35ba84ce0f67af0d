"""Paper that can be pinned up: the same page as for the browser's own printing, as a PDF file."""

from functools import lru_cache
from importlib import import_module
from logging import ERROR, getLogger
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string

from huisheng.echo.refusals import YES, Refused, because

SIZES = ("a4", "a3")
STYLE = settings.ROOT / "huisheng" / "static" / "huisheng.css"


@lru_cache(maxsize=1)
def _printer() -> Any:
    """WeasyPrint, loaded when it is first asked for: it needs libraries of the system (pango).

    It warns of every line of the stylesheet that only screens understand; nobody needs to read that.
    """
    getLogger("weasyprint").setLevel(ERROR)
    return import_module("weasyprint")


def why_no_pdf() -> str:
    """Why this machine cannot make a PDF; the page to print works all the same."""
    try:
        _printer()
    except (ImportError, OSError):
        return because("这台服务器缺少 pango 和中文字体，做不了 PDF；请先用“打印”那一页。")
    return YES


def pdf(template: str, context: dict[str, Any], *, name: str) -> HttpResponse:
    """The page as a PDF to download. Refused in one sentence where the system lacks what it takes."""
    if reason := why_no_pdf():
        raise Refused(reason)
    made = sheets(template, context).write_pdf()
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer


def sheets(template: str, context: dict[str, Any]) -> Any:
    """The page laid out on sheets of paper (a WeasyPrint document: `pages`, each with `width` and `height` in px)."""
    page = render_to_string(template, context | {"paper": True})
    return _printer().HTML(string=page).render(stylesheets=[_style()])


@lru_cache(maxsize=1)
def _style() -> Any:
    return _printer().CSS(filename=str(STYLE))
