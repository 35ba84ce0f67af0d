"""Beside a matter: give somebody a task for it, see the tasks that there are."""

from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from huisheng.collect.concerns.further import FURTHER
from huisheng.collect.models import Concern
from huisheng.people.permissions.requests import StaffRequest
from huisheng.people.permissions.rules import hat_for


def offers(request: StaffRequest, concern: Concern) -> list[dict[str, Any]]:
    """Two links for whoever gives tasks where the matter lies; none when it is closed."""
    if not concern.is_open or hat_for("task.give", request.hats, path=concern.path) is None:
        return []
    about = urlencode({"about": concern.speaker.number})
    new, there = reverse("resolve:task_new"), reverse("resolve:tasks")
    return [
        {
            "label": _("交给人去办"),
            "url": f"{new}?{about}",
            "why": "",
            "style": "quiet",
            "form_page": True,
            "key": "",
        },
        {
            "label": _("交办的任务"),
            "url": f"{there}?{about}",
            "why": "",
            "style": "quiet",
            "form_page": True,
            "key": "",
        },
    ]


FURTHER.append(offers)
