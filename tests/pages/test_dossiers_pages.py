"""M47 on the page: opened, meetings and matters bound to it, ended; anybody reads it without names."""

import pytest

from huisheng.deliberate.dossiers import services
from huisheng.deliberate.models import Dossier
from tests.meeting import AT, by, council_of, said
from tests.pages.resident import words
from tests.services.test_dossiers import begun, held


@pytest.fixture
def lin(client, street):
    client.force_login(street.lin)
    return client


def test_M47_a_dossier_by_its_pages_from_the_first_word_to_the_last(lin, street):
    typed = {"title": "东门路口整治", "words": "车让人，灯够亮。", "owner": street.lin.pk}
    assert lin.post(f"/dossier/new/?at={street.tingyu.pk}", typed).status_code == 302
    dossier = Dossier.objects.get(title="东门路口整治")
    here = f"/dossier/{dossier.pk}/"
    assert lin.post(f"{here}session/", {"session": street.held_session.pk}).status_code == 302
    matter = said(street)
    unknown = lin.post(f"{here}matter/", {"number": "20990101"})
    assert unknown.status_code == 409
    assert "没有找到编号 20990101" in words(unknown)
    assert lin.post(f"{here}matter/", {"number": matter.speaker.number}).status_code == 302
    page = words(lin.get(here))
    assert "往里挪到围墙边" in page
    assert matter.voice.title in page
    public = words(lin.get(f"/dossiers/{dossier.token}/"))
    assert "1 件归到这里办" in public
    assert matter.voice.title not in public
    assert lin.post(f"{here}session/{street.held_session.pk}/out/").status_code == 302
    assert lin.post(f"{here}ending/", {"words": "灯亮了，线画好了。"}).status_code == 302
    assert "灯亮了，线画好了。" in words(lin.get(f"/dossiers/{dossier.token}/"))
    assert lin.post(f"{here}matter/{matter.voice_id}/out/").status_code == 409


def test_M47_the_lists_show_it_to_anybody_and_to_the_desk(lin, street):
    assert "听雨苑北门整治" in words(lin.get("/dossier/"))
    assert "听雨苑北门整治" in words(lin.get(f"/dossiers/?in={street.tingyu.token}"))
    assert "/dossiers/" in words(lin.get(f"/councils/?in={street.tingyu.token}"))


def test_M47_a_lead_who_left_is_seen_on_the_list_and_the_page(lin, street):
    dossier = Dossier.objects.filter(ended_at=None).first()
    gone = "牵头的人不在岗了"
    assert gone not in words(lin.get("/dossier/"))
    Dossier.objects.filter(pk=dossier.pk).update(owner=street.he)
    assert gone in words(lin.get("/dossier/"))
    assert gone in words(lin.get(f"/dossier/{dossier.pk}/"))


@pytest.mark.parametrize(
    "page", ["/dossiers/{0.token}/", "/dossier/{0.pk}/", "/dossier/", "/dossiers/?in={1.token}"]
)
def test_three_meetings_and_matters_cost_as_many_queries_as_one(lin, street, connection_queries, page):
    dossier, council = begun(street), council_of(street)
    there = page.format(dossier, street.tingyu)

    def more(n):
        services.add_session(dossier, held(street, council, n), at=AT, **by(street))
        services.add_matter(dossier, said(street, n=n), at=AT, **by(street))

    more(1)
    lin.get(there)
    one = connection_queries(lambda: lin.get(there))
    more(2)
    more(3)
    begun(street, title="又一个专项")
    assert connection_queries(lambda: lin.get(there)) == one
