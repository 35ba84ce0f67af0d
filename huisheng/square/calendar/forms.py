"""The yearly announcement as it is pasted or uploaded."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AnnouncementForm(forms.Form):
    file = forms.FileField(
        label=_("国务院办公厅公布的放假调休"),
        help_text=_("一个 CSV 文件，列名 day,is_workday,name,例如：2027-01-01,0,元旦。"),
    )
