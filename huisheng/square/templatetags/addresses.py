"""Django's `{% url %}`, each address worked out once (echo.addresses)."""

from typing import Any

from django import template
from django.template.base import Node, Parser, Token
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as parsed
from django.utils.html import conditional_escape

from huisheng.echo.addresses import address

register = template.Library()


class Address(Node):
    """`{% url 'collect:matter' number %}`: a name and its arguments."""

    def __init__(self, plain: URLNode) -> None:
        self.name, self.args = plain.view_name, plain.args

    def render(self, context: Any) -> str:
        found = address(self.name.resolve(context), *(one.resolve(context) for one in self.args))
        return str(conditional_escape(found) if context.autoescape else found)


@register.tag
def url(parser: Parser, token: Token) -> Node:
    """As Django's; arguments by name and `as` are left to it."""
    node = parsed(parser, token)
    return node if node.kwargs or node.asvar else Address(node)
