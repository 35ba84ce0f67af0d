"""Where each role begins its day (M164)."""

from collections.abc import Iterable

from huisheng.people.permissions.rules import Role

# The first role that somebody has decides; somebody with several posts finds the other pages in the menu.
BEGINS = [
    (Role.OFFICER, "square:street"),
    (Role.CLERK, "square:desk"),
    (Role.SECRETARY, "square:desk"),
    (Role.HEAD, "square:today"),
    (Role.LINKED, "square:today"),
]


def first_page(roles: Iterable[Role]) -> str:
    """The name of the page for somebody with these roles; a resident's is the four doors."""
    held = set(roles)
    return next((page for role, page in BEGINS if role in held), "square:home")
