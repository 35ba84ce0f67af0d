"""What is kept about whom, and who may do what: both pages are written by the tables that the code obeys (R13.1)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from huisheng.echo.consents.rules import PURPOSES
from huisheng.echo.retention.rules import KEPT, NEVER
from huisheng.echo.word import DOCX
from huisheng.people.permissions.views import act
from huisheng.square.privacy.acts import groups
from huisheng.square.privacy.pack import pack


@act("privacy.see")
def privacy(request: HttpRequest) -> HttpResponse:
    """R13.1: what is held for what, who reads it, how long, by which law, and what one may ask."""
    return render(
        request, "square/privacy.html", {"purposes": PURPOSES.values(), "kept": KEPT.values(), "never": NEVER}
    )


@act("privacy.see")
def permissions(request: HttpRequest) -> HttpResponse:
    """Every act of the table, gathered by who may."""
    return render(request, "square/permissions.html", {"groups": groups()})


@act("retention.see")
def filing_pack(request: HttpRequest) -> HttpResponse:
    """R1.2: the document that is filed before launch and with each change."""
    found = pack(request.build_absolute_uri("/"), on=localdate())
    return HttpResponse(
        found, content_type=DOCX, headers={"Content-Disposition": 'attachment; filename="filing.docx"'}
    )
