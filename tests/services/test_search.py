"""Every occurrence is found, on what is indexed and on what is not yet (issue: recall of a plain scan)."""

from random import Random

import pytest
from django.db import connection
from django.utils.timezone import now
from hypothesis import given, settings
from hypothesis import strategies as st

from huisheng.collect.concerns import services as concerns
from huisheng.collect.models import Category, Concern, Findable, Unread
from huisheng.collect.search.rules import folded, terms_of
from huisheng.collect.search.services import by_number, by_person, keep_up, look, offering, rebuild
from huisheng.collect.search.services.looking import areas_of
from huisheng.echo.simplified import simplified
from huisheng.echo.voices.services import Said

pytestmark = pytest.mark.django_db
LETTERS = "楼道灯漏水電梯门乾隆 17%*\"'、，。😀(ÅΣσ"  # no plain letters: they may be a sound


@pytest.fixture
def everywhere(street):
    return areas_of([street.street.path])


def raised(street, words, **more):
    kind = Category.objects.get(code="C2")
    return concerns.raise_(
        words, place=street.tingyu1, category=kind, said=Said(**more), channel="page", by=None, at=now()
    )


def found(typed, areas):
    """All pages of it."""
    page = look(terms_of(typed), areas)
    all_of_it = list(page.concerns)
    while page.after:
        page = look(terms_of(typed), areas, after=page.after)
        all_of_it += page.concerns
    assert len(all_of_it) == len(set(all_of_it))
    return {one.pk for one in all_of_it}


def read_through():
    """What is kept of every matter, as written and in Simplified characters."""
    texts = {}
    for one in Concern.objects.select_related("voice", "place").prefetch_related("voice__lines"):
        lines = [part for line in one.voice.lines.all() for part in (line.says, line.inner)]
        text = "\n".join([one.voice.title, one.place.where, one.outside_number, *lines])
        texts[one.pk] = {folded(text), folded(simplified(text))}
    return texts


def scanned(typed, texts):
    """The plain scan: every word, as written or in Simplified characters, anywhere in what is kept of the matter."""
    words = [{folded(word), folded(simplified(word))} for word in typed.split()]
    return {
        pk
        for pk, several in texts.items()
        if all(any(word in text for word in ways for text in several) for ways in words)
    }


def test_what_was_said_a_moment_ago_is_found_and_again_when_it_is_in_the_index(street, everywhere):
    matter = raised(street, "三楼的飞碟灯踩了也没反应。")
    assert found("飞碟灯", everywhere) == {matter.pk}
    keep_up()
    assert not Unread.objects.exists()
    assert found("飞碟灯", everywhere) == found("飛碟燈", everywhere) == {matter.pk}
    concerns.note(matter, by=street.chen, at=now(), inner="物业说要换红外感应的。", says="")
    assert found("红外感应", everywhere) == {matter.pk}
    keep_up()
    assert found("红外感应 飞碟", everywhere) == {matter.pk}


def test_every_occurrence_is_found_on_random_texts(street, everywhere):
    dice = Random(26)
    for _ in range(14):
        raised(street, "".join(dice.choices(LETTERS, k=dice.randint(4, 30))) + "好")
    rebuild()
    for _ in range(3):
        raised(street, "".join(dice.choices(LETTERS, k=dice.randint(4, 30))) + "好")
    texts = read_through()
    for _ in range(60):
        typed = "".join(dice.choices(LETTERS, k=dice.choice([1, 1, 2, 2, 3]))).strip()
        if typed:
            assert found(typed, everywhere) == scanned(typed, texts), typed


def test_single_characters_traditional_ones_and_signs_are_found(street, everywhere):
    matter = raised(street, "乾隆年间的井盖坏了 50%，“危险”😀 AND NOT *")
    keep_up()
    for typed in ("乾", "乾隆", "井", "50%", "“危", "😀", "AND", "and not", "*", "ＡＮＤ"):
        assert matter.pk in found(typed, everywhere), typed
    assert found("井盖好", everywhere) == set()


def test_pinyin_finds_titles_and_places_by_initials_and_whole(street, everywhere):
    matter = raised(street, "楼道灯坏了")
    keep_up()
    assert matter.pk in found("ldd", everywhere) & found("loudaodeng", everywhere)


