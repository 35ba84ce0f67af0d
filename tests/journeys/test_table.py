"""From words to a decision to what was done: forty neighbours, one hot topic, one evening at the table, two promises,
forty verdicts; in a real browser, everyone told once a step."""

import re
from datetime import timedelta

import pytest
from django.db.models import Count
from django.test import Client
from django.utils.timezone import localdate, now
from playwright.sync_api import Locator, Page, expect

from huisheng.collect.concerns import services as concerns
from huisheng.collect.concerns.hot.services import find
from huisheng.collect.models import Category, Concern
from huisheng.deliberate.councils import services as councils
from huisheng.deliberate.councils.services.kinds import blueprints
from huisheng.deliberate.models import ItemMatter, Promise
from huisheng.echo.models import Line, Message
from huisheng.echo.voices.services import Said
from huisheng.resolve.models import Task
from huisheng.square.doctor.examination import RECORDS, examine
from tests.journeys.test_resident import look_up, newest, say
from tools import browser as browsers

pytestmark = pytest.mark.django_db(transaction=True)
NEIGHBOURS, UNHAPPY, PRESSED = 40, 3, 6
WORDS = "楼下烧烤店半夜划拳吵闹，孩子睡不着"
AT = ("夜里一点还在划拳", "音响开到两点", "烧烤店吵到半夜", "天天半夜划拳吵闹")


def spoken(street, phone: Page) -> list[Concern]:
    """The first on the page, in a stairwell; thirty-nine more by telephone over ten days."""
    phone.goto(f"/q/{street.hefeng1.token}/")
    say(phone, WORDS, phone="13912340000")
    first = newest()
    leaf = Category.objects.select_related("clock", "receiver").get(pk=first.category_id)
    others = [
        concerns.raise_(
            f"{AT[n % len(AT)]}，楼下烧烤店太吵。", place=street[f"hefeng{1 + n % 4}"], category=leaf, channel="phone",
            said=Said(phone=f"139{n:04d}{n:04d}"), by=street.lin, at=now() - timedelta(days=n % 10, hours=1),
        )
        for n in range(1, NEIGHBOURS)
    ]  # fmt: skip
    return [first, *others]


def table_it(page: Page, street) -> None:
    """The clerk makes one piece of work of the hot topic and puts it on the agenda."""
    find(street.street, at=now())
    page.goto("/hot/")
    topic = page.locator("section", has_text=f"{NEIGHBOURS} 人说过")
    topic.get_by_role("button", name=f"把另外 {NEIGHBOURS - 1} 件并到最早的一件").click()
    council = councils.found(
        blueprints(None).get(code="red-grid"), place=street.hefeng, name="荷风里议事厅", where="北侧长椅",
        starts=now() + timedelta(days=1), chair=street.lin, by=street.lin, at=now(),
    )  # fmt: skip
    page.goto(f"/council/{council.pk}/session/")
    page.get_by_label("哪天").fill(f"{localdate() + timedelta(days=1)}")
    page.locator("main button.main").click()
    session = council.sessions.get()
    page.goto(f"/meeting/{session.pk}/")
    page.locator("li", has_text=f"{NEIGHBOURS} 人说过").get_by_role("link", name="列入议程").click()
    page.get_by_label("要议什么").fill("楼下烧烤店夜里太吵")
    page.get_by_role("button", name="列入议程").click()
    page.get_by_role("link", name=re.compile("定请哪几方|改请哪几方")).click()
    page.locator("main button.main").click()
    for box in page.locator("input[name=line]").all():
        box.check()
    page.get_by_role("button", name="存下打的勾").click()
    page.get_by_role("button", name="通知各方", exact=True).click()
    page.get_by_role("button", name="开会", exact=True).click()


def meet(page: Page) -> None:
    """Who came, what was said, how it ends, and who does what by when: one screen."""
    for name, who in (("小区党支部", "向晚晴"), ("物业公司", "阳经理"), ("居民代表", "莫少锋")):
        page.locator("summary", has_text="签到").click()
        page.locator("aside [name=party]").select_option(label=name)
        page.locator("aside [name=names]").fill(who)
        page.locator("aside form", has=page.locator("[name=names]")).get_by_role(
            "button", name="记下"
        ).click()
    page.locator("[name=words]").first.fill("十一点以后收音响，客人也请到店里坐。")
    page.get_by_role("button", name="记下这句").click()
    page.get_by_label("结论，一句话").fill("夜里十点半以后不在外面摆桌，店里装隔音帘。")
    page.locator("label", has_text="形成决议").click()
    page.locator("[name=accountable]").select_option(label="物业公司")
    promise(page.locator(".outcome-form"), "first", "和店家签好约定，贴在门口", "听雨苑物业服务中心")
    page.get_by_role("button", name="定了", exact=True).click()
    expect(page.locator(".promised")).to_contain_text("和店家签好约定，贴在门口")
    promise(page.locator(".promise-form"), "words", "每晚十点半去看一次，看一个月", "莫少锋")
    page.get_by_role("button", name="记下这个承诺").click()
    expect(page.locator(".promised")).to_contain_text("每晚十点半去看一次，看一个月")
    page.get_by_role("button", name="散会，公开记录").click()
    expect(page.locator("h1")).to_be_visible()


