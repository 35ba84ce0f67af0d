"""Messages as sparse tables: the place they name, the issue they tell, the whole, the title alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import rjieba
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from huisheng.collect.concerns.triage.placewords import TALK
from huisheng.collect.concerns.triage.placing import bare, places, without
from huisheng.collect.concerns.triage.words import is_word, plain, stop_words

TITLE_WEIGHT = 2
PLACE_WEIGHT = 3
LEAD_OF_WHOLE, LEAD_OF_ISSUE, READ = 200, 500, 1_500
COMMONEST = 0.15
SMALL = 1_000  # messages; among fewer a word that stands once still counts for how unlike two are


@dataclass(frozen=True)
class Vectors:
    """Rows of unit length, one per message; `named`: the places in each title; `terms`: the columns of `issue`."""

    place: csr_matrix
    issue: csr_matrix
    whole: csr_matrix
    title: csr_matrix
    named: list[list[str]]
    terms: np.ndarray


def vectors(
    titles: Sequence[str], texts: Sequence[str], writers: Sequence[str], known: Sequence[str]
) -> Vectors:
    """`known`: the path or name of a message's place where the platform knows it, else ""."""
    titles, texts = [bare(plain(each)) for each in titles], [bare(plain(each[:READ])) for each in texts]
    in_titles, in_texts = places(titles, texts, writers)
    rest = [
        _issue(title, text[:LEAD_OF_ISSUE], named + also)
        for title, text, named, also in zip(titles, texts, in_titles, in_texts, strict=True)
    ]
    place = [_place(named, also, path) for named, also, path in zip(in_titles, in_texts, known, strict=True)]
    bodies = [text[:LEAD_OF_WHOLE] for text in texts]
    titles = [
        without(title, named + also) for title, named, also in zip(titles, in_titles, in_texts, strict=True)
    ]
    bodies = [
        without(text, named + also) for text, named, also in zip(bodies, in_titles, in_texts, strict=True)
    ]
    whole = [" ".join([title] * TITLE_WEIGHT + [text]) for title, text in zip(titles, bodies, strict=True)]
    issue, terms = _table(rest, list.__iter__)
    return Vectors(
        place=_table(place, list.__iter__, least=1, commonest=1.0)[0],
        issue=issue,
        whole=_table(whole, _grams(2, 3))[0],
        title=_table(titles, _grams(2, 4))[0],
        named=[[path.rstrip("/")] if path else named for path, named in zip(known, in_titles, strict=True)],
        terms=terms,
    )


def _issue(title: str, text: str, names: Sequence[str]) -> list[str]:
    title, text = without(title, names), without(text, names)
    return _words(title) * TITLE_WEIGHT + _words(text)


def _words(text: str) -> list[str]:
    stop = stop_words()
    return [word for word in rjieba.cut(text) if word not in stop and word not in TALK and is_word(word)]


def _place(named: Sequence[str], also: Sequence[str], path: str) -> list[str]:
    """Pairs and triples of characters of the names; the last two steps of the path where it is known."""
    if path:
        steps = path.strip("/").split("/")
        return ["/".join(steps[: i + 1]) + "/" for i in range(max(len(steps) - 2, 0), len(steps))]
    grams = _grams(2, 3)
    return [gram for name in list(named) * PLACE_WEIGHT + list(dict.fromkeys(also)) for gram in grams(name)]


def _grams(shortest: int, longest: int) -> Callable[[str], list[str]]:
    def grams(text: str) -> list[str]:
        return [
            text[i : i + size]
            for part in text.split()
            for size in range(shortest, longest + 1)
            for i in range(len(part) - size + 1)
        ]

    return grams


def _table(
    rows: Sequence[object], analyzer: Callable[..., object], *, least: int = 2, commonest: float = COMMONEST
) -> tuple[csr_matrix, np.ndarray]:
    """TF-IDF with a damped frequency; an empty table where no word is left."""
    least = least if len(rows) > SMALL else 1
    most = max(round(commonest * len(rows)), min(len(rows), 60))
    vectorizer = TfidfVectorizer(
        analyzer=analyzer, min_df=min(least, len(rows)), max_df=most, sublinear_tf=True, dtype=np.float32
    )
    try:
        return vectorizer.fit_transform(rows), vectorizer.get_feature_names_out()
    except ValueError:  # no word twice
        return csr_matrix((len(rows), 1), dtype=np.float32), np.array([""])
