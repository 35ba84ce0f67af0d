"""Answers as GeoReport clients expect them: the same rows as JSON or as XML."""

import json
from io import StringIO
from typing import Any
from xml.sax.xmlreader import AttributesImpl  # nosec B406: only written with

from django.http import HttpResponse
from django.utils.xmlutils import SimplerXMLGenerator

from huisheng.echo.asking import in_words
from huisheng.square.open311.rules import WrongError

# What one element of a list is called.
ONE_OF = {
    "services": "service", "service_requests": "request", "attributes": "attribute", "values": "value",
    "errors": "error", "endpoints": "endpoint", "formats": "format",
}  # fmt: skip
TYPES = {"json": "application/json; charset=utf-8", "xml": "text/xml; charset=utf-8"}


def answer(root: str, what: Any, *, form: str, status: int = 200) -> HttpResponse:
    """Rows (or one thing) under the name of their XML root; JSON has no root. Any page may ask (CORS)."""
    body = as_xml(root, what) if form == "xml" else json.dumps(what, ensure_ascii=False)
    told = HttpResponse(body, content_type=TYPES[form], status=status)
    told["Access-Control-Allow-Origin"] = "*"
    return told


def told_wrong(error: WrongError, *, form: str) -> HttpResponse:
    """The list of errors, under the first one's status."""
    rows = [{"code": one.code, "description": in_words(one.says)} for one in error.errors]
    return answer("errors", rows, form=form, status=error.errors[0].code)


def as_xml(root: str, what: Any) -> str:
    """Dictionaries as elements, lists as elements of one name, nothing as an empty element."""
    out = StringIO()
    xml = SimplerXMLGenerator(out, "utf-8", short_empty_elements=True)
    xml.startDocument()
    _write(xml, root, what)
    xml.endDocument()
    return out.getvalue()


def _write(xml: SimplerXMLGenerator, name: str, what: Any) -> None:
    xml.startElement(name, AttributesImpl({}))
    if isinstance(what, dict):
        for key, value in what.items():
            _write(xml, key, value)
    elif isinstance(what, list):
        for one in what:
            _write(xml, ONE_OF[name], one)
    elif what is not None:
        xml.characters(_text(what))
    xml.endElement(name)


def _text(value: Any) -> str:
    """True and false in XML's words; what XML cannot hold is left out."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "".join(
        char for char in str(value) if char >= " " and not "\ufffe" <= char <= "\uffff" or char in "\t\n\r"
    )
