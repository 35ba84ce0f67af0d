"""Fields written in one go: Django renders every input, and each option of a select, as a template of its own."""

from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.forms.utils import flatatt
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString


class QuickSelect(forms.Select):
    """As forms.Select without groups and without attributes on options."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = {str(one) for one in self.format_value(value)}
        options = SafeString(  # nosec B703: every word is escaped
            "".join(
                f'<option value="{escape(key)}"{" selected" if str(key) in chosen else ""}>{escape(label)}</option>'
                for key, label in self.choices
            )
        )
        given = self.build_attrs(self.attrs, attrs)
        return format_html('<select name="{}"{}>{}</select>', name, flatatt(given), options)


WIDGETS = "django/forms/widgets/"
INPUTS = frozenset(
    f"{WIDGETS}{kind}.html"
    for kind in (
        "text",
        "number",
        "email",
        "password",
        "url",
        "hidden",
        "date",
        "datetime",
        "time",
        "file",
        "checkbox",
    )
)


CHOICES = frozenset(f"{WIDGETS}{kind}.html" for kind in ("radio", "checkbox_select"))


class QuickRenderer(DjangoTemplates):
    """As Django's (settings: FORM_RENDERER), with the plain inputs, the text area and what is ticked written without a
    template."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> SafeString:
        if template_name in INPUTS:
            return _input(context["widget"])
        if template_name in CHOICES and not any(group for group, *_ in context["widget"]["optgroups"]):
            return _ticked(context["widget"])
        if template_name == f"{WIDGETS}textarea.html":
            widget = context["widget"]
            words = (widget["name"], flatatt(widget["attrs"]), widget["value"] or "")
            return format_html('<textarea name="{}"{}>\n{}</textarea>', *words)
        return SafeString(  # nosec B703: Django's own template
            super().render(template_name, context, request)
        )


def _ticked(widget: dict[str, Any]) -> SafeString:
    options = (option for _group, several, _index in widget["optgroups"] for option in several)
    rows = format_html_join("", "<div>{}</div>", ((_option(one),) for one in options))
    here = {name: widget["attrs"][name] for name in ("id", "class") if widget["attrs"].get(name)}
    return format_html("<div{}>{}</div>", flatatt(here), rows)


def _option(widget: dict[str, Any]) -> SafeString:
    if not widget["wrap_label"]:
        return _input(widget)
    named = {"for": widget["attrs"]["id"]} if widget["attrs"].get("id") else {}
    return format_html("<label{}>{} {}</label>", flatatt(named), _input(widget), widget["label"])


def _input(widget: dict[str, Any]) -> SafeString:
    value = "" if widget["value"] is None else format_html(' value="{}"', widget["value"])
    given = (widget["type"], widget["name"], value, flatatt(widget["attrs"]))
    return format_html('<input type="{}" name="{}"{}{}>', *given)
