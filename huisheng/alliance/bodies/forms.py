"""What the directory knows of a body."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huisheng.alliance.bodies.models import OutsideBody


class BodyForm(forms.ModelForm):
    """Its superiors are chosen among those in use that the reader sees."""

    class Meta:
        model = OutsideBody
        fields = ["name", "kind", "competence", "contact", "phone", "email", "answers_in", "above"]
        help_texts = {
            "competence": _("例如：路灯、背街小巷照明。派单时按这个找。"),
            "answers_in": _("转出去时，默认请对方在这么多个工作日里答复。"),
            "above": _("过期不答复，可以找谁。"),
        }
