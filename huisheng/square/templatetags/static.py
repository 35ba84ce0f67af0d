"""Django's `{% static %}`; the address of a file is worked out once a process."""

from typing import Any

from django import template
from django.template.base import Node, Parser, Token
from django.templatetags import static as django_static

register = template.Library()
register.tags.update(django_static.register.tags)


class Address(Node):
    """A file whose name stands in the template itself."""

    def __init__(self, plain: Any) -> None:
        self.plain, self.known = plain, ""

    def render(self, context: Any) -> str:
        self.known = self.known or self.plain.render(context)
        return self.known


@register.tag
def static(parser: Parser, token: Token) -> Node:
    """As Django's; what is worked out or kept under a name (`as`) is left to it."""
    node: Any = django_static.do_static(parser, token)
    constant = isinstance(node.path.var, str) and not node.path.filters
    return Address(node) if constant and not node.varname else node
