"""The bars of the triage on public messages. They are read where they lie; none of them is in the project.

The figures are cross-validated with near duplicates kept together, so they are lower than on a random sample.
"""

import random
import time
from datetime import date
from pathlib import Path

import pytest

from huisheng.collect.concerns.triage.category import train
from huisheng.collect.concerns.triage.judging import judge
from huisheng.collect.concerns.triage.tables import Messages, read_messages

AT = date(2026, 3, 2)


@pytest.fixture(scope="module")
def labelled(shared_data: Path) -> Messages:
    return read_messages(str(shared_data / "messages/labelled_train_segmented.csv.gz"), label="label")


def test_categories_reach_their_bars_and_a_suggestion_takes_no_time(labelled, shared_data):
    every_third = slice(None, None, 3)  # the figures of all are in docs/decisions/0008
    model = train(labelled.texts[every_third], labelled.labels[every_third], at=AT)
    assert model.card.judged.macro_f1 >= 0.88
    assert model.card.judged.coverage_98 >= 0.5
    assert len(model.dumps()) < 10_000_000
    raw = read_messages(str(shared_data / "messages/messages_replied_2816.csv.gz")).texts[:200]
    model.guesses(raw[:1])  # the words are loaded with the first
    began = time.process_time()
    model.guesses(raw)
    assert (time.process_time() - began) / len(raw) < 0.002  # alone on a machine below 0.001


def test_two_hundred_confirmed_messages_go_far_with_texts_that_nobody_labelled(labelled, shared_data):
    order = list(range(len(labelled.texts)))
    random.Random(1).shuffle(order)
    known, others, unseen = order[:200], order[200:1700], order[-1000:]
    replied = read_messages(str(shared_data / "messages/messages_replied_2816.csv.gz")).texts
    model = train(
        [labelled.texts[i] for i in known],
        [labelled.labels[i] for i in known],
        unlabelled=[*replied[:1000], *(labelled.texts[i] for i in others)],
        at=AT,
    )
    judgement = judge(
        model.guesses([labelled.texts[i] for i in unseen]), [labelled.labels[i] for i in unseen]
    )
    assert judgement.macro_f1 >= 0.75
