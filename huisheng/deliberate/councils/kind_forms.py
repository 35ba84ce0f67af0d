"""Forms of the gallery: a street's own kind of council, and whose a category is."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huisheng.deliberate.councils import terms
from huisheng.deliberate.councils.forms import short_text
from huisheng.deliberate.councils.models import PARTIES, Blueprint
from huisheng.echo.naming import called

ACTS = [(key.value, _(name)) for key, name in terms.ACT_NAMES.items()]


class BlueprintForm(forms.ModelForm):
    """A street's own kind: name, sentence, cadence, who sits there, the checklist, what each phase allows."""

    seats = forms.CharField(
        label=_("请哪几方"), widget=short_text(5),
        help_text=_("一行一方：哪一方 名称 必须。例如：物业公司 物业公司 必须。不必须的，第三个不写。"),
    )  # fmt: skip
    lines = forms.CharField(
        label=_("会前清单"), widget=short_text(5), required=False, help_text=_("一行一条，开会前打勾。")
    )

    class Meta:
        model = Blueprint
        fields = ["name", "sentence", "cadence"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.instance
        for state in terms.PHASES:
            phase = kind.phases.get(state, {"name": "", "acts": []})
            self.fields[f"phase_{state}"] = forms.MultipleChoiceField(
                label=_("“%(phase)s”可以做什么") % {"phase": _(terms.STATE_NAMES[state])}, choices=ACTS, required=False,
                widget=forms.CheckboxSelectMultiple, initial=phase["acts"],
            )  # fmt: skip
        self.initial["seats"] = "\n".join(
            " ".join([terms.PARTY_NAMES[key], name, *(["必须"] if required else [])])
            for key, name, required in kind.parties
        )
        self.initial["lines"] = "\n".join(kind.checklist)

    def clean_seats(self) -> list[list[Any]]:
        keys = {name: key for key, name in terms.PARTY_NAMES.items()}
        found = [row.split() for row in self.cleaned_data["seats"].splitlines() if row.strip()]
        for row in found:
            if row[0] not in keys or len(row) < 2:
                known = "、".join(terms.PARTY_NAMES.values())
                raise forms.ValidationError(_("这一行读不懂：%(row)s。第一个词请用：%(known)s") % {"row": " ".join(row), "known": known})  # fmt: skip
        return [[keys[row[0]], row[1], len(row) > 2] for row in found]

    def changed(self) -> dict[str, Any]:
        """As services.kinds takes it."""
        typed = self.cleaned_data
        phases = {
            state.value: {"name": terms.STATE_NAMES[state], "acts": typed[f"phase_{state}"]}
            for state in terms.PHASES
        }
        lines = [one.strip() for one in typed["lines"].splitlines() if one.strip()]
        return {
            "name": typed["name"], "sentence": typed["sentence"], "cadence": typed["cadence"],
            "parties": typed["seats"], "checklist": lines, "phases": phases,
        }  # fmt: skip


class ResponsibleForm(forms.Form):
    """Whose a category is, in this street."""

    party = forms.ChoiceField(label=_("由哪一方负责"), choices=PARTIES)
    note = forms.CharField(label=_("为什么"), max_length=200, required=False)


def leaf_name(category: Any) -> str:
    """A category as the reader calls it."""
    return called(category)
