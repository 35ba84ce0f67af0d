"""M56 on the page: read on a telephone, objected to without a login, kept by the clerk, printed."""

from datetime import timedelta

import pytest
from django.utils.timezone import localtime

from huisheng.deliberate.models import Notice, NoticeObjection
from huisheng.deliberate.notices import services
from huisheng.deliberate.notices.views.public import paper_of
from huisheng.echo.paper import sheets, why_no_pdf
from huisheng.echo.voices.services import Said
from tests.pages.resident import at_the_door, words

NOW = localtime()


@pytest.fixture
def lin(client, street):
    client.force_login(street.lin)
    return client


def test_M56_the_page_shows_the_days_left_and_the_objections_without_names_or_phones(client, street):
    services.object_(
        street.shed, words="我叫何婉宁，电话13800000412，住3栋2单元301，离我家太近。",
        said=Said(name="何婉宁", phone="13800000412"), by=None, at=NOW,
    )  # fmt: skip
    page = words(client.get(f"/board/{street.shed.token}/"))
    assert "还有 5 天" in page
    assert "离我家太近" in page
    for private in ("何婉宁", "13800000412", "301，", "王桂香", "0431"):
        assert private not in page


def test_M56_anybody_objects_on_the_page_and_gets_a_receipt(client, street):
    there = f"/board/{street.shed.token}/"
    typed = {"words": "灯光太亮。", "phone": "13812340431", "once": "tap"}
    names = typed | {"words": "找李师傅，13900001234。"}
    assert "找某师傅，**。" in words(client.post(there, names)), "first as everybody will read it"
    page = words(client.post(there, typed, follow=True))
    heard = NoticeObjection.objects.latest("pk")
    assert heard.speaker.spoken in page
    assert "灯光太亮" in page
    client.post(there, typed)
    assert NoticeObjection.objects.filter(words="灯光太亮。").count() == 1
    wrong = client.post(there, {"words": "", "phone": "12"})
    assert wrong.status_code == 422


def test_M56_the_receipt_opens_what_came_of_it(client, street):
    heard = street.shed_objection
    services.answer(heard, fate="accepted", words="往里挪三米。", by=street.lin, at=NOW)
    assert client.get(f"/my/{heard.speaker.number}/").status_code == 302
    found = client.post(
        "/my/", {"number": heard.speaker.spoken, "tail": heard.speaker.phone_tail}, follow=True
    )
    assert "往里挪三米" in words(found)


def test_M56_the_board_shows_what_hangs_in_my_community_only(street):
    assert street.shed.text.title in words(at_the_door(street).get("/board/"))
    assert street.shed.text.title not in words(at_the_door(street, "xincun1").get("/board/"))


def test_M56_the_clerk_publishes_posts_answers_and_is_refused_in_words(lin, street):
    there = f"/notice/new/?at={street.hefeng.pk}"
    assert lin.get("/notice/new/").status_code == 200
    row = next(row for row in services.lengths(on=NOW.date()) if row.code == "other")
    typed = {
        "about": row.pk, "title": "荷风里车位方案公示", "body": "北侧画 12 个车位。", "boards": ["building", "itself"],
        "begins": f"{NOW:%Y-%m-%d}", "publisher": "莲池社区居民委员会", "phone": "0731-5550 1201",
    }  # fmt: skip
    short = lin.post(there, typed | {"days": "6"})
    assert short.status_code == 409
    assert "至少要 7 天" in words(short)
    assert lin.post(there, typed).status_code == 302
    notice = Notice.objects.latest("pk")
    assert notice.spots.count() == 5
    here = f"/notice/{notice.pk}"
    spots = [spot.pk for spot in services.missing_spots(notice)[:3]]
    assert (
        lin.post(f"{here}/posting/", {"spots": spots, "who": "莫少锋", "on": f"{NOW:%Y-%m-%d}"}).status_code
        == 302
    )
    assert "还有 2 处没有张贴记录" in words(lin.get(f"{here}/"))
    assert lin.post(f"{here}/call/", {"words": "太挤了", "phone": "13900001111"}).status_code == 302
    heard = NoticeObjection.objects.latest("pk")
    assert heard.by == street.lin
    assert (
        lin.post(f"/notice/objections/{heard.pk}/", {"fate": "partly", "words": "少画两个。"}).status_code
        == 302
    )
    closed = lin.post(f"{here}/closing/", {"says": "好。"})
    assert closed.status_code == 409
    assert "要贴满到" in words(closed)
    assert "要贴满到" in words(lin.get(f"{here}/"))
    assert lin.post(f"{here}/withdrawal/", {"why": "画错了。"}).status_code == 302
    assert "画错了" in words(lin.get(f"/board/{notice.token}/"))


