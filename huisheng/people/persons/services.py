"""Know a person, give one a way in."""

from django.contrib.auth.password_validation import validate_password
from django.db.models import QuerySet
from django.dispatch import Signal

from huisheng.people.logins.models import Login
from huisheng.people.persons.models import Person

second_lock_lost = Signal()  # (person, by, at): a later room takes the lock away


def known(*, name: str, phone: str) -> Person | None:
    """The person with this name and telephone; without a phone nobody is known."""
    found = Person.objects.filter(name=name.strip(), phone=phone.strip(), is_active=True)
    return found.first() if phone.strip() else None


def give_login(person: Person, *, login: str, password: str) -> None:
    """Let a person log in, or set a new password. Raises ValidationError for a password that is too easy.

    A login name that somebody else has is refused by the caller (`login_is_taken`); the old sessions end.
    """
    validate_password(password, person)
    person.login = login
    person.set_password(password)
    person.save(update_fields=["login", "password"])
    Login.objects.filter(person=person).delete()


def login_is_taken(login: str, *, but: Person | None = None) -> bool:
    """Whether somebody else logs in by this name, in whatever case."""
    others = Person.objects.exclude(pk=but.pk) if but else Person.objects.all()
    return others.filter(login__iexact=login).exists()


def can_log_in() -> QuerySet[Person]:
    """Everybody who has a login and a password."""
    return (
        Person.objects.filter(login__isnull=False, is_active=True)
        .exclude(password="")
        .exclude(password__startswith="!")
    )
