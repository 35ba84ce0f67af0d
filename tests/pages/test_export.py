"""The desk's list as a file: what one sees and no more; names only for a purpose; orders go back where they came from."""

from io import BytesIO

import pytest
from django.utils.timezone import now

from huisheng.collect.concerns import services as concerns
from huisheng.collect.concerns.orders import columns_of
from huisheng.collect.concerns.services.importing import import_orders
from huisheng.collect.models import Category, Concern
from huisheng.echo.models import Reading
from huisheng.echo.tables import read_table
from huisheng.echo.voices.services import Said

PAGE = "/desk/export/"


@pytest.fixture
def clerk(client, street):
    client.force_login(street.lin)
    return client


def raised(street, words="井盖响", place="tingyu1", **said):
    kind = Category.objects.get(code="C2")
    return concerns.raise_(words, place=street[place], category=kind, said=Said(**said), channel="page",
                           by=None, at=now())  # fmt: skip


def table(response):
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return list(read_table(BytesIO(content), "out"))


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_file_holds_what_the_desk_lists_and_no_phone(clerk, street, kind):
    raised(street, "=HYPERLINK(1)", phone="13900017788", name="欧阳春晓")
    raised(street, "别处的", place="guihua")
    rows = table(clerk.post(f"{PAGE}?tab=heard", {"what": "list", "kind": kind, "purpose": ""}))
    heard = Concern.objects.filter(community=street.lianchi, stage="heard").order_by("due_at", "id")
    assert [row["编号"] for row in rows] == [one.speaker.spoken for one in heard]
    titles = {row["标题"] for row in rows}
    assert "=HYPERLINK(1)" in titles
    assert "电话" not in rows[0]
    assert not any("13900017788" in str(row) for row in rows)


def test_names_and_phones_need_a_purpose_and_that_is_kept(clerk, street):
    raised(street, phone="13900017788", name="欧阳春晓")
    before = Reading.objects.count()
    refused = clerk.post(f"{PAGE}?tab=heard", {"what": "named", "kind": "xlsx", "purpose": ""})
    assert refused.status_code == 409
    assert Reading.objects.count() == before
    asked = {"what": "named", "kind": "xlsx", "purpose": "打电话通知停水"}
    assert "13900017788" in [row["电话"] for row in table(clerk.post(f"{PAGE}?tab=heard", asked))]
    kept = Reading.objects.latest("pk")
    assert (kept.what, kept.by, kept.path) == ("list", street.lin, street.lianchi.path)


def test_orders_go_out_as_results_and_come_back_as_nothing_new(client, street):
    client.force_login(street.guo)
    rows = [
        {"工单编号": "HT-0007", "诉求内容": "莲池广场的灯坏了，请处理", "诉求时间": "2026-03-02 08:30:00",
         "办理期限": "2026-03-09 18:00:00", "答复内容": "-已经派人换了灯，两盏都亮了，晚上又去看过一遍，没有问题。",
         "答复时间": "2026-03-04 10:00:00"},
        {"工单编号": "HT-0008", "诉求内容": "莲池广场的椅子断了", "诉求时间": "2026-03-02 09:30:00", "答复内容": "", "答复时间": ""},
    ]  # fmt: skip
    first = import_orders(
        rows, columns=columns_of(rows[0]), source="hotline.csv", street=street.street, at=now()
    )
    assert first.created == 2
    asked = {"what": "orders", "kind": "csv", "purpose": "交回热线"}
    out = table(client.post(f"{PAGE}?tab=all", asked))
    mine = {row["工单编号"]: row for row in out}
    assert mine["HT-0007"]["办理期限"] == "2026-03-09 18:00:00"
    assert mine["HT-0007"]["答复时间"] == "2026-03-04 10:00:00"
    assert mine["HT-0008"]["答复内容"] == ""
    again = import_orders(out, columns=columns_of(out[0]), source="back.csv", street=street.street, at=now())
    assert (again.read, again.created, again.refused) == (len(out), 0, [])


def test_another_place_is_not_there(clerk, street):
    assert clerk.get(PAGE, {"at": street.guihua.pk}).status_code == 404
