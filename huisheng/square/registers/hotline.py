"""A hotline's orders into one's own street."""

from collections.abc import Iterator, Mapping, Sequence

from huisheng.collect.catalogue.services import leaves
from huisheng.collect.concerns import orders
from huisheng.collect.concerns.services.importing import import_orders
from huisheng.echo.naming import called
from huisheng.echo.refusals import Refused, because
from huisheng.echo.tables import Row, Table
from huisheng.square.registers.rules import Doing, Outcome, Told
from huisheng.territory.models import Place
from huisheng.territory.places.services import in_areas

ORDER = (
    "工单编号",
    "标题",
    "诉求内容",
    "诉求时间",
    "地点",
    "类别",
    "称呼",
    "联系电话",
    "办理期限",
    "答复内容",
    "答复时间",
)


def load_orders(table: Table, came: Outcome, doing: Doing) -> None:
    """A hotline's orders into one's own street (docs/import.md)."""
    street = Place.objects.filter(in_areas(doing.paths), kind="street").first()
    if street is None:
        raise Refused(because("工单要导入到街道，您的岗位不在街道上。"))
    columns = orders.columns_of(table.headers)
    done = import_orders(
        _whole(table, came),
        columns=columns,
        source=doing.name,
        street=street,
        at=doing.at,
        dry_run=doing.dry_run,
    )
    came.read, came.created, came.already = len(came.refused) + done.read, done.created, done.already
    came.refused += [Told(number, why) for number, why in done.refused]


def _whole(table: Table, came: Outcome) -> Iterator[Row]:
    """The rows in which nothing is broken; the others are told."""
    for row in table:
        if row.spoiled:
            came.refused.append(Told(row.number, row.spoiled))
        else:
            yield row


def order_choices(_paths: Sequence[str]) -> Mapping[str, Sequence[str]]:
    return {"类别": [called(one) for one in leaves()]}
