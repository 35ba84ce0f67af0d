"""What goes to the housing bureau and the street within 30 days: one .zip of papers (物业管理条例第 16 条; R5.11, R18)."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from huisheng.deliberate.ballots.models import Vote
from huisheng.deliberate.ballots.roll import KIND_NAMES
from huisheng.deliberate.ballots.services import filing
from huisheng.deliberate.ballots.services.bundle import bundle, zipped
from huisheng.deliberate.ballots.sheet import sha256
from huisheng.deliberate.ballots.views.finding import EDIT, answer_file, vote_of
from huisheng.deliberate.ballots.views.votes import verdict_of
from huisheng.deliberate.notices.views.public import spots_of
from huisheng.echo import paper
from huisheng.echo.refusals import refuse_if
from huisheng.echo.tables import write_xlsx
from huisheng.people.models import Person
from huisheng.people.permissions.views import act, wear

PARTS = {
    "notice": gettext_noop("会议公告"),
    "roll": gettext_noop("业主名册"),
    "ballot": gettext_noop("票样"),
    "result": gettext_noop("表决结果单"),
    "statement": gettext_noop("会议情况说明"),
    "posting": gettext_noop("张贴和公布记录"),
}
OWNERS = (
    gettext_noop("楼栋"),
    gettext_noop("房号"),
    gettext_noop("业主"),
    gettext_noop("面积"),
    gettext_noop("用途"),
)


@act(EDIT)
@require_POST
def filed(request: HttpRequest, pk: int) -> HttpResponse:
    """The bundle for filing: six papers, the roll as a table, and the bundle with which anybody counts again."""
    one = vote_of(request, pk, EDIT)
    refuse_if(filing.why_not_file(one) or paper.why_no_pdf())
    hat = wear(request, EDIT, path=one.assembly.estate.path)
    names = filing.open_roll(one, by=cast(Person, request.user), hat=hat.title, at=localtime())
    name = _("备案-%(title)s.zip") % {"title": one.title}
    return answer_file(
        zipped(_files(one, names), localtime(one.verdict.at)), f"filing-{one.pk}.zip", "application/zip", name
    )


def _files(one: Vote, names: dict[int, str]) -> dict[str, bytes]:
    context = _context(one)
    files: dict[str, bytes] = {}
    for n, (part, title) in enumerate(PARTS.items(), 1):
        shown = context | {"part": part, "title": _(title), "size": "a4"}
        files[f"{n}-{_(title)}.pdf"] = paper.sheets("deliberate/filing_paper.html", shown).write_pdf()
    files[f"2-{_('业主名册')}.xlsx"] = write_xlsx(
        [_(one) for one in OWNERS], _owners(one, names), title=_("业主名册")
    )
    files[f"7-{_('核对包')}.zip"] = bundle(one, at=localtime())
    listed = "\n".join(f"{sha256(content)}  {name}" for name, content in files.items())
    words = _("%(title)s：备案材料。下面是每个文件的指纹（SHA-256）。") % {"title": one.title}
    return {f"0-{_('目录')}.txt": f"{words}\n\n{listed}\n".encode(), **files}


def _context(one: Vote) -> dict[str, Any]:
    elections = [each.preparation for each in one.questions.all() if hasattr(each, "preparation")]
    return verdict_of(one) | {
        "roll": one.roll, "sums": filing.sums(one), "doors": filing.doors(one), "counters": one.counters.all(),
        "clocks": one.clocks.all(), "lines": one.voice.lines.order_by("at"),
        "hung": [(each.notice, spots_of(each.notice)) for each in elections if each.notice],
        "ballot_questions": list(one.questions.all()),
    }  # fmt: skip


def _owners(one: Vote, names: dict[int, str]) -> list[tuple[str, ...]]:
    """Who may vote, as on the roll: no telephone, no number of a paper."""
    return [
        (unit.building, unit.unit, "、".join(filter(None, (names.get(owner.pk) for owner in unit.owners.all()))),
         unit.square_metres, _(KIND_NAMES[unit.kind]))
        for unit in one.roll.units.prefetch_related("owners")
    ]  # fmt: skip
