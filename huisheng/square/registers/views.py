"""Tables in and out: the template to fill in, what would happen row by row, then do it; and what stands now."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from huisheng.echo.asking import ask
from huisheng.echo.audit.services import keep
from huisheng.echo.readings.services import open_several
from huisheng.echo.refusals import refuse_if
from huisheng.echo.tables import XLSX, read_table, write_csv, write_xlsx
from huisheng.people.permissions.requests import StaffRequest
from huisheng.people.permissions.rules import areas, hat_for
from huisheng.people.permissions.views import act, wear
from huisheng.square.registers.cells import BY_ANY_NAME
from huisheng.square.registers.forms import OutForm
from huisheng.square.registers.rules import Doing, Outcome, Register, why_not_out
from huisheng.square.registers.tables import REGISTERS
from huisheng.territory.places import uploads
from huisheng.territory.places.forms import RegisterForm

KEPT, SHOWN = "registers", 300
TYPES = {
    "xlsx": XLSX,
    "csv": "text/csv; charset=utf-8",
}


@act("register.see")
def registers(request: StaffRequest) -> HttpResponse:
    """The tables that this reader may hand in."""
    mine = [one for one in REGISTERS.values() if hat_for(one.may, request.hats)]
    return render(request, "square/registers.html", {"registers": mine})


@act("register.see")
def register(request: StaffRequest, table: str) -> HttpResponse:
    """Hand one in; the next page says what would happen. What cannot be read comes back at once."""
    known = _register(request, table)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = RegisterForm(*sent)
    return ask(
        request,
        form,
        do=lambda: _keep(request, known, form.cleaned_data["file"]),
        page="square/register.html",
        register=known,
    )


def _register(request: StaffRequest, key: str) -> Register:
    known = REGISTERS.get(key)
    if known is None or hat_for(known.may, request.hats) is None:
        raise Http404
    return known


def _keep(request: StaffRequest, known: Register, file: Any) -> HttpResponse:
    key = uploads.keep(file.chunks())
    _load(request, known, key, file.name, dry_run=True)  # another table is refused here
    request.session[KEPT] = {**request.session.get(KEPT, {}), key: [known.key, file.name]}
    return redirect("square:register_check", known.key, key)


@act("register.see")
def check(request: StaffRequest, table: str, key: str) -> HttpResponse:
    """What would change, and every refused row with its reason; sending it does it."""
    known = _register(request, table)
    kept = request.session.get(KEPT, {}).get(key)
    if not kept or kept[0] != known.key or uploads.path_of(key) is None:
        raise Http404
    came = _load(request, known, key, kept[1], dry_run=request.method != "POST")
    if request.method == "POST":
        told = _("新加 %(created)d，改了 %(changed)d，没有变的 %(already)d，没有导入 %(refused)d 行。")
        messages.success(request, told % {**vars(came), "refused": len(came.refused)})
        return redirect("square:register_check", known.key, key)
    context = {"came": came, "changes": came.changes[:SHOWN], "refused": came.refused[:SHOWN]}
    return render(request, "square/register_check.html", context | {"register": known, "name": kept[1]})


@transaction.atomic
def _load(request: StaffRequest, known: Register, key: str, name: str, *, dry_run: bool) -> Outcome:
    """The same verbs either way; a dry run takes everything back."""
    kept, came = uploads.path_of(key), Outcome()
    assert kept is not None
    table = read_table(kept, name)
    known.check_header(table.headers)
    paths = areas(known.may, request.hats)
    doing = Doing(by=request.user, at=now(), paths=paths, hats=request.hats, name=name[:50], dry_run=dry_run)
    known.load(table, came, doing)
    for path in () if dry_run else paths:
        keep("imported", by=request.user, at=doing.at, about=f"table {known.key}", path=path)
    transaction.set_rollback(dry_run)
    return came


@act("register.see")
def template(request: StaffRequest, table: str, kind: str) -> HttpResponse:
    """The table with an example to write over."""
    known = _register(request, table)
    if kind not in TYPES:
        raise Http404
    return _file(known, known.example, areas(known.may, request.hats), kind)


@act("register.see")
def out(request: StaffRequest, table: str) -> HttpResponse:
    """What stands now, in the columns of the template, so that it can be changed and handed in again."""
    known, paths = _register(request, table), areas(_register(request, table).may, request.hats)
    if known.now is None:
        raise Http404
    form = OutForm(request.POST or None, known=known, paths=paths)
    return ask(
        request,
        form,
        do=lambda: _take_out(request, known, paths, **form.cleaned_data),
        page="square/register_out.html",
        register=known,
        title=_("下载现在的：%(table)s") % {"table": _(known.name)},
        button=_("下载"),
    )


def _take_out(
    request: StaffRequest, known: Register, paths: list[str], *, kind: str, at: str = "", purpose: str = ""
) -> HttpResponse:
    """Written down first: who, of where, and what for where there are people in it (I6)."""
    paths = [at] if at else paths
    rows = known.now(paths) if known.now else []
    refuse_if(why_not_out(len(rows)))
    for path in paths:
        told: dict[str, Any] = {"by": request.user, "path": path, "at": now()}
        if known.personal:
            hat = wear(request, known.may, path=path)
            open_several(what="list", hat=hat.title, purpose=purpose, **told)
        keep("exported", about=f"table {known.key}", **told)
    return _file(known, rows, paths, kind)


def _file(known: Register, rows: Any, paths: list[str], kind: str) -> HttpResponse:
    if kind == "csv":
        content = write_csv(known.headers, rows)
    else:
        content = write_xlsx(known.headers, rows, known.choices(paths), open_to_more=BY_ANY_NAME)
    answer = HttpResponse(content, content_type=TYPES[kind])
    answer["Content-Disposition"] = f'attachment; filename="{known.key}.{kind}"'
    answer["Cache-Control"] = "no-store"
    return answer
