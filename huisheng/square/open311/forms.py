"""What a GeoReport client sends, checked as everything typed here is."""

from typing import Any

from django import forms

from huisheng.echo.fields import telephone
from huisheng.echo.refusals import because
from huisheng.echo.voices.services import Said
from huisheng.people.models import ToldBy
from huisheng.square.open311.rules import Wrong, WrongError

YES = {"yes", "true", "1"}
ATTRIBUTE = "attribute[%s]"


class ReportForm(forms.Form):
    """POST requests: the specification's fields; what we have no use for (device_id, account_id) is not kept."""

    service_code = forms.CharField(max_length=40)
    description = forms.CharField(max_length=4000, required=False)
    address_string = forms.CharField(max_length=200, required=False)
    address_id = forms.CharField(max_length=40, required=False)
    lat = forms.FloatField(min_value=-90, max_value=90, required=False)
    long = forms.FloatField(min_value=-180, max_value=180, required=False)
    first_name = forms.CharField(max_length=30, required=False)
    last_name = forms.CharField(max_length=30, required=False)
    phone = forms.CharField(max_length=40, required=False, validators=[telephone])
    email = forms.EmailField(required=False)
    media_url = forms.URLField(max_length=300, required=False, assume_scheme="https")

    def errors_told(self) -> WrongError:
        """Every error of the form, each with its field."""
        told = [
            Wrong(400, because("%(name)s：%(why)s", name=name, why=" ".join(str(one) for one in why)))
            for name, why in self.errors.items()
        ]
        return WrongError(*told)

    def said(self) -> Said:
        """Who is speaking."""
        typed, more = self.cleaned_data, self.attributes()
        reach = {ToldBy.SMS: typed["phone"], ToldBy.CALL: typed["phone"], ToldBy.EMAIL: typed["email"]}
        wish = next((way for way in reach if way == more["told_by"]), None)
        return Said(
            name=f"{typed['last_name']}{typed['first_name']}", phone=typed["phone"], email=typed["email"],
            told_by=wish if wish and reach[wish] else "",
            is_elder=more["is_elder"] in YES, anonymous=more["anonymous"] in YES,
        )  # fmt: skip

    def attributes(self) -> dict[str, Any]:
        """What the service definition asks for; several of one, as some clients send, are the last one."""
        given = {name: self.data.get(ATTRIBUTE % name, "") for name in ("told_by", "is_elder", "anonymous")}
        return {name: str(value).strip()[:20] for name, value in given.items()}
