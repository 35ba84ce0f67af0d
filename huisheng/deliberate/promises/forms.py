"""Who does what by which day, in one line."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huisheng.alliance.owners import Owner, OwnerField
from huisheng.deliberate.councils.forms import OutcomeForm
from huisheng.deliberate.promises import rules
from huisheng.echo.fields import Day


class PromiseForm(forms.Form):
    """An owner, a day, a sentence."""

    words = forms.CharField(label=_("做什么"), max_length=rules.LONGEST_WORDS)
    owner = OwnerField(_("谁来做"), required=False)
    due = Day(label=_("哪天前"), required=False)

    def __init__(self, *args: Any, owners: dict[str, Owner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].offer(owners)  # type: ignore[attr-defined]


class DayForm(forms.Form):
    """Another day, and why."""

    due = Day(label=_("改到哪天前"))
    why = forms.CharField(
        label=_("为什么改"), max_length=rules.LONGEST_WHY, help_text=_("说过这件事的人会看到。")
    )


class ConcludeForm(OutcomeForm):
    """How an item ends and who does the first thing by which day, or why nobody has to: one form for chair and scribe."""

    first = forms.CharField(label=_("做什么"), max_length=rules.LONGEST_WORDS, required=False)
    owner = OwnerField(_("谁来做"), required=False)
    due = Day(label=_("哪天前"), required=False)
    none_needed = forms.CharField(
        label=_("不用谁去做，为什么"), max_length=200, required=False, help_text=_("居民会看到。")
    )

    def __init__(self, *args: Any, owners: dict[str, Owner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].offer(owners)  # type: ignore[attr-defined]

    @property
    def line(self) -> list[forms.BoundField]:
        """The fields of the promise, in one line."""
        return [self[name] for name in ("first", "owner", "due")]

    @property
    def says_more(self) -> bool:
        """Whether more was typed than a draft keeps."""
        return any(self.data.get(name) for name in ("outcome", "first", "owner", "due", "none_needed"))
