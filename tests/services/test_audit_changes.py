"""A setting that is changed by hand stands in the security log: by whom, what it was, what it is."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils.timezone import localdate

from huisheng.collect.models import Category, ClockPolicy, PauseReason
from huisheng.deliberate.models import LawProfile
from huisheng.echo.audit.rules import LONGEST, MOST, read_changes, written
from huisheng.echo.audit.services import verify
from huisheng.echo.models import AuditEntry
from huisheng.square.safety.telling import told
from huisheng.territory.management.commands import import_places
from huisheng.territory.models import Place, PostKind
from huisheng.territory.posts.services import hats_of


def typed(client, url, **changed):
    """The form of a page as it came, with a few fields changed, sent."""
    form = client.get(url).context["form"]
    fields = {name: form[name].value() for name in form.fields}
    sent = {
        name: value.pk if hasattr(value, "pk") else value
        for name, value in (fields | changed).items()
        if value is not None and value is not False
    }
    answer = client.post(url, sent)
    assert answer.status_code == 302, answer.context["form"].errors


def entries(street, *, did="setting_changed", since=0):
    rows = AuditEntry.objects.filter(did=did, number__gt=since).order_by("number")
    return [one.words for one in told(rows, hats_of(street.guo, on=localdate()), street.guo)]


def leaf():
    return Category.objects.get(code="B1")


SETTINGS = {
    "a category": (
        lambda s: f"/catalogue/{leaf().code}/", {"name": "新名称"}, "类别“新名称”（名称 施工夜间噪声 → 新名称）",
    ),
    "what to know of a category": (
        lambda s: "/catalogue/B1/", {"knowledge": "先打这个电话：13800000000"}, "先看这条改了",
    ),
    "a clock": (
        lambda s: f"/catalogue/clocks/{ClockPolicy.objects.first().pk}/", {"fix_amount": 9, "fix_unit": "calendar_days"},
        "→ 9",
    ),
    "a reason for a pause": (
        lambda s: f"/catalogue/pauses/{PauseReason.objects.first().pk}/", {"most_days": 7}, "→ 7",
    ),
    "a brand": (
        lambda s: f"/places/{s.lianchi.pk}/brand/", {"name": "莲池一家", "hue": "plum"}, "的品牌（品牌名",
    ),
    "a kind of post": (lambda s: f"/posts/kinds/{PostKind.objects.first().pk}/", {"name": "别的叫法"}, "→ 别的叫法"),
    "a street's own rule": (
        lambda s: f"/law/{LawProfile.objects.first().pk}/quorum/", {"value": ">1/2", "source": "本地条例"}, "→ >1/2",
    ),
    "what acts by itself": (lambda s: "/triage/", {"percent": "97"}, "→ 0.97"),
    "a profile": (
        lambda s: f"/places/{s.lianchi.pk}/profile/",
        {"what": "residents", "value": "4321", "as_of": localdate().isoformat(), "source": "台账"}, "→ 4321",
    ),
}  # fmt: skip


@pytest.mark.parametrize("which", SETTINGS)
def test_a_setting_changed_on_its_page_is_one_entry_with_what_it_was_and_is(street, client, which):
    url, changed, words = SETTINGS[which]
    client.force_login(street.guo)
    did = "kind_changed" if which == "a kind of post" else "setting_changed"
    since = AuditEntry.objects.latest("number").number
    typed(client, url(street), **changed)
    (sentence,) = entries(street, did=did, since=since)
    assert words in sentence
    assert sentence.startswith(street.guo.name)
    assert "13800000000" not in AuditEntry.objects.latest("number").why
    assert list(verify()) == []


def test_sending_what_stands_there_already_is_no_entry(street, client):
    client.force_login(street.guo)
    since = AuditEntry.objects.latest("number").number
    for which in ("a category", "a clock", "a reason for a pause"):
        typed(client, SETTINGS[which][0](street))
    assert entries(street, since=since) == []


def test_a_new_category_tells_what_it_began_with(street, client):
    client.force_login(street.guo)
    group, clock = Category.objects.get(code="B"), ClockPolicy.objects.first()
    sent = {"group": group.pk, "name": "充电桩", "clock": clock.pk, "is_active": "on"}
    assert client.post("/catalogue/new/", sent).status_code == 302
    assert "（空） → 充电桩" in entries(street)[-1]


def announced(*rows):
    return SimpleUploadedFile("days.csv", "\n".join(["day,is_workday,name", *rows]).encode())


def test_days_of_the_calendar_stand_in_the_log_with_their_year(street, client):
    client.force_login(street.guo)
    since = AuditEntry.objects.latest("number").number
    day = f"{localdate().year}-05-20"
    for _ in range(2):
        assert client.post("/calendar/", {"file": announced(f"{day},0,试")}).status_code == 302
    (sentence,) = entries(street, since=since)
    assert f"{localdate().year} 年的工作日历（{day} 平常 → 放假" in sentence


def test_long_words_are_cut_to_where_they_part():
    before = "电梯|" * 30
    ((_name, was, now),) = read_changes(written([("keywords", before, f"{before}加装电梯")]))[0]
    assert (was, now) == ("…梯|电梯|电梯|", "…梯|电梯|电梯|加装电梯")
    ((_name, was, now),) = read_changes(written([("keywords", "", before)]))[0]
    assert (was, now) == ("", before[: LONGEST - 1] + "…")


def test_a_long_list_of_changes_is_cut_and_says_how_many_more():
    changes = [(f"field{n}", "旧" * 50, "新" * 50) for n in range(9)]
    kept = written(changes)
    found, more = read_changes(kept)
    assert len(kept) <= MOST
    assert len(found) + more == 9
    assert all(len(one) <= LONGEST for change in found for one in change)
    assert read_changes(written([("a", "", 'x"\n')])) == ([("a", "", 'x"\n')], 0)
    assert written([]) == ""


@pytest.mark.parametrize("why", ["", "回电话", "[1", "7", '{"a": 1}', "[[1]]"])
def test_other_words_are_no_changes(why):
    assert read_changes(why) == ([], 0)


def test_whoever_is_written_down_with_a_post_has_an_entry_and_whoever_was_known_has_none(street, client):
    client.force_login(street.lin)
    there = f"/posts/appoint/?at={street.tingyu6.pk}"
    typed_in = {
        "kind": PostKind.objects.get(code="neighbour_head").pk,
        "name": "宁素梅",
        "phone": "13900001234",
    }
    assert client.post(there, typed_in).status_code == 302
    (sentence,) = entries(street, did="person_registered")
    assert sentence == f"{street.lin.name}登记了宁素梅。"
    client.post(there, typed_in)
    assert len(entries(street, did="person_registered")) == 1


def test_an_import_that_is_not_noted_did_not_happen(street, monkeypatch, tmp_path):
    file, before = tmp_path / "homes.csv", Place.objects.count()
    file.write_text("社区,小区,楼栋,单元,房号,常住\n莲池社区,新小区,1栋,1单元,101,是\n", encoding="utf-8")

    def full(*told, **more):
        raise OSError("no room")

    monkeypatch.setattr(import_places, "keep", full)
    with pytest.raises(OSError, match="no room"):
        call_command("import_places", str(file))
    assert Place.objects.count() == before
    monkeypatch.undo()
    call_command("import_places", str(file))
    assert Place.objects.count() > before
    assert AuditEntry.objects.latest("number").about == "homes"
