"""The outbox: one row per event, person and channel, written in the same transaction as the event."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huisheng.echo.notices import rules
from huisheng.echo.voices.models import Line, Speaker


class State(models.TextChoices):
    """What became of a message."""

    WAITING = "waiting", _("等着发")
    SENDING = "sending", _("正在发")
    SENT = "sent", _("已告知")
    UNSURE = "unsure", _("不知道发没发出")
    DEAD = "dead", _("发不出去")


class Message(models.Model):
    """One message to one person by one channel; to nobody in particular, it is for the staff's WeCom group.

    `key` is what a gateway is given, so that it can refuse a repeat. `shown`: no gateway is set up for the channel,
    so the page of messages showed it. A call is done by a human (`caller`) and never by a machine.
    """

    Channel = rules.Channel

    line = models.ForeignKey(Line, models.CASCADE, related_name="messages", verbose_name=_("因为"))
    speaker = models.ForeignKey(Speaker, models.CASCADE, null=True, verbose_name=_("说话的人"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        related_name="messages",
        db_index=False,
        verbose_name=_("工作人员"),
    )
    caller = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="calls",
        db_index=False,
        verbose_name=_("谁去打"),
    )
    channel = models.CharField(
        _("渠道"), max_length=8, choices=[(c.value, _(n)) for c, n in rules.CHANNEL_NAMES.items()]
    )
    words = models.CharField(_("内容"), max_length=300, blank=True)
    state = models.CharField(_("状态"), max_length=8, choices=State, default=State.WAITING)
    not_before = models.DateTimeField(_("不早于"))
    next_on = models.DateField(_("下一步日期"), null=True)
    ask = models.CharField(_("问人的电话"), max_length=20, blank=True)
    attempts = models.PositiveSmallIntegerField(_("试过几次"), default=0)
    claimed_at = models.DateTimeField(_("拿去发的时间"), null=True)
    shown = models.BooleanField(_("只在网页上显示"), default=False)
    done_at = models.DateTimeField(_("告知时间"), null=True)
    error = models.CharField(_("出错"), max_length=300, blank=True)
    key = models.UUIDField(default=uuid.uuid4, editable=False)

    class Meta:
        verbose_name = _("消息")
        verbose_name_plural = _("消息")
        constraints = [
            models.UniqueConstraint(
                fields=["line", "speaker", "channel"],
                name="told_once_speaker",
                condition=Q(speaker__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["line", "person", "channel"],
                name="told_once_person",
                condition=Q(person__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["line", "channel"],
                name="told_once_group",
                condition=Q(speaker__isnull=True, person__isnull=True),
            ),
        ]
        indexes = [
            models.Index(
                fields=["not_before", "id"],
                name="message_to_send",
                condition=Q(state="waiting") & ~Q(channel="call"),
            ),
            models.Index(fields=["caller", "state"], name="message_to_call", condition=Q(channel="call")),
            models.Index(fields=["person", "-id"], name="message_inbox", condition=Q(person__isnull=False)),
            models.Index(fields=["-id"], name="message_out", condition=~Q(channel="app")),
            models.Index(fields=["state", "-id"], name="message_out_by_state", condition=~Q(channel="app")),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.state}"


def went_out() -> "models.QuerySet[Message]":
    """What leaves the house: every channel but the page itself, which needs no sending (indexes message_out…)."""
    return Message.objects.exclude(channel=rules.Channel.APP)
