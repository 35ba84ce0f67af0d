"""The tables of the people room."""

from huisheng.people.logins.models import Login
from huisheng.people.persons.models import Person, ToldBy

__all__ = ["Login", "Person", "ToldBy"]
