"""The catalogue, the clocks and the working calendar as a street edits them."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import now

from huisheng.collect.catalogue.rules import MOST_LEAVES, why_not_another, why_not_leaf
from huisheng.collect.concerns import services as concerns
from huisheng.collect.models import Category, ClockPolicy
from huisheng.echo.models import CalendarDay
from huisheng.echo.voices.services import Said
from huisheng.echo.workdays.services import forget_calendar


@pytest.fixture
def officer(client, street):
    client.force_login(street.guo)
    return client


def typed(**more):
    group = Category.objects.get(code="C").pk
    return {"group": group, "name": "门禁", "keywords": "门禁|刷卡", "clock": "P2", "is_active": "on", **more}


def test_the_tree_costs_two_queries_beside_who_asks(officer, connection_queries):
    assert connection_queries(lambda: officer.get("/catalogue/")) <= 2
    page = officer.get("/catalogue/").content.decode()
    assert "房屋设施" in page
    assert "电梯故障/加装" in page


def test_M32_a_new_leaf_is_found_by_its_words(officer, street):
    assert officer.post("/catalogue/new/", typed()).status_code == 302
    leaf = Category.objects.get(name="门禁")
    assert leaf.code.startswith("C")
    assert officer.post(f"/catalogue/{leaf.code}/", typed(name="门禁和对讲")).status_code == 302
    assert Category.objects.get(pk=leaf.pk).name == "门禁和对讲"


def test_M32_there_are_at_most_sixty_leaves():
    assert why_not_another(MOST_LEAVES - 1) == ""
    assert why_not_another(MOST_LEAVES) == "已经有 60 个类别在用，请先停用一个再加。"


def test_M32_the_sixty_first_is_refused_and_what_was_typed_stays(officer):
    group = Category.objects.get(code="C")
    have = Category.objects.filter(group__isnull=False, is_active=True).count()
    for n in range(MOST_LEAVES - have):
        Category.objects.create(code=f"X{n}", name=f"类别{n}", group=group, clock_id="P2")
    answer = officer.post("/catalogue/new/", typed())
    assert answer.status_code == 409
    assert "已经有 60 个类别在用" in answer.content.decode()
    assert "门禁|刷卡" in answer.content.decode()


@pytest.mark.parametrize("keywords", ["(", "电梯|", "["])
def test_keywords_that_find_nothing_or_everything_are_refused(keywords):
    assert why_not_leaf(name="电梯", keywords=keywords)


def test_a_changed_clock_holds_for_what_is_said_from_then_on(officer, street):
    leaf = Category.objects.select_related("clock", "receiver").get(code="C2")
    before = concerns.raise_(
        "灯不亮", place=street.tingyu, category=leaf, said=Said(), channel="page", by=None, at=now()
    )
    promised = before.fix_due
    policy = ClockPolicy.objects.get(pk="P2")
    sent = {
        "name": policy.name, "contact_amount": 1, "contact_unit": "same_day", "contact_runs": "window",
        "fix_amount": 9, "fix_unit": "working_days", "fix_runs": "window", "source": "街道决定",
    }  # fmt: skip
    assert officer.post("/catalogue/clocks/P2/", sent).status_code == 302
    before.refresh_from_db()
    assert before.fix_due == promised
    leaf = Category.objects.select_related("clock", "receiver").get(code="C2")
    after = concerns.raise_(
        "灯不亮", place=street.tingyu, category=leaf, said=Said(), channel="page", by=None, at=now()
    )
    assert after.fix_due > promised + timedelta(days=5)


def test_a_clock_of_nothing_is_refused(officer):
    sent = {"name": "一般", "contact_amount": 0, "contact_unit": "same_day", "contact_runs": "window",
            "fix_amount": 0, "fix_unit": "working_days", "fix_runs": "window"}  # fmt: skip
    assert officer.post("/catalogue/clocks/P2/", sent).status_code == 409


def test_the_longest_pause_can_be_changed(officer):
    assert "等居民补材料" in officer.get("/catalogue/clocks/").content.decode()
    officer.post("/catalogue/pauses/weather/", {"name": "天气不允许施工", "most_days": 7})
    assert "最多 7 个工作日" in officer.get("/catalogue/clocks/").content.decode()


@pytest.mark.parametrize("url", ["/catalogue/", "/catalogue/new/", "/catalogue/clocks/", "/calendar/"])
@pytest.mark.parametrize("who", ["he", "zhou", "chen", "lin"])
def test_only_the_street_edits_what_all_its_communities_share(client, street, url, who):
    client.force_login(street[who])
    assert client.get(url).status_code == 403


def test_the_calendar_shows_a_year_and_flags_what_is_not_announced(officer):
    page = officer.get("/calendar/?year=2031").content.decode()
    assert "暂定" in page
    assert "国庆" in page


def test_an_announcement_is_taken_in_all_or_nothing(officer):
    bad = SimpleUploadedFile("2031.csv", "day,is_workday,name\n2031-13-01,0,元旦\n".encode())
    answer = officer.post("/calendar/?year=2031", {"file": bad})
    assert answer.status_code == 409
    year = [(day.day, day.name) for day in CalendarDay.objects.filter(day__year=2031, is_workday=False)]
    text = "day,is_workday,name\n" + "".join(f"{day},0,{name}\n" for day, name in year)
    answer = officer.post("/calendar/?year=2031", {"file": SimpleUploadedFile("2031.csv", text.encode())})
    assert answer.status_code == 302, answer.content.decode()
    assert not CalendarDay.objects.filter(day__year=2031, provisional=True).exists()
    forget_calendar()


def test_a_file_that_is_no_text_is_a_sentence(officer):
    answer = officer.post("/calendar/", {"file": SimpleUploadedFile("x.csv", b"\x00\xff\xfe" * 50)})
    assert answer.status_code == 409
