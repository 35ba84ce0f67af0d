"""Who can be asked to do something at a place: the posts that answer there, and the outside bodies that serve it."""

from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from huisheng.alliance.models import OutsideBody
from huisheng.echo.choosing import QuickSelect
from huisheng.territory.models import Appointment, Place
from huisheng.territory.posts.services import held, posts_over

MOST = 200
Owner = Appointment | OutsideBody


def owners_at(place: Place) -> dict[str, Owner]:
    """By the key of a form: posts on the way up, the nearest first, posts inside, then bodies. Three queries."""
    today = localdate()
    over = sorted(posts_over(place.path, on=today), key=lambda post: -len(post.place.path))
    inside = held(today).filter(place__path__startswith=place.path).exclude(pk__in=[post.pk for post in over])
    posts = [*over, *inside.order_by("place__path", "kind__rank")[:MOST]]
    bodies = [one for one in OutsideBody.objects.filter(is_active=True) if place.path.startswith(one.path)]
    return {f"post-{post.pk}": post for post in posts} | {f"body-{body.pk}": body for body in bodies}


class OwnerField(forms.TypedChoiceField):
    """One of these, by name and post; a body says that it is one."""

    widget = QuickSelect

    def __init__(self, label: Any, **kwargs: Any) -> None:
        super().__init__(label=label, empty_value=None, **kwargs)

    def offer(self, owners: dict[str, Owner]) -> None:
        """What may be chosen."""
        self.coerce = owners.get
        self.choices = [("", _("请选")), *((key, _named(owner)) for key, owner in owners.items())]


def _named(owner: Owner) -> str:
    if isinstance(owner, Appointment):
        return f"{owner.person.name}（{owner.title}）"
    return f"{owner.name}（{_('凭链接')}）"
