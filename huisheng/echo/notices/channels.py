"""How a message leaves the house. Whatever is not set up in the settings is shown on the page of messages instead."""

import smtplib
from typing import Protocol

import httpx
from django.conf import settings
from django.core.mail import EmailMessage

from huisheng.echo.notices.models import Message
from huisheng.echo.notices.rules import CODE_SENT, Channel

TIMEOUT = 10.0  # seconds; a gateway that is slower is asked again later


class NotSentError(Exception):
    """It certainly did not go out: try again later."""


class NotSureError(Exception):
    """It was handed over and no answer came: sent or not, nobody knows. Never tried again by a machine."""


class Adapter(Protocol):
    """One channel. `send` returns when it was handed over and raises NotSentError or NotSureError otherwise."""

    def send(self, message: Message) -> None: ...


class ShownOnThePage:
    """The one fake, for every channel without a gateway: nothing leaves, the page of messages shows it."""

    def send(self, message: Message) -> None:
        message.shown = True


class Sms:
    """One POST to the operator's gateway: template parameters only, never a word of the matter."""

    def send(self, message: Message) -> None:
        to = message.speaker or message.person
        if to is None or not to.phone:
            raise NotSentError("no phone")
        template, params = template_of(message)
        post(
            settings.SMS_GATEWAY,
            {"id": str(message.key), "to": to.phone, "template": template, "params": params},
            headers={"Authorization": f"Bearer {settings.SMS_TOKEN}", "Idempotency-Key": str(message.key)},
        )


def template_of(message: Message) -> tuple[str, dict[str, str]]:
    """Which of the operator's two templates, and what goes into it."""
    if message.line.did == CODE_SENT and message.speaker:
        return "code", {"code": message.speaker.code}
    number = message.speaker.spoken if message.speaker else ""
    next_on = message.next_on.isoformat() if message.next_on else ""
    return "progress", {"number": number, "next": next_on, "phone": message.ask}


class WeComGroup:
    """The robot of the staff's group (one POST of markdown)."""

    def send(self, message: Message) -> None:
        said = post(
            settings.WECOM_WEBHOOK,
            {"msgtype": "markdown", "markdown": {"content": message.words}},
            headers={},
        )
        if said.get("errcode"):
            raise NotSentError(str(said.get("errmsg") or said["errcode"]))


class Email:
    """Django's mail, with the message's own id."""

    def send(self, message: Message) -> None:
        to = message.speaker or message.person
        if to is None or not to.email:
            raise NotSentError("no address")
        subject = f"【回声】{message.speaker.spoken if message.speaker else ''}"
        letter = EmailMessage(
            subject, message.words, to=[to.email], headers={"Message-ID": f"<{message.key}@huisheng>"}
        )
        try:
            letter.send()
        except smtplib.SMTPServerDisconnected as error:
            raise NotSureError(str(error)) from error
        except (smtplib.SMTPException, OSError) as error:
            raise NotSentError(str(error)) from error


def post(url: str, body: dict[str, object], *, headers: dict[str, str]) -> dict[str, object]:
    """POST JSON and answer the JSON that came back ({} when it was none)."""
    try:
        answer = httpx.post(url, json=body, headers=headers, timeout=TIMEOUT)
        answer.raise_for_status()
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.HTTPStatusError) as error:
        raise NotSentError(str(error)) from error
    except httpx.HTTPError as error:
        raise NotSureError(f"{type(error).__name__} {error}") from error
    except httpx.InvalidURL as error:
        raise NotSentError(str(error)) from error
    try:
        said = answer.json()
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def adapter_for(channel: str) -> Adapter:
    """The adapter that the settings set up for a channel, else the page. A call has none: a human makes it."""
    set_up: dict[str, tuple[str, Adapter]] = {
        Channel.SMS: (settings.SMS_GATEWAY, Sms()),
        Channel.EMAIL: (settings.EMAIL_HOST, Email()),
        Channel.WECOM: (settings.WECOM_WEBHOOK, WeComGroup()),
    }
    where, adapter = set_up.get(channel, ("", ShownOnThePage()))
    return adapter if where else ShownOnThePage()
