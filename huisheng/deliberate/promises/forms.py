"""Who does what by which day, in one line."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huisheng.alliance.owners import Owner, OwnerField
from huisheng.deliberate.promises import rules
from huisheng.territory.posts.forms import DAY


class PromiseForm(forms.Form):
    """An owner, a day, a sentence."""

    words = forms.CharField(label=_("做什么"), max_length=rules.LONGEST_WORDS)
    owner = OwnerField(_("谁来做"), required=False)
    due = forms.DateField(label=_("哪天前"), widget=DAY, required=False)

    def __init__(self, *args: Any, owners: dict[str, Owner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].offer(owners)  # type: ignore[attr-defined]
