"""Suggest, decide, learn, go back, act alone only where it was allowed (R13.9)."""

import random

import pytest
from django.utils.timezone import now

from huisheng.collect.concerns import services as concerns
from huisheng.collect.concerns.triage import rules, teaching
from huisheng.collect.concerns.triage import services as triage
from huisheng.collect.models import Category, Concern, Learned, Sorting
from huisheng.echo.refusals import Refused
from huisheng.echo.voices.services import Said

LAMPS = [
    "楼道灯不亮",
    "路灯坏了看不见",
    "声控灯一直不亮",
    "走廊里灯管闪",
    "灯罩掉了灯不亮",
    "门口的灯晚上不亮",
]
NOISE = [
    "半夜施工太吵",
    "楼下跳舞音响太大",
    "装修电钻吵得睡不着",
    "烧烤摊半夜喝酒吵闹",
    "凌晨卸货噪音大",
    "工地夜里打桩吵",
]
WHERE = ["三楼", "四栋", "我们单元", "院子里", "大门边", "后面", "东头", "西头"]


def raised(street, words, code="C2"):
    leaf = Category.objects.select_related("clock", "receiver").get(code=code)
    return concerns.raise_(
        words, place=street.tingyu3, category=leaf, said=Said(), channel="page", by=None, at=now()
    )


def taught(street, n=40):
    """So many decided matters of two kinds."""
    pick = random.Random(7)
    noise, lamp = Category.objects.get(code="E1"), Category.objects.get(code="C2")
    for i in range(n):
        for words, leaf in ((pick.choice(LAMPS), lamp), (pick.choice(NOISE), noise)):
            concern = raised(street, f"{pick.choice(WHERE)}{words}，第{i}次说了", code="Z9")
            concerns.sort(concern, category=leaf, by=street.lin, at=now())


@pytest.fixture
def learned(street):
    taught(street)
    teaching.ask_to_learn(street.street, by=street.guo, at=now())
    assert teaching.learn_waiting(at=now()) == 1
    return Learned.objects.get(state="used")


def test_without_a_model_the_keywords_speak_and_name_their_word(street):
    found = triage.suggest("三楼楼道灯不亮", street=street.street.pk)
    assert (found.suggested.code, found.probability, found.automatic) == ("C2", None, False)
    assert found.telling


def test_too_little_teaches_nothing_and_says_how_much_is_missing(street):
    Sorting.objects.all().delete()
    with pytest.raises(Refused, match="还不够学"):
        teaching.ask_to_learn(street.street, by=street.guo, at=now())


def test_what_a_person_sorted_is_the_lesson(street):
    concern = raised(street, "楼下太吵", code="Z9")
    concerns.sort(concern, category=Category.objects.get(code="E1"), by=street.lin, at=now())
    lesson = teaching.lessons_of(street.street)[0]
    assert (lesson.words, lesson.kind, lesson.ref) == ("楼下太吵", "E1", str(concern.voice_id))


def test_the_residents_own_word_is_no_lesson_of_the_office(street):
    concern = raised(street, "楼下太吵", code="Z9")
    concerns.sort(concern, category=Category.objects.get(code="E1"), by=None, at=now())
    assert not Sorting.objects.filter(voice=concern.voice).exists()


def test_what_was_done_under_its_kind_confirms_it(street):
    before = Sorting.objects.count()
    concern = raised(street, "楼道灯不亮")
    concerns.contact(concern, by=street.zhou, at=now(), says="明天来换")
    report = concerns.Report(
        found="灯管烧了，开关也松了，线路和配电箱都看过，没有问题。",
        done="换了新灯管，拧紧了开关，当场试亮了，请三楼的两户都看过，晚上再去看一次。",
        who="电工",
    )
    concerns.finish(concern, report=report, by=street.zhou, at=now())
    assert Sorting.objects.count() == before + 1
    assert Sorting.objects.get(voice=concern.voice).decided.code == "C2"


def test_what_was_learned_is_suggested_with_words_likeness_and_probability(street, learned):
    found = triage.suggest("四栋凌晨装修太吵", street=street.street.pk)
    assert found.suggested.code == "E1"
    assert 0.5 < found.probability < 1
    assert found.telling
    assert 0 < len(found.like) <= 3
    assert found.learned == learned.pk


def test_a_model_that_cannot_be_read_any_more_stops_nobody_from_speaking(street, learned):
    Learned.objects.filter(pk=learned.pk).update(content=b"an old file")
    triage._in_memory.clear()
    found = triage.suggest("三楼楼道灯不亮", street=street.street.pk)
    assert (found.category.code, found.learned) == ("C2", None)
    teaching.ask_to_learn(street.street, by=street.guo, at=now())
    teaching.learn_waiting(at=now())
    assert Learned.objects.get(state="used") != learned, "the next learning takes its place"