def promise(form: Locator, field: str, words: str, owner: str) -> None:
    """Who does what by when, typed in one line."""
    form.locator(f"[name={field}]").fill(words)
    value = form.locator("[name=owner] option", has_text=owner).first.get_attribute("value")
    form.locator("[name=owner]").select_option(value)
    form.locator("[name=due]").fill(f"{localdate() + timedelta(days=9)}")


def do_it(phone: Page, outside: Page) -> None:
    """The property company by its link, the neighbour head on the telephone."""
    by_link, by_head = (
        one.task for one in Promise.objects.filter(item__session__council__name="荷风里议事厅").order_by("pk")
    )
    outside.goto(f"/do/{by_link.holdings.get(until=None).token}/")
    outside.locator("summary", has_text="做完了").click()
    outside.locator("[name=finish-words]").fill("和店家签了约定，贴在门口，十点半以后收桌。")
    outside.locator("[name=finish-who]").fill("阳经理")
    outside.locator("details", has=outside.locator("[name=finish-who]")).get_by_role(
        "button", name="做完了"
    ).click()
    expect(outside.get_by_text("收到了，谢谢。")).to_be_visible()
    assert not Concern.objects.filter(
        stage="done", tasks=None, voice__items__item__promises=by_link.promise
    ).exists()
    phone.goto("/today/")
    phone.get_by_role("link", name=re.compile("每晚十点半去看一次")).click()
    phone.get_by_role("button", name="接下").click()
    phone.get_by_role("link", name="做完了").click()
    phone.get_by_label("做了什么").fill("看了三十个晚上，二十七晚都收了桌。")
    phone.get_by_label("成果").fill("夜巡 30 次")
    phone.get_by_role("button", name="做完了").click()
    expect(phone.get_by_text("30 次").first).to_be_visible()


def judge(page: Page, said: list[Concern]) -> None:
    """Each of the forty opens the own matter with number and tail, and says: some by pressing, the rest by the same forms."""
    for n, one in enumerate(said[:PRESSED]):
        look_up(page, one.speaker.number, one.speaker.phone_tail)
        expect(page.get_by_role("heading", name="办好了吗？请您说一声。")).to_be_visible()
        page.get_by_role("button", name="还没好" if n < UNHAPPY else "办好了，满意", exact=True).click()
    for one in said[PRESSED:]:
        own, number = Client(), one.speaker.number
        own.post("/my/", {"number": number, "tail": one.speaker.phone_tail})
        own.post(f"/my/{number}/verdict/", {"solved": "yes", "rating": "very"})


def test_M40_M42_forty_voices_become_a_decision_two_promises_and_forty_verdicts(street, visitors, axe):
    resident = visitors(browsers.PHONE, java_script_enabled=False)
    said = spoken(street, visitors(browsers.PHONE))
    desk = visitors(browsers.DESK, by=street.lin)
    table_it(desk, street)
    axe(desk)
    meet(desk)
    do_it(visitors(browsers.PHONE, by=street.mo), visitors(browsers.PHONE))
    stages = Concern.objects.filter(pk__in=[one.pk for one in said])
    assert set(stages.values_list("stage", flat=True)) == {"done"}
    judge(resident, said)
    assert stages.filter(stage="settled").count() == NEIGHBOURS - UNHAPPY
    assert set(stages.exclude(stage="settled").values_list("stage", "reopened")) == {("working", 1)}
    told_once(said)


def told_once(said: list[Concern]) -> None:
    """Every line is words; each person heard each step once by each channel; the doctor finds nothing."""
    voice = ItemMatter.objects.get(item__title="楼下烧烤店夜里太吵").voice
    texts = list(Line.objects.filter(voice=voice).exclude(says="").values_list("says", flat=True))
    for step in ("的议程，第 1 项", "形成决议", "会上定了", "做到了", "做了：", "的记录公开了"):
        assert sum(step in text for text in texts) >= 1, (step, texts)
    speakers = [one.speaker_id for one in said]
    steps = Line.objects.filter(voice=voice, did="finished")
    for line in steps:
        for channel in ("app", "sms"):
            heard = Message.objects.filter(line=line, speaker__in=speakers, channel=channel)
            assert heard.count() == heard.values("speaker").distinct().count() == NEIGHBOURS
    twice = Message.objects.filter(speaker__in=speakers).values("line", "speaker", "channel")
    assert not twice.annotate(n=Count("pk")).filter(n__gt=1).exists()
    assert not Task.objects.filter(promise__isnull=False, concern__in=said).exists()
    wrong = [words for checked in examine(at=now(), checks=RECORDS) for words in checked.wrong]
    assert not wrong, "\n".join(wrong)
