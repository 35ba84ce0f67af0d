"""The collecting of texts to translate."""

import gettext
from pathlib import Path

import django
from django.utils.translation.template import templatize

from tools import words

PAGE = """{% block x %}
<h1>{% trans "你好" %} {{ x|default:_("没有") }}</h1>
   <p>'a quote " that never ends
 {% blocktrans trimmed with a=b %}
   有{{ a }}件
 {% endblocktrans %}
{% blocktrans count n=list|length %}一件{% plural %}{{ n }}件{% endblocktrans %}
{% trans "邻" context "人" %}{% endblock %}"""


def test_every_way_to_say_something_in_a_template_is_collected():
    found = list(words.words_of(words.unindented(templatize(PAGE)), "page.html"))
    assert [word.forms for word in found] == [
        ("你好",),
        ("没有",),
        ("有%(a)s件",),
        ("一件", "%(n)s件"),
        ("邻",),
    ]
    assert found[-1].context == "人"


def test_a_reason_is_collected_with_the_places_of_its_values():
    found = list(words.words_of('reason = because("由%(who)s负责。", who=1) or because("")', "rules.py"))
    assert [word.forms for word in found] == [("由%(who)s负责。",)]


def test_the_names_in_a_table_of_rules_are_collected_and_its_patterns_are_not():
    source = 'STAGE_NAMES = {1: "在办", 2: "—"}\nDANGER_WORDS = {1: ("漏电",)}\nOTHER = {1: "不收"}\nDAY_WORDS = ("今天",)'
    assert [word.forms for word in words.named_in(source, "rules.py")] == [("在办",), ("今天",)]


def test_a_translation_that_loses_a_value_is_missing():
    catalog = words.Catalog(locale="en")
    catalog.add("由%(who)s负责。", "They are in charge.")
    catalog.add("你好", "Hello")
    assert words.why_not_said(("由%(who)s负责。",), None, catalog) == "other values in: "
    assert words.why_not_said(("你好",), None, catalog) is None
    assert words.why_not_said(("再见",), None, catalog) == ""


def test_what_is_put_better_for_django_is_something_that_django_says():
    mo = Path(django.__file__).parent / "conf/locale/zh_Hans/LC_MESSAGES/django.mo"
    with mo.open("rb") as file:
        known = gettext.GNUTranslations(file)
    ours = [message for message in words.read("zh_Hans") if message.id]
    assert len(ours) > 5
    for message in ours:
        one, several = message.id if isinstance(message.id, tuple) else (message.id, "")
        theirs = known.ngettext(one, several, 2) if several else known.gettext(one)
        assert theirs not in (one, several)
        assert words.values(words.translations(message)[0]) <= words.values(theirs)
