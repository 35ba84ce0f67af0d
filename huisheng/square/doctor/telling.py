"""I3: no state changes without a line that a resident can read, and everyone who spoke is told once per channel."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from huisheng.collect.concerns.stages import Act, Stage, leads_to
from huisheng.collect.models import Concern
from huisheng.echo.models import DataRequest, Line, Message
from huisheng.echo.notices.models import State
from huisheng.echo.notices.rules import LEASE, Channel
from huisheng.echo.rights.rules import Right
from huisheng.square.doctor.checked import Checked, in_chunks, told

# What a neighbour says of their own result is theirs; everything else on a lead is told to all who joined it.
OWN_WORDS = (Act.CONFIRMED, Act.DISPUTED, Act.CALLED, Act.LAPSED, Act.REOPENED, Act.OBJECTED, Act.THANKED)
# A lead may do this to what is joined to it; the line stands on the lead's voice.
BY_THE_LEAD = (Act.FINISHED, Act.EXITED)


def every_step_has_its_line(at: datetime) -> Checked:
    """I3: the lines of each matter, read again from the first to the last, lead exactly to where it stands."""
    n, wrong = 0, list[str]()
    rows = Concern.objects.order_by("pk").values_list("speaker__number", "voice", "stage", "lead__voice")
    for piece in in_chunks(rows):
        lines = _dids({row[1] for row in piece} | {row[3] for row in piece if row[3]})
        n += len(piece)
        wrong += [number for number, voice, stage, lead in piece if not _leads(lines, voice, stage, lead)]
    checked = Checked("I3", _("%(n)s 件的经过，一行一行重读。") % {"n": n})
    if wrong:
        checked.wrong.append(told(_("经过说的和现在的阶段不一致"), len(wrong), wrong))
    silent = Line.objects.filter(says="").exclude(did=Act.NOTED)
    checked.breaks("没有写给居民的话", silent, "voice__concern__speaker__number")
    return checked


def _dids(voices: set[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = Line.objects.filter(voice__in=voices).exclude(did=Act.NOTED).order_by("pk")
    for voice, did in rows.values_list("voice", "did"):
        found[voice].append(did)
    return found


def _leads(lines: dict[int, list[str]], voice: int, stage: str, lead: int | None) -> bool:
    """Whether the lines lead to this stage; a joined one may have taken the steps that its lead took."""
    dids = lines[voice]
    if not dids or dids[0] != Act.RAISED:
        return False
    stands = {Stage.HEARD}
    for did in dids[1:]:
        if did not in set(Act):
            return False
        stands = {after for one in _with_lead(stands) if (after := leads_to(one, did))}
    if Stage(stage) in stands:
        return True
    ended = set(lines[lead]) & set(BY_THE_LEAD) if lead else set()
    return Stage(stage) in {leads_to(Stage.JOINED, did) for did in ended} and Stage.JOINED in stands


def _with_lead(stands: set[Stage]) -> set[Stage]:
    return stands | {Stage.DONE, Stage.EXITED} if Stage.JOINED in stands else stands


def everyone_who_spoke_is_told(at: datetime) -> Checked:
    """I3: every line with words reached its speaker, by the page and by the channel they chose; nobody was told twice.

    What happened elsewhere before an import is history: it was not told from here.
    """
    ours = Q(voice__concern__batch=None) | Q(at__gt=F("voice__concern__batch__at"))
    said = Line.objects.exclude(says="").filter(ours, voice__concern__isnull=False)
    checked = Checked(
        "I3",
        _("%(lines)s 行对居民说的话，%(messages)s 条消息。")
        % {"lines": said.count(), "messages": Message.objects.count()},
    )
    page = Message.objects.filter(
        line=OuterRef("pk"), speaker=OuterRef("voice__concern__speaker"), channel=Channel.APP
    )
    checked.breaks("说了却没告诉本人", said.filter(~Exists(page)), "voice__concern__speaker__number")
    checked.breaks("没有按本人选的方式告知", _not_as_chosen(), "speaker__number")
    for who in ("speaker", "person"):
        checked.breaks("同一句话告诉了两次", _twice(who), who)
    if missed := list(_joined_untold()):
        checked.wrong.append(told(_("并进来的邻居没有听到主件的话"), len(missed), missed))
    hears = Q(lead=None) & ~Q(speaker__voice=F("voice"))
    hears_lead = Q(lead__isnull=False) & ~Q(speaker__voice=F("lead__voice"))
    checked.breaks("听的不是自己该听的那件事", Concern.objects.filter(hears | hears_lead))
    return checked


def _not_as_chosen() -> "QuerySet[Message]":
    reachable = Q(speaker__told_by__in=(Channel.SMS, Channel.CALL)) & ~Q(speaker__phone="")
    by_mail = Q(speaker__told_by=Channel.EMAIL) & ~Q(speaker__email="")
    other = Message.objects.filter(
        Q(speaker=OuterRef("speaker"))
        | Q(speaker__phone=OuterRef("speaker__phone"), speaker__phone__gt="")
        | Q(speaker__email__iexact=OuterRef("speaker__email"), speaker__email__gt=""),
        line=OuterRef("line"),
        channel=OuterRef("speaker__told_by"),
    )  # whoever spoke twice on one matter is told once
    changed = DataRequest.objects.filter(
        speaker=OuterRef("speaker"), right=Right.CORRECT, done=True, answered_at__gte=OuterRef("line__at")
    )  # whoever chose another way since was told by the one before
    return Message.objects.filter(reachable | by_mail, ~Exists(other), ~Exists(changed), channel=Channel.APP)


def _twice(who: str) -> "QuerySet[Message, Any]":
    rows = Message.objects.filter(**{f"{who}__isnull": False}).values("line", who, "channel")
    return rows.annotate(n=Count("pk")).filter(n__gt=1)


def _joined_untold() -> Iterator[str]:
    """Neighbours who are joined now, and a line on the lead since then that they were not told."""
    joined = Concern.objects.filter(lead__isnull=False, stage=Stage.JOINED)
    rows = joined.values_list("speaker__number", "speaker", "voice", "lead__voice")
    for number, speaker, voice, lead in rows.iterator(chunk_size=2000):
        since = Line.objects.filter(voice=voice, did=Act.JOINED).order_by("-pk").values("pk")[:1]
        heard = Message.objects.filter(line=OuterRef("pk"), speaker=speaker, channel=Channel.APP)
        lines = Line.objects.filter(~Exists(heard), voice=lead, pk__gt=since).exclude(says="")
        if lines.exclude(did__in=OWN_WORDS).exists():
            yield number


def the_outbox_moves(at: datetime) -> Checked:
    """What waits to be sent is sent; what a machine must not decide is decided by a human."""
    by_state = dict(Message.objects.values_list("state").annotate(n=Count("pk")).order_by())
    told_now = "、".join(f"{State(state).label} {n}" for state, n in sorted(by_state.items())) or _(
        "还没有消息"
    )
    checked = Checked("I3", _("消息：%(told)s。") % {"told": told_now})
    waiting = Message.objects.filter(state=State.WAITING)
    day_ago = at - timedelta(days=1)
    old = waiting.exclude(channel=Channel.CALL).filter(not_before__lt=day_ago)
    checked.worries_about("等了一天以上还没发（manage.py deliver 在运行吗？）", old)
    calls = waiting.filter(channel=Channel.CALL, not_before__lt=day_ago)
    checked.worries_about("等了一天以上还没打的电话", calls)
    lost = Message.objects.filter(state=State.SENDING, claimed_at__lt=at - 2 * LEASE)
    checked.worries_about("发到一半停下的", lost)
    checked.worries_about("不知道发没发出，等人决定", Message.objects.filter(state=State.UNSURE))
    checked.worries_about("发不出去的", Message.objects.filter(state=State.DEAD, error__gt=""))
    return checked
