"""Django's tags for translation; `{% trans "words" %}` looks its words up once a language instead of on every page."""

from typing import Any

from django import template
from django.template.base import FilterExpression, Node, Parser, Token
from django.templatetags import i18n
from django.utils.translation import get_language

register = template.Library()
register.tags.update(i18n.register.tags)
register.filters.update(i18n.register.filters)


class Words(Node):
    """Words that are always the same in a language."""

    def __init__(self, plain: Node) -> None:
        self.plain = plain
        self.known: dict[str | None, str] = {}

    def render(self, context: Any) -> str:
        language = get_language()
        if language not in self.known:
            self.known[language] = self.plain.render(context)
        return self.known[language]


@register.tag("trans")
@register.tag("translate")
def translate(parser: Parser, token: Token) -> Node:
    """As Django's, except where the words stand in the template itself."""
    node: Any = i18n.do_translate(parser, token)
    return (
        node
        if node.asvar or node.message_context or not _is_constant(node.filter_expression)
        else Words(node)
    )


def _is_constant(expression: FilterExpression) -> bool:
    literal = getattr(expression.var, "literal", None)
    return isinstance(literal, str) and not expression.filters