def test_a_number_is_found_with_dashes_and_by_its_end(street, everywhere):
    matter = raised(street, "井盖响")
    number = matter.speaker.number
    for kept in (False, True):
        if kept:
            keep_up()
        assert [one.pk for one in by_number(number, everywhere).concerns] == [matter.pk]
        assert matter in by_number(number[-4:], everywhere).concerns


def test_a_person_is_found_by_name_and_phone_and_no_name_lies_in_the_index(street, everywhere):
    matter = raised(street, "井盖响", name="欧阳春晓", phone="13900017788")
    for kept in (False, True):
        if kept:
            keep_up()
        for typed in ("欧阳春晓", "春晓", "歐陽春曉", "13900017788", "7788"):
            assert by_person(typed, everywhere).concerns == [matter], typed
        assert by_person("1390001778", everywhere).concerns == []
    kept = Findable.objects.get(pk=matter.pk)
    assert "欧阳" not in f"{kept.says}{kept.inner}{kept.who}"
    assert "7788" not in kept.who


def test_another_street_finds_nothing(street):
    raised(street, "井盖响")
    for _ in range(2):
        assert found("井盖", areas_of(["zzzzz."])) == set()
        assert found("井盖", areas_of([street.hefeng1.path])) == set()
        keep_up()


def test_pages_follow_each_other_from_the_newest(street, everywhere):
    matters = [raised(street, f"第{i}次说井盖响") for i in range(25)]
    keep_up()
    matters.append(raised(street, "又说井盖响"))
    first = look(terms_of("井盖响"), everywhere)
    second = look(terms_of("井盖响"), everywhere, after=first.after)
    assert [*first.concerns, *second.concerns] == matters[::-1]
    assert not second.after


@pytest.fixture
def short_looks(monkeypatch):
    """A page looks through two matters, and the index is taken to offer too many of every word."""
    monkeypatch.setattr(offering, "PORTIONS", {"sqlite": (2,), "postgresql": (2,)})
    monkeypatch.setattr(offering, "LATER", (3,))
    monkeypatch.setattr(offering, "FEW", -1)


def test_words_that_stand_together_in_few_of_many_are_found_page_by_page(street, everywhere, short_looks):
    alone = raised(street, "井盖响了三天")
    for i in range(5):
        raised(street, f"井盖在{i}栋旁边，盖响声很大")  # both pairs of 井盖响, never together
    keep_up()
    first = look(terms_of("井盖响"), everywhere)
    assert first.concerns == []
    assert first.after
    assert found("井盖响", everywhere) == {alone.pk}


def test_however_short_the_looks_nothing_is_lost(street, everywhere, short_looks):
    keep_up()
    texts = read_through()
    for typed in ("灯", "楼道", "没人", "的 了", "从来没有人说过"):
        assert found(typed, everywhere) == scanned(typed, texts)
    both = areas_of([street.tingyu.path, street.hefeng1.path])
    here = {one.pk for one in Concern.objects.filter(path__startswith=street.tingyu.path)}
    here |= {one.pk for one in Concern.objects.filter(path__startswith=street.hefeng1.path)}
    assert found("了", both) == scanned("了", texts) & here


def test_a_place_that_is_called_otherwise_is_found_under_its_new_name(street, everywhere):
    matter = raised(street, "井盖响")
    keep_up()
    street.tingyu1.__class__.objects.filter(pk=street.tingyu1.pk).update(where="听雨苑 望江楼")
    assert found("望江楼", everywhere) >= {matter.pk}
    keep_up()
    assert found("望江楼", everywhere) >= {matter.pk}


@settings(max_examples=25)
@given(st.text(min_size=1, max_size=12), st.text(min_size=0, max_size=4))
def test_a_part_of_a_text_folds_to_a_part_of_the_folded_text(text, more):
    assert folded(text) in folded(more + text + more)


@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_whoever_writes_past_the_verbs_is_heard_too(street):
    keep_up()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE echo_line SET says = '改过' WHERE id = (SELECT min(id) FROM echo_line)")
    assert Unread.objects.count() == 1
