"""The words of the pages in another language: collect, compile, check. Needs no gettext on the machine.

    python -m tools.words extract|compile|check

The code speaks Chinese; huisheng/locale/<language>/LC_MESSAGES/django.po holds the translations.
"""

import ast
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "huisheng"
LOCALE = HOUSE / "locale"
LANGUAGES = ("en",)
COMPILED = (*LANGUAGES, "zh_Hans")  # zh_Hans: Django's own words put better, written by hand
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "wrong": None,  # square/open311
    "because": None,
    "breaks": None,  # square/doctor
    "worries_about": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLACE_FOR_A_VALUE = re.compile(r"%\((\w+)\)[a-z]|%[a-z]|\{(\w*)\}")


class Word(NamedTuple):
    """One text to translate: its forms (singular, perhaps plural), its context, the file that says it."""

    forms: tuple[str, ...]
    context: str | None
    file: str


def words() -> Iterator[Word]:
    """Every text of the house, in the order of its files."""
    for path in sorted(HOUSE.rglob("*.py")):
        if "migrations" not in path.parts:
            source, file = path.read_text(encoding="utf-8"), str(path.relative_to(ROOT))
            yield from words_of(source, file)
            yield from named_in(source, file)
    for path in sorted((HOUSE / "templates").rglob("*.*")):
        source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        yield from words_of(unindented(source), str(path.relative_to(ROOT)))


def named_in(source: str, file: str) -> Iterator[Word]:
    """The values of tables like STAGE_NAMES = {Stage.HEARD: "待联系"} or DAY_WORDS = (…): pages translate them."""
    for node in ast.parse(source).body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        table = getattr(node, "value", None)
        if (
            isinstance(target, ast.Name)
            and target.id.endswith(("_NAMES", "_WORDS"))
            and isinstance(table, ast.Dict | ast.Tuple)
        ):
            for value in table.values if isinstance(table, ast.Dict) else table.elts:
                if (
                    isinstance(value, ast.Constant)
                    and isinstance(value.value, str)
                    and value.value.strip("— ")
                ):
                    yield Word((value.value,), None, file)


def unindented(source: str) -> str:
    """Babel reads Python, and Python minds indentation; what templatize leaves of a template does not."""
    return "\n".join(line.lstrip() for line in source.splitlines())


def words_of(source: str, file: str) -> Iterator[Word]:
    found = extract_python(BytesIO(source.encode()), tuple(KEYWORDS), (), {"encoding": "utf-8"})
    for _line, function, arguments, _comments in found:
        texts = arguments if isinstance(arguments, tuple) else (arguments,)
        context = texts[0] if function.startswith(("pgettext", "npgettext")) else None
        forms = texts[1:] if context is not None else texts
        forms = forms[:2] if "npgettext" in function or function.startswith("ngettext") else forms[:1]
        if forms and all(isinstance(form, str) and form for form in forms):
            yield Word(tuple(forms), context, file)


def template_catalog() -> Catalog:
    catalog = Catalog(charset="utf-8")
    for word in words():
        key = word.forms if len(word.forms) == 2 else word.forms[0]
        catalog.add(key, context=word.context, locations=[(word.file, None)])
    return catalog


def po_file(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    path = po_file(language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def extract() -> None:
    """Bring every .po up to the words of the code. A translation whose text is gone stays as a comment."""
    template = template_catalog()
    for language in LANGUAGES:
        catalog = read(language)
        template.creation_date = catalog.creation_date
        catalog.update(template, no_fuzzy_matching=True)
        catalog.header_comment = (
            f"# The words of Huisheng in {catalog.locale.english_name if catalog.locale else language}."
        )
        po_file(language).parent.mkdir(parents=True, exist_ok=True)
        with po_file(language).open("wb") as file:
            write_po(file, catalog, width=0, sort_output=False, include_previous=False)


def compile_words() -> None:
    """Write the .mo that Django reads, where the .po is newer."""
    for language in COMPILED:
        source, target = po_file(language), po_file(language).with_suffix(".mo")
        if not source.exists() or (target.exists() and target.stat().st_mtime >= source.stat().st_mtime):
            continue
        with target.open("wb") as file:
            write_mo(file, read(language))


def missing(language: str) -> list[str]:
    """Texts of the code without a finished translation, and translations that lose or invent a value."""
    catalog = read(language)
    files = {word[:2]: word.file for word in words()}
    gaps = {text: why_not_said(*text, catalog) for text in files}
    return sorted(f"{files[text]}: {why}{text[0][0]}" for text, why in gaps.items() if why is not None)


def why_not_said(forms: tuple[str, ...], context: str | None, catalog: Catalog) -> str | None:
    """None when the translation is complete; else what is to be said about it."""
    message = catalog.get(forms[0], context)
    if message is None or message.fuzzy or not all(translations(message)):
        return ""
    return None if values(translations(message)[-1]) == values(forms[-1]) else "other values in: "


def translations(message: Message) -> list[str]:
    text = message.string
    return [text] if isinstance(text, str) else list(text) or [""]


def values(text: str) -> set[str]:
    """The places where a value is put in: `%(who)s`, `%s`, `{name}`."""
    return {match[0] for match in PLACE_FOR_A_VALUE.finditer(text)}


def check() -> int:
    """Say how many texts are missing; the exit code is 1 when any is."""
    code = 0
    for language in LANGUAGES:
        gaps = missing(language)
        print("\n".join(gaps))
        print(f"{language}: {len(gaps)} of {len({word[:2] for word in words()})} texts are missing")
        code = code or int(bool(gaps))
    return code


if __name__ == "__main__":
    sys.exit({"extract": extract, "compile": compile_words, "check": check}[sys.argv[1]]())
