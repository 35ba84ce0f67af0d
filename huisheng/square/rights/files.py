"""One's own data as a file to take along: .zip for eyes and machines, .json, .xlsx."""

from collections.abc import Callable

from django.http import HttpResponse

from huisheng.echo.tables import XLSX
from huisheng.square.rights.collecting import HEADINGS, as_json, as_workbook, zipped

FORMS: dict[str, tuple[Callable[[HEADINGS], bytes], str]] = {
    "zip": (zipped, "application/zip"),
    "json": (as_json, "application/json"),
    "xlsx": (as_workbook, XLSX),
}


def as_file(found: HEADINGS, form: str) -> HttpResponse:
    """The file in the form that was asked for; .zip where none was."""
    form = form if form in FORMS else "zip"
    write, kind = FORMS[form]
    answer = HttpResponse(write(found), content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="my-data.{form}"'
    answer["Cache-Control"] = "no-store"
    return answer
