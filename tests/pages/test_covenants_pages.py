"""M52 on the page: what holds, what changed, a word on an article, the poster."""

import pytest
from django.utils.timezone import localtime

from huisheng.deliberate.covenants import services
from huisheng.deliberate.models import ArticleComment
from huisheng.echo.voices.services import Said
from tests.pages.resident import at_the_door, words

NOW = localtime()


@pytest.fixture
def lin(client, street):
    client.force_login(street.lin)
    return client


def test_M52_everybody_reads_what_holds_what_changed_and_where_it_hangs(street):
    client = at_the_door(street)
    there = f"/covenants/{street.first_covenant.covenant_id}/"
    assert there in words(client.get("/board/"))
    page = words(client.get(there))
    for word in ("第 1 版", "居民会议", "赞成 83", "听雨苑 3栋", "第 2 版草案正在收意见"):
        assert word in page
    changed = words(client.get(f"/covenants/versions/{street.second_covenant.pk}/"))
    assert "<ins>" in changed
    assert "<del>" in changed
    assert "新增" in changed
    assert "谭小舟" not in changed


def test_M52_anybody_comments_on_an_article_and_the_clerk_answers(client, street):
    there = f"/covenants/articles/{street.covenant_article.pk}/"
    answer = client.post(there, {"words": "九点就该安静。", "once": "tap"}, follow=True)
    heard = ArticleComment.objects.latest("pk")
    assert heard.speaker.spoken in words(answer)
    client.force_login(street.lin)
    typed = {"accepted": "no", "words": "九点还有孩子在写作业。"}
    assert client.post(f"/covenant/comments/{heard.pk}/", typed).status_code == 302
    assert "九点还有孩子在写作业" in words(client.get(there))


def test_M52_the_clerk_takes_a_version_to_the_wall(lin, street):
    here = f"/covenant/{street.second_covenant.pk}"
    refused = lin.post(f"{here}/put-up/")
    assert refused.status_code == 409
    assert "意见没有答复" in words(refused)
    services.answer(street.covenant_comment, accepted=True, words="加上。", by=street.lin, at=NOW)
    assert lin.post(f"{here}/put-up/").status_code == 302
    day = f"{NOW:%Y-%m-%d}"
    met = {
        "body": "residents",
        "on": day,
        "present": 90,
        "agreed": 80,
        "against": 1,
        "minutes": "第 5 号",
        "by_hand": "举手",
    }
    assert lin.post(f"{here}/adoption/", met).status_code == 302
    assert lin.post(f"{here}/filing/", {"office": "莲池街道办事处", "on": day}).status_code == 302
    hung = {"boards": ["itself"], "begins": day, "publisher": "居民会议", "phone": "0731-5550 1201"}
    assert lin.post(f"{here}/hanging/", hung).status_code == 302
    assert "张贴清单" in words(lin.get(f"{here}/"))


def test_M52_a_clerk_of_another_community_does_not_find_it(client, street):
    client.force_login(street.yi)
    assert client.get(f"/covenant/{street.second_covenant.pk}/").status_code == 404
    assert "听雨苑居民公约" not in words(client.get("/covenant/"))


def test_M52_the_poster_carries_every_article(client, street):
    page = words(client.get(f"/covenants/versions/{street.first_covenant.pk}/paper/"))
    assert page.count("<li>") == 5
    assert 'class="sheet a3"' in page
    assert "莲池街道办事处" in page


@pytest.mark.parametrize(
    "page", ["/covenants/{0.covenant_id}/", "/covenants/versions/{0.pk}/", "/covenant/{0.pk}/"]
)
def test_M52_three_comments_cost_as_many_queries_as_one(lin, street, connection_queries, page):
    there = page.format(street.second_covenant)
    lin.get(there)
    one = connection_queries(lambda: lin.get(there))
    for n in range(2):
        services.comment(street.covenant_article, words=f"意见{n}", said=Said(), by=None, at=NOW)
    assert connection_queries(lambda: lin.get(there)) == one
