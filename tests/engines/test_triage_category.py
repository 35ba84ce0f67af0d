"""A model of categories, taught with a few invented messages."""

from contextlib import suppress
from datetime import date

import numpy as np
import pytest

from huisheng.collect.concerns.triage.category import Model, train
from huisheng.collect.concerns.triage.lines import odds_of
from huisheng.collect.concerns.triage.modelfile import packed, unpacked
from huisheng.echo.refusals import Refused

LAMPS = [
    f"{where}的电梯{what}，老人上不了楼"
    for where in ("东门", "楼道", "后院")
    for what in ("坏了", "不亮", "一直闪")
]
WATER = [
    f"{where}的水管{what}，地上全是水"
    for where in ("厨房", "楼道", "地下室")
    for what in ("漏水", "爆了", "堵住")
]
HAPPENED = (
    "电梯坏了",
    "电梯停了",
    "电梯关不上门",
    "老人上不了楼",
    "水管漏水",
    "水管爆了",
    "地上全是水",
    "厨房堵住",
)
TODAY = date(2026, 3, 2)


def taught(**more: object) -> Model:
    refs = [f"梯{i}" for i in range(len(LAMPS))] + [f"水{i}" for i in range(len(WATER))]
    labels = ["电梯类"] * len(LAMPS) + ["给排水"] * len(WATER)
    return train(LAMPS + WATER, labels, refs=refs, data="invented", at=TODAY, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def model() -> Model:
    return taught()


def test_a_new_message_gets_its_category_with_reasons(model):
    guess = model.guess("五栋的电梯停了")
    assert (guess.label, guess.second_label) == ("电梯类", "给排水")
    assert guess.probability > 0.5
    assert guess.probability + guess.second_probability == pytest.approx(1)
    assert "电梯" in guess.telling
    assert guess.like
    assert all(ref.startswith("梯") for ref in guess.like)


@pytest.mark.parametrize("odd", ["", "😀😀", "hello world", "路" * 7_000, "灯", "電梯", "\x00"])
def test_odd_messages_get_a_guess_all_the_same(model, odd):
    assert model.guess(odd).label in model.labels


def test_where_nothing_is_known_the_guess_is_as_sure_as_the_label_is_common():
    one_sided = train(LAMPS + WATER[:3], ["电梯类"] * 9 + ["给排水"] * 3, at=TODAY)
    for nothing in ("", "😀😀", "hello"):
        guess = one_sided.guess(nothing)
        assert (guess.label, guess.telling, guess.like) == ("电梯类", (), ())
        assert guess.probability == pytest.approx(10 / 14)


def test_twenty_lessons_all_right_are_proof_of_one_in_twenty_two_and_not_of_certainty():
    numbers = np.array([0, 1] * 10)
    scores = np.where(numbers[:, None] == np.arange(2), 1.0, -1.0).astype(np.float32)
    mixing, _ = odds_of(scores, numbers, 2)
    odds = scores[0] @ mixing
    assert 1 / (1 + np.exp(odds[1] - odds[0])) == pytest.approx(21 / 22, abs=0.01)


def test_a_thousand_lessons_all_right_bring_no_word_of_the_libraries(recwarn):
    numbers = np.arange(1_000) % 12
    right = numbers[:, None] == np.arange(12)
    scores = np.hstack([np.where(right, 1.0, -1.0), np.where(right, 0.0, -4.6)]).astype(np.float32)
    mixing, odds = odds_of(scores, numbers, 12)
    assert ((scores @ mixing + odds).argmax(axis=1) == numbers).all()
    assert not list(recwarn)


def test_a_kind_with_one_lesson_among_many_brings_no_word_of_the_libraries(recwarn):
    train([*LAMPS, *WATER, "广场舞太吵"], ["电梯类"] * 9 + ["给排水"] * 9 + ["噪音"], at=TODAY)
    assert not list(recwarn)


def test_a_model_is_the_same_after_it_was_kept(model):
    again = Model.loads(model.dumps())
    assert again.card == model.card
    assert again.labels == model.labels
    assert again.guess("水管漏水").label == "给排水"
    assert again.guess("水管漏水").probability == pytest.approx(model.guess("水管漏水").probability, abs=0.01)


def test_teaching_twice_gives_the_same_model(model):
    assert taught().guess("电梯") == model.guess("电梯")


def test_the_card_tells_what_was_learned_and_how_well(model):
    card = model.card.as_dict()
    assert card["examples"] == 18
    assert card["classes"] == {"电梯类": 9, "给排水": 9}
    assert card["at"] == "2026-03-02"
    assert card["judged"]["count"] == 18
    assert 0 < card["judged"]["macro_f1"] <= 1


def test_many_texts_without_a_label_help_and_a_handful_does_not():
    many = [
        f"{number}栋的{what}，请派人来看"
        for number in "一二三四五六七八九十"
        for what in HAPPENED
        for _ in range(4)
    ]
    helped = taught(unlabelled=many)
    assert helped.card.unlabelled == len(many)
    assert helped.guess("六栋的电梯停了").label == "电梯类"
    assert taught(unlabelled=many[:20]).card.unlabelled == 0


@pytest.mark.parametrize(
    ("labels", "says"),
    [
        (["电梯类"] * 9, "只有一个类别“电梯类”"),
        ([""] * 9, "没有一行"),
        ([f"类{i}" for i in range(9)], "只有一条"),
    ],
)
def test_what_cannot_be_learned_is_refused_in_a_sentence(labels, says):
    with pytest.raises(Refused, match=says):
        train(LAMPS, labels, at=TODAY)


@pytest.mark.parametrize("content", [b"", b"id,label\n1,2\n", b"PK\x03\x04broken"])
def test_what_is_no_model_is_refused_in_a_sentence(content):
    with pytest.raises(Refused, match="不完整或者不是模型"):
        Model.loads(content)


def test_a_cut_off_or_changed_model_is_refused(model):
    content = model.dumps()
    with pytest.raises(Refused):
        Model.loads(content[: len(content) // 2])
    with pytest.raises(Refused):
        Model.loads(content[:500] + bytes([content[500] ^ 1]) + content[501:])


def test_a_model_that_would_run_code_is_refused_unread(tmp_path):
    target = tmp_path / "evil.npz"
    np.savez(target, version=np.array([1]), sum=np.array([print], dtype=object))
    with pytest.raises(Refused):
        Model.loads(target.read_bytes())


def test_a_model_of_another_version_says_so(monkeypatch):
    monkeypatch.setattr("huisheng.collect.concerns.triage.modelfile.VERSION", 99)
    content = packed({}, {})
    monkeypatch.undo()
    with pytest.raises(Refused, match="另一个版本（99）"):
        Model.loads(content)


def test_a_model_with_any_byte_changed_is_refused_or_the_same():
    """Zip, zlib and numpy each have a word of their own for a damaged file; a reader hears one sentence."""
    content = taught().dumps()
    for at in (*range(0, 90, 3), *range(90, len(content), len(content) // 150)):
        with suppress(Refused):
            Model.loads(content[:at] + bytes([content[at] ^ 0x2D]) + content[at + 1 :])


def test_a_file_of_ours_that_is_no_model_is_refused(model):
    """Whoever tampers with a file can also write its sum anew."""
    numbers, told = unpacked(model.dumps())
    short = {name: values[:1] for name, values in numbers.items()}
    elsewhere = numbers | {"like_rows": numbers["like_rows"] + 10_000}
    for parts, words in (
        (numbers, {"hello": 1}),
        (numbers, [1, 2]),
        (numbers, told | {"labels": ["one"]}),
        (short, told),
        (elsewhere, told),
        ({}, told),
    ):
        with pytest.raises(Refused, match="不完整或者不是模型"):
            Model.loads(packed(parts, words))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("texts", "labels"),
    [
        (["路灯坏了", "水管漏了", "路灯不亮"], ["灯", "水", "灯"]),
        (["路灯坏了"] * 6, ["灯", "水"] * 3),
    ],
)
def test_three_lessons_or_the_same_words_under_two_labels_teach_little_and_break_nothing(texts, labels):
    same = ["路灯坏了水管漏了"] * 300
    for taught_with in ((), same):
        model = train(texts, labels, unlabelled=taught_with, at=TODAY)
        assert model.guess("路灯坏了").label in {"灯", "水"}
