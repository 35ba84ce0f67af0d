"""Forms around projects."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huisheng.alliance.owners import Owner, OwnerField
from huisheng.deliberate.budgets.forms import YuanField
from huisheng.echo.fields import Day, sentences
from huisheng.resolve.projects import rules
from huisheng.resolve.projects.models import Project


class BeginForm(forms.Form):
    """A project that was decided elsewhere."""

    title = forms.CharField(label=_("这个项目叫什么"), max_length=rules.LONGEST_TITLE)
    year = forms.IntegerField(label=_("哪一年"), min_value=2000, max_value=2100)
    fen = YuanField(_("要多少钱（元）"))
    where = forms.CharField(label=_("在哪里做"), max_length=80, required=False)
    words = sentences(_("做什么"), required=False, most=rules.LONGEST_WORDS)
    owner = OwnerField(_("由谁负责"))

    def __init__(self, *args: Any, owners: dict[str, Owner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].offer(owners)  # type: ignore[attr-defined]


class MoveForm(forms.Form):
    """How far it is, in a sentence; what its next stage asks for."""

    to = forms.ChoiceField(label=_("到哪一步"), widget=forms.RadioSelect)
    percent = forms.IntegerField(
        label=_("这一步做了百分之几"), min_value=0, max_value=100, help_text=_("新的一步写 0，做完写 100。")
    )
    says = sentences(
        _("现在怎么样"), most=rules.LONGEST_WORDS, hint=_("居民会读到。验收请写谁验的、看了什么。")
    )
    spent = YuanField(_("花了多少钱（元）"), required=False, help_text=_("验收时写。"))
    until = Day(label=_("质保到哪天"), required=False, help_text=_("转到质保才填。"))

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = rules.Stage(project.stage)
        steps: Any = self.fields["to"]
        steps.choices = [(one.value, _(rules.STAGE_NAMES[one])) for one in (now, *rules.LEADS_TO[now])]
        self.initial.update({"to": now.value, "percent": project.percent})


class HandForm(forms.Form):
    """Somebody else, and why."""

    to = OwnerField(_("由谁负责"))
    why = sentences(_("为什么换"), hint=_("居民会读到。"))

    def __init__(self, *args: Any, owners: dict[str, Owner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].offer(owners)  # type: ignore[attr-defined]


class DatesForm(forms.Form):
    """By which day each stage is to be through."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for stage in rules.WORK:
            self.fields[stage.value] = Day(label=_(rules.STAGE_NAMES[stage]), required=False)
        self.fields["why"] = sentences(
            _("为什么改日子"), required=False, hint=_("第一次定不用写；改的时候居民会读到。")
        )

    def typed(self) -> dict[str, Any]:
        """As the service takes it."""
        return {
            "dates": {stage.value: self.cleaned_data[stage] for stage in rules.WORK},
            "why": self.cleaned_data["why"],
        }
