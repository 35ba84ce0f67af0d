"""What of a table is taken out, as which file, and what for."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huisheng.echo.choosing import QuickSelect
from huisheng.square.desk.forms import ExportForm
from huisheng.square.registers.rules import Register
from huisheng.territory.models import Place
from huisheng.territory.places.rules import AREAS, Kind
from huisheng.territory.places.services import in_areas


class OutForm(forms.Form):
    """A table of places or people may be of a part of one's area; with people in it only with a purpose (I6)."""

    at = forms.ChoiceField(label=_("哪里的"), required=False, widget=QuickSelect)
    kind = ExportForm.base_fields["kind"]
    purpose = forms.CharField(
        label=_("为了什么要导出"),
        max_length=200,
        help_text=_("里面有姓名和电话。会记下来，改不了也删不掉。"),
    )

    def __init__(self, *args: Any, known: Register, paths: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        if not known.personal:
            del self.fields["purpose"]
        if not known.placed:
            del self.fields["at"]
            return
        wide = Place.objects.filter(in_areas(paths), closed_on=None)
        wide = wide.filter(kind__in=[Kind.STREET, Kind.COMMUNITY, *AREAS]).order_by("path")
        field: Any = self.fields["at"]
        field.choices = [("", _("辖区里全部")), *wide.values_list("path", "where")]
