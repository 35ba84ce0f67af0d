"""What came without a word, a recording or photos alone, is like nothing, teaches nothing and is no topic until it is written
down."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from huisheng.collect.concerns import services as concerns
from huisheng.collect.concerns.alike import same_nearby, suggestions
from huisheng.collect.concerns.hot.following import follow_all
from huisheng.collect.concerns.hot.services import find
from huisheng.collect.concerns.triage import teaching
from huisheng.collect.concerns.unwritten import PICTURED, SPOKEN, UNWRITTEN
from huisheng.collect.concerns.writing_out import write_out
from huisheng.collect.models import Category, Concern, Sorting
from huisheng.echo.models import Line, Photo
from huisheng.echo.voices.services import Said
from tests.services.test_triage_services import taught

pytestmark = pytest.mark.django_db


def raised(street, words, n=0):
    leaf = Category.objects.select_related("clock", "receiver").get(code="Z9")
    return concerns.raise_(
        words, place=street.tingyu3, category=leaf, said=Said(phone=f"1390000000{n}"), channel="page", by=None, at=now()
    )  # fmt: skip


def shown(concern, kind="jpg"):
    """A photo beside the first words that nobody has said anything about; its file does not matter here."""
    line = Line.objects.get(voice=concern.voice, did="raised")
    return Photo.objects.create(line=line, name=f"{concern.pk:032x}", kind=kind, at=now())


@pytest.mark.parametrize("words", UNWRITTEN)
def test_six_neighbours_who_show_something_have_no_topic_together(street, words):
    Concern.objects.update(raised_at=now() - timedelta(days=200))
    assert find(street.street, at=now()) == []
    for n in range(6):
        raised(street, words, n)
    assert follow_all(at=now()) == 0
    assert find(street.street, at=now()) == []


@pytest.mark.parametrize("words", UNWRITTEN)
def test_two_that_came_without_words_are_not_the_same(street, words):
    Concern.objects.update(raised_at=now() - timedelta(days=200))
    raised(street, words, 1)
    one = raised(street, words, 2)
    assert suggestions(one)["same"] == []
    assert same_nearby(words, street.tingyu3, at=now()) == []


def test_it_teaches_by_the_name_that_it_was_given(street):
    one, before = raised(street, PICTURED), teaching.lessons_of(street.street)
    concerns.sort(one, category=Category.objects.get(code="C2"), by=street.lin, at=now())
    assert teaching.lessons_of(street.street) == before
    write_out(one, shown(one), words="三楼的灯罩掉了。", by=street.lin, at=now())
    newest, *others = teaching.lessons_of(street.street)
    assert (newest.words, newest.kind, others) == ("三楼的灯罩掉了", "C2", before)


@pytest.mark.parametrize(("words", "kind"), [(SPOKEN, "m4a"), (PICTURED, "jpg")])
def test_written_down_it_gets_a_name_and_a_suggestion_and_is_filed_by_a_person(street, words, kind):
    taught(street)
    teaching.ask_to_learn(street.street, by=street.guo, at=now())
    teaching.learn_waiting(at=now())
    one = raised(street, words)
    write_out(one, shown(one, kind), words="楼道灯不亮，看不见", by=street.lin, at=now())
    one.refresh_from_db()
    assert one.voice.title == "楼道灯不亮，看不见"
    sorting = Sorting.objects.get(voice=one.voice)
    assert (sorting.suggested.code, sorting.automatic, one.category.code) == ("C2", False, "Z9")


def test_a_matter_that_has_its_name_keeps_it(street):
    one = raised(street, "三楼的灯不亮")
    written = write_out(one, shown(one), words="灯罩也掉了", by=street.lin, at=now())
    one.voice.refresh_from_db()
    assert (one.voice.title, written.words) == ("三楼的灯不亮", "灯罩也掉了")
