"""What a GeoReport client sends, checked as everything typed here is."""

import re
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import QueryDict

from huisheng.echo.asking import in_words
from huisheng.echo.fields import telephone
from huisheng.echo.refusals import because
from huisheng.echo.voices.services import Said
from huisheng.people.models import Person, ToldBy
from huisheng.square.open311.rules import YES_OR_NO, Wrong, WrongError, why_not_where

YES = {"yes", "true", "1"}
LONGEST_LINK = 2000  # a link that is signed for some days is long
ATTRIBUTE = "attribute[%s]"
ATTRIBUTE_SENT = re.compile(r"attribute\[([^\]]*)\](?:\[\])?")
# What may be answered to the service definition (listing.definition).
CHOICES: dict[str, set[str]] = {
    "told_by": {way.value for way in ToldBy if way != ToldBy.APP},
    "is_elder": YES_OR_NO,
    "anonymous": YES_OR_NO,
}


def _told(name: str, why: str) -> str:
    return why if name == NON_FIELD_ERRORS else because("%(name)s：%(why)s", name=name, why=why)


class ReportForm(forms.Form):
    """POST requests: the specification's fields; what we have no use for (device_id, account_id) is not kept."""

    data: QueryDict

    service_code = forms.CharField(max_length=40)
    description = forms.CharField(max_length=4000, required=False)
    address_string = forms.CharField(max_length=200, required=False)
    address_id = forms.CharField(max_length=40, required=False)
    lat = forms.FloatField(required=False)
    long = forms.FloatField(required=False)
    first_name = forms.CharField(max_length=30, required=False)
    last_name = forms.CharField(max_length=30, required=False)
    phone = forms.CharField(max_length=40, required=False, validators=[telephone])
    email = forms.EmailField(required=False)
    media_url = forms.URLField(max_length=LONGEST_LINK, required=False, assume_scheme="https")

    def errors_told(self) -> WrongError:
        """Every error of the form, each with its field."""
        told = [
            Wrong(400, _told(name, " ".join(str(one) for one in why))) for name, why in self.errors.items()
        ]
        return WrongError(*told)

    def said(self, person: Person | None = None) -> Said:
        """Who is speaking; `person` when it is the one whose key was used."""
        typed, more = self.cleaned_data, self.attributes()
        reach = {ToldBy.SMS: typed["phone"], ToldBy.CALL: typed["phone"], ToldBy.EMAIL: typed["email"]}
        wish = next((way for way in reach if way == more["told_by"]), None)
        return Said(
            name=f"{typed['last_name']}{typed['first_name']}", phone=typed["phone"], email=typed["email"],
            told_by=wish if wish and reach[wish] else "",
            is_elder=more["is_elder"] in YES, anonymous=more["anonymous"] in YES,
            person=person,
        )  # fmt: skip

    def attributes(self) -> dict[str, str]:
        """What was answered to the service definition; several answers to one question are the last one."""
        return {name: "".join(self._answers(name)[-1:]).strip() for name in CHOICES}

    def _answers(self, name: str) -> list[str]:
        key = ATTRIBUTE % name
        return [*self.data.getlist(key), *self.data.getlist(f"{key}[]")]

    def clean_media_url(self) -> str:
        """Several pictures are several links."""
        links = [*self.data.getlist("media_url"), *self.data.getlist("media_url[]")]
        return " ".join(filter(None, map(self.fields["media_url"].clean, links)))

    def clean(self) -> dict[str, Any]:
        """Attributes that no definition asks for, answers that it does not offer and degrees that are none, are errors."""
        if why := why_not_where(self.cleaned_data.get("lat"), self.cleaned_data.get("long")):
            self.add_error(None, in_words(why))
        asked = (found[1] for key in self.data if (found := ATTRIBUTE_SENT.fullmatch(key)))
        for unknown in {*asked} - CHOICES.keys():
            self.add_error(None, in_words(because("没有这个属性：%(name)s。", name=unknown[:40])))
        for name, answer in self.attributes().items():
            if answer and answer not in CHOICES[name]:
                choices = "、".join(sorted(CHOICES[name]))
                told = because("%(name)s 只能是 %(choices)s。", name=ATTRIBUTE % name, choices=choices)
                self.add_error(None, in_words(told))
        return self.cleaned_data
