"""Take in a hotline's export: original times kept, replies as Lines, each chunk all or nothing, safe to run twice.

Nothing is sent for history. What is still open is handled, told and closed like everything else.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.utils.timezone import localtime

from huisheng.collect.catalogue.models import Category
from huisheng.collect.catalogue.services import guess, leaves
from huisheng.collect.concerns import rules
from huisheng.collect.concerns.clocks import confirm_due
from huisheng.collect.concerns.counting import counted_as, month_of
from huisheng.collect.concerns.exits import is_danger
from huisheng.collect.concerns.models import Batch, Concern
from huisheng.collect.concerns.orders import Order, read_order
from huisheng.collect.concerns.services.keeping import add_up, move
from huisheng.collect.concerns.services.placing import Finder
from huisheng.collect.concerns.services.raising import draft, receiver_for
from huisheng.collect.concerns.stages import Act
from huisheng.collect.concerns.triage import services as triage
from huisheng.echo.models import Line, Speaker, Voice
from huisheng.echo.refusals import Refused, because, refuse_if
from huisheng.echo.voices.rules import new_code, new_number
from huisheng.echo.voices.services import Said
from huisheng.echo.workdays.rules import working_days_between
from huisheng.echo.workdays.services import calendar
from huisheng.territory.models import Appointment, Place

CHUNK = 500
HAT = "热线"
ANSWERED = "热线联系并答复了居民。"
LAPSED = "没有留联系方式，按规则结束，没有居民评价。没办好的话，在这里点“还没好”，马上重新办。"


@dataclass
class Imported:
    """What became of a file. `refused`: row number and sentence; `unplaced`: orders whose place is only the street."""

    read: int = 0
    created: int = 0
    already: int = 0
    unplaced: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)
    batch: Batch | None = None


def import_orders(
    rows: Iterable[Mapping[str, str]],
    *,
    columns: Mapping[str, str],
    source: str,
    street: Place,
    at: datetime,
    dry_run: bool = False,
    told: Callable[[Imported], None] = lambda done: None,
    began: Callable[[], object] = lambda: None,
) -> Imported:
    """Orders into one street. `columns`: orders.columns_of; `source`: the file's name, which names the batch.

    An order whose number the street has from any import is counted as already there. `told` hears after each chunk;
    `began` is called once, in the transaction of the first that writes.
    A dry run reads and checks everything and writes nothing.
    """
    done, taken = Imported(), set[str]()
    desk = _Desk(street, at)
    source_rows = enumerate(rows, 2)
    while chunk := list(islice(source_rows, CHUNK)):
        orders = []
        for count, row in chunk:
            done.read += 1
            number = getattr(row, "number", count)
            try:
                orders.append(read_order(row, at_row=number, columns=columns, now=at, taken=taken))
            except Refused as refused:
                done.refused.append((number, refused.reason))
        _take(orders, desk, done, source=source, dry_run=dry_run, began=began)
        told(done)
    done.batch = done.batch or Batch.objects.filter(name__in=_names(source, street), street=street).first()
    return done


class _Desk:
    """What every row asks again: the catalogue, the places, who receives. Loaded once an import."""

    def __init__(self, street: Place, at: datetime) -> None:
        self.street, self.at, self.calendar = street, at, calendar()
        self.categories = list(leaves())
        self.named = {key: one for one in self.categories for key in (one.code, one.name)}
        self.finder = Finder(street)
        self.sorted_there: list[Concern] = []
        self.receivers: dict[tuple[int | None, int | None], Appointment | None] = {}

    def category(self, order: Order) -> Category:
        """As the file says, else by the words; refused on an empty catalogue."""
        found = self.named.get(order.category) or guess(self.categories, order.title, order.text)
        refuse_if(because("类别表是空的，请先建类别。") if found is None else "")
        assert found is not None
        return found

    def receiver(self, place: Place, category: Category) -> Appointment:
        """Who holds it from now on; refused where nobody does (I2)."""
        key = (place.pk, category.receiver_id)
        if key not in self.receivers:
            self.receivers[key] = receiver_for(place, category, at=self.at)
        holder = self.receivers[key]
        if holder is None:
            raise Refused(
                because("还没有答复，而%(place)s没有人负责，请先补上社区或街道的岗位。", place=place.where)
            )
        return holder


@transaction.atomic
def _take(
    orders: list[Order],
    desk: _Desk,
    done: Imported,
    *,
    source: str,
    dry_run: bool,
    began: Callable[[], object],
) -> None:
    """One chunk, all or nothing. Two imports into a street take turns, so that nothing comes in twice."""
    if not dry_run:
        list(Place.objects.select_for_update(no_key=True).filter(pk=desk.street.pk))
    there = set(
        Concern.objects.filter(
            batch__in=list(Batch.objects.filter(street=desk.street).values_list("pk", flat=True)),
            outside_number__in=[order.number for order in orders],
        ).values_list("outside_number", flat=True)
    )
    drafts = []
    for order in orders:
        if order.number in there:
            done.already += 1
            continue
        try:
            drafts.append(_draft(order, desk, done))
        except Refused as refused:
            done.refused.append((order.row, refused.reason))
    done.created += len(drafts)
    if drafts and not dry_run:
        if done.batch is None:
            done.batch = _batch(source, desk)
            began()
        _write(drafts, done.batch)
        triage.keep_history(
            [(one.voice, one.category, one.street_id) for one in desk.sorted_there], at=desk.at
        )
    desk.sorted_there.clear()


def _batch(source: str, desk: _Desk) -> Batch:
    for name in _names(source, desk.street):
        batch, _ = Batch.objects.get_or_create(name=name, defaults={"at": desk.at, "street": desk.street})
        if batch.street_id == desk.street.pk:
            break
    batch.at = desk.at  # what is older than this was not told from here (doctor)
    batch.save(update_fields=["at"])
    return batch


def _names(source: str, street: Place) -> list[str]:
    """The batch is named after file and street; the second name is for another street of the same name."""
    name = f"{source[:50]} · {street.where[:50]}"
    return [name, f"{name} {street.pk}"]


def _draft(order: Order, desk: _Desk, done: Imported) -> tuple[Concern, list[Line]]:
    """An unsaved concern with voice, speaker and the lines of its history."""
    place = desk.finder.find(order.place)
    done.unplaced += bool(order.place) and place == desk.street
    voice = Voice(
        kind="concern", title=order.title or rules.title_of(order.text), path=place.path, began=order.sent_at
    )
    concern = draft(
        voice,
        place=place,
        category=desk.category(order),
        channel=Concern.Channel.HOTLINE,
        at=order.sent_at,
        danger=is_danger(order.text),
    )
    concern.speaker = _speaker(order, voice)
    concern.outside_number, concern.outside_due = order.number, order.due
    lines = [Line(voice=voice, at=order.sent_at, did=Act.RAISED.value, says=order.text)]
    if order.replied_at:
        lines += _replied(concern, order.reply, order.replied_at, desk)
    if concern.is_open:
        concern.holder = desk.receiver(place, concern.category)
    if order.category in desk.named:
        desk.sorted_there.append(concern)
    return concern, lines


def _speaker(order: Order, voice: Voice) -> Speaker:
    return Speaker(
        voice=voice,
        name=order.name or order.user,
        phone=order.phone,
        code="" if order.phone else new_code(),
        told_by=Said(phone=order.phone).wants,
        at=order.sent_at,
    )


def _replied(concern: Concern, reply: str, at: datetime, desk: _Desk) -> list[Line]:
    """What happened elsewhere already: answered then; and, where nobody can be asked, ended by the rule (I4)."""
    move(concern, Act.CONTACTED, at=at)
    move(concern, Act.FINISHED, at=at)
    concern.contacted_at = concern.finished_at = at
    concern.workdays_taken = working_days_between(concern.raised_at, at, desk.calendar)
    concern.no_content = rules.has_no_content(reply)
    lines = [
        Line(voice=concern.voice, at=at, did=Act.CONTACTED.value, says=ANSWERED, hat=HAT),
        Line(voice=concern.voice, at=at, did=Act.FINISHED.value, says=reply, hat=HAT),
    ]
    lapses_at = at + rules.UNREACHABLE_LAPSES_AFTER
    reachable = concern.speaker.can_be_reached
    concern.due_at = confirm_due(at, desk.calendar) if reachable else lapses_at
    if not rules.why_not_lapse(concern, calls=0, reachable=reachable, at=desk.at):
        move(concern, Act.LAPSED, at=lapses_at)
        lines.append(Line(voice=concern.voice, at=lapses_at, did=Act.LAPSED.value, says=LAPSED))
    return lines


def _write(drafts: list[tuple[Concern, list[Line]]], batch: Batch) -> None:
    concerns = [concern for concern, _lines in drafts]
    _number([concern.speaker for concern in concerns])
    Voice.objects.bulk_create([concern.voice for concern in concerns])
    Speaker.objects.bulk_create([concern.speaker for concern in concerns])
    for concern in concerns:
        concern.batch = batch
    Concern.objects.bulk_create(concerns)
    Line.objects.bulk_create([line for _concern, lines in drafts for line in lines])
    _count(concerns, batch)


def _number(speakers: list[Speaker]) -> None:
    """Receipt numbers that nobody has: a chunk is not lost to one collision."""
    waiting, used = speakers, set[str]()
    while waiting:
        for speaker in waiting:
            speaker.number = new_number(speaker.at.year)
        numbers = [speaker.number for speaker in waiting]
        known = used | set(Speaker.objects.filter(number__in=numbers).values_list("number", flat=True))
        again = []
        for speaker in waiting:
            if speaker.number in known:
                again.append(speaker)
            known.add(speaker.number)
            used.add(speaker.number)
        waiting = again


def _count(concerns: list[Concern], batch: Batch) -> None:
    """The chunk's part of the roll-up, in the order in which single acts write theirs (no deadlock)."""
    total: Counter[tuple[int, int, object, str, int]] = Counter()
    for concern in concerns:
        month, counts = month_of(localtime(concern.raised_at)), counted_as(concern)
        for place in {pk for pk in (concern.street_id, concern.community_id, concern.area_id) if pk}:
            total.update((place, batch.pk, month, *key) for key in counts)
    rows = sorted(
        ((*key, n) for key, n in total.items()), key=lambda row: (row[0], row[3], *row[1:3], row[4])
    )
    for start in range(0, len(rows), CHUNK):
        add_up(rows[start : start + CHUNK])
