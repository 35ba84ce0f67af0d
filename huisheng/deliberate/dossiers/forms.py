"""Forms around dossiers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huisheng.deliberate.councils.models import CouncilSession
from huisheng.deliberate.dossiers import rules
from huisheng.echo.fields import sentences
from huisheng.people.models import Person


class DossierForm(forms.Form):
    """What it is called, what it is to come to, who leads it."""

    read_by_all = ("title", "words")

    title = forms.CharField(
        label=_("叫什么"), max_length=rules.LONGEST_TITLE, help_text=_("例如：北门路口三年整治。")
    )
    words = sentences(_("要办成什么样"), hint=_("居民会看到。"), most=rules.LONGEST_WORDS)
    owner = forms.ModelChoiceField(Person.objects.none(), label=_("谁牵头"))

    def __init__(self, *args: Any, chairs: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = Person.objects.filter(pk__in=chairs)  # type: ignore[attr-defined]
        self.fields["owner"].label_from_instance = lambda one: one.name  # type: ignore[attr-defined]


class SessionForm(forms.Form):
    """One more meeting."""

    session = forms.ModelChoiceField(
        CouncilSession.objects.none(), label=_("哪一次会"), empty_label=_("请选一次")
    )

    def __init__(self, *args: Any, sessions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["session"].queryset = sessions  # type: ignore[attr-defined]


class MatterForm(forms.Form):
    """One more matter, by its number."""

    number = forms.CharField(label=_("诉求编号"), max_length=40)


class EndForm(forms.Form):
    """What came of it."""

    read_by_all = ("words",)

    words = sentences(_("办成了什么样"), hint=_("居民会看到。"), most=rules.LONGEST_WORDS)