def test_M56_a_clerk_of_another_community_does_not_find_it(client, street):
    client.force_login(street.yi)
    assert client.get(f"/notice/{street.shed.pk}/").status_code == 404
    assert street.shed.text.title not in words(client.get("/notice/"))


def test_M56_the_street_edits_the_days_and_a_clerk_does_not(client, lin, street):
    assert lin.get("/notice/lengths/").status_code == 403
    client.force_login(street.guo)
    assert "待确认" in words(client.get("/notice/lengths/"))
    typed = {"days": "10", "counted": "calendar_days", "source": "街道规定", "valid_from": f"{NOW:%Y-%m-%d}"}
    assert client.post("/notice/lengths/other/", typed).status_code == 302
    assert "街道规定" in words(client.get("/notice/lengths/"))


def test_M56_the_paper_says_what_the_wall_must_say(client, street):
    page = words(client.get(f"/board/{street.shed.token}/paper/?size=a3"))
    for word in ("公示", "莲池社区居民委员会", "0731-5550 1201", "（盖章）", "<svg", 'class="sheet a3"'):
        assert word in page


@pytest.mark.skipif(bool(why_no_pdf()), reason="pango is not on this machine")
def test_M56_the_pdf_is_one_page_of_the_size_asked_for(lin, street, rf):
    for size, wide, high in (("a4", 210, 297), ("a3", 297, 420)):
        made = sheets(
            "deliberate/notice_paper.html",
            paper_of(rf.get("/"), services.known().get(pk=street.shed.pk), size),
        )
        assert [(round(page.width / 96 * 25.4), round(page.height / 96 * 25.4)) for page in made.pages] == [
            (wide, high)
        ]
    answer = lin.get(f"/notice/{street.shed.pk}/a3.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_M56_without_pango_one_sentence_says_what_is_missing(lin, street, monkeypatch):
    def missing():
        raise OSError("cannot load library 'pango-1.0-0'")

    monkeypatch.setattr("huisheng.echo.paper._printer", missing)
    answer = lin.get(f"/notice/{street.shed.pk}/a4.pdf")
    assert answer.status_code == 409
    assert "缺少 pango 和中文字体" in words(answer)
    assert "缺少 pango 和中文字体" in words(lin.get(f"/notice/{street.shed.pk}/"))
    assert lin.get(f"/board/{street.shed.token}/paper/").status_code == 200


@pytest.mark.parametrize(
    "page", ["/notice/", "/notice/{0.pk}/", "/board/{0.token}/", "/board/?in={0.place.token}"]
)
def test_M56_three_rows_cost_as_many_queries_as_one(lin, street, connection_queries, page):
    there = page.format(street.shed)
    lin.get(there)
    one = connection_queries(lambda: lin.get(there))
    for n in range(2):
        services.object_(street.shed, words=f"意见{n}", said=Said(name="何"), by=None, at=NOW)
        services.publish(
            about=street.shed.about, place=street.tingyu, title=f"又一张{n}", body="正文", publisher="社区", phone="0731-55501201",
            places=[street.tingyu, street.tingyu1], begins=NOW.date() + timedelta(days=n), by=street.lin, at=NOW,
        )  # fmt: skip
    assert connection_queries(lambda: lin.get(there)) == one