def test_a_learning_that_breaks_is_kept_with_a_sentence_and_not_tried_every_minute(street, monkeypatch):
    taught(street)
    teaching.ask_to_learn(street.street, by=street.guo, at=now())

    def breaks(*_args, **_kwargs):
        raise ValueError

    monkeypatch.setattr(teaching, "train", breaks)
    assert teaching.learn_waiting(at=now()) == 1
    assert teaching.learn_waiting(at=now()) == 0
    assert "出了错" in Learned.objects.get().why


def test_one_street_never_learns_from_another(street, learned):
    assert triage.suggest("凌晨装修太吵", street=street.street.pk + 999).learned is None


@pytest.mark.parametrize("words", ["😀😀", "OK", "the lamp is broken", "？"])
def test_what_the_model_cannot_read_is_neither_guessed_nor_sorted(street, learned, words):
    triage.allow(street.street, automatic=True, precision=0.90, by=street.guo, at=now())
    found = triage.suggest(words, street=street.street.pk)
    assert (found.learned, found.probability, found.automatic) == (None, None, False)


def test_nothing_acts_by_itself_until_the_street_switched_it_on(street, learned):
    words = "四栋半夜施工太吵，第1次说了"
    assert not triage.suggest(words, street=street.street.pk).automatic
    triage.allow(street.street, automatic=True, precision=0.90, by=street.guo, at=now())
    sure = triage.suggest(words, street=street.street.pk)
    assert sure.automatic == (sure.probability >= 0.90)


def test_what_was_sorted_by_itself_is_marked_on_the_timeline(street, learned, monkeypatch):
    monkeypatch.setattr(rules, "LEAST_PRECISION", 0.1)
    triage.allow(street.street, automatic=True, precision=0.1, by=street.guo, at=now())
    found = triage.suggest("四栋半夜施工太吵", street=street.street.pk)
    concern = concerns.raise_("四栋半夜施工太吵", place=street.tingyu3, category=found.category, suggested=found,
                              said=Said(), channel="page", by=None, at=now())  # fmt: skip
    assert concern.category.code == "E1"
    assert "自动归到" in concern.voice.lines.get(did="noted").inner
    assert triage.was_automatic(concern.voice)
    concerns.sort(concern, category=Category.objects.get(code="C2"), by=street.lin, at=now())
    assert not triage.was_automatic(concern.voice)


def test_a_precision_below_nine_tenths_is_refused(street):
    with pytest.raises(Refused, match="90%"):
        triage.allow(street.street, automatic=True, precision=0.5, by=street.guo, at=now())


def test_a_worse_model_is_refused_and_says_so(street, learned, monkeypatch):
    monkeypatch.setattr(
        rules,
        "why_not_better",
        lambda new, used: rules.because("没有换上：同样的考法，新的 1%，在用的 99%。"),
    )
    teaching.ask_to_learn(street.street, by=street.guo, at=now())
    teaching.learn_waiting(at=now())
    refused = Learned.objects.order_by("pk").last()
    assert (refused.state, refused.why[:4]) == ("refused", "没有换上")
    assert Learned.objects.get(state="used") == learned


def test_one_can_go_back_to_an_older_model_but_not_to_a_refused_one(street, learned):
    teaching.ask_to_learn(street.street, by=street.guo, at=now())
    teaching.learn_waiting(at=now())
    newer = Learned.objects.get(state="used")
    assert newer != learned
    teaching.go_back(learned, by=street.guo, at=now())
    assert Learned.objects.get(state="used") == learned
    Learned.objects.filter(pk=newer.pk).update(state="refused")
    with pytest.raises(Refused):
        teaching.go_back(newer, by=street.guo, at=now())


def test_how_right_it_was_counts_decided_suggestions_only(street, learned):
    found = triage.suggest("四栋半夜施工太吵", street=street.street.pk)
    for code in ("E1", "C2"):
        concern = concerns.raise_("四栋半夜施工太吵", place=street.tingyu3, category=Category.objects.get(code="Z9"),
                                  suggested=found, said=Said(), channel="page", by=None, at=now())  # fmt: skip
        concerns.sort(concern, category=Category.objects.get(code=code), by=street.lin, at=now())
    assert triage.how_it_did(street.street) == {
        "uses": 1,
        "decided": 2,
        "right": 1,
        "automatic": 0,
        "automatic_right": 0,
    }
    assert [one.decided.code for one in triage.corrected(street.street)] == ["C2"]


def test_M35_twelve_reports_are_gathered_to_one_work_item_and_scattered_again(street):
    lead, *others = [raised(street, f"半夜施工太吵{i}", code="E1") for i in range(12)]
    assert concerns.gather(lead, others, by=street.lin, at=now()) == []
    assert Concern.objects.filter(lead=lead).count() == 11
    assert concerns.scatter(others[:2], by=street.lin, at=now(), why="看过了，不是同一件事。") == []
    assert Concern.objects.filter(lead=lead).count() == 9
