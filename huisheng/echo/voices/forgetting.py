"""Take a person out of what they said: the course of it stays, who it was is gone (个人信息保护法 art. 47)."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from huisheng.echo.voices.masking import masked
from huisheng.echo.voices.models import Line, Speaker, Voice

NOBODY = Q(name="", phone="", email="", code="", person=None)


def known(speakers: "QuerySet[Speaker]") -> "QuerySet[Speaker]":
    """Those of whom anything points to a person."""
    return speakers.exclude(NOBODY)


def forget_speaker(speaker: Speaker) -> None:
    """Name, telephone, e-mail, account and code are gone; nobody opens it by its number any more."""
    Speaker.objects.filter(pk=speaker.pk).update(
        name="", phone="", email="", code="", person=None, anonymous=True, told_by="app"
    )


def mask_words(voice: Voice, names: Iterable[str]) -> None:
    """The title and every line without what points to a person. The one place where a line is changed."""
    names = list(names)
    Voice.objects.filter(pk=voice.pk).update(title=masked(voice.title, names)[:200])
    for line in Line.objects.filter(voice=voice):
        says, inner = masked(line.says, names), masked(line.inner, names)
        if (says, inner) != (line.says, line.inner):
            Line.objects.filter(pk=line.pk).update(says=says, inner=inner)
