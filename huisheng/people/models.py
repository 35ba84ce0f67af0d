"""The tables of the people room."""

from huisheng.people.persons.models import Person, ToldBy

__all__ = ["Person", "ToldBy"]
