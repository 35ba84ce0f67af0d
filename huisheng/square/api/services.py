"""Do something once for a key, and answer the same again."""

import json
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, transaction

from huisheng.echo.refusals import refuse_if
from huisheng.square.api import rules
from huisheng.square.api.models import Replay
from huisheng.square.tokens.models import Token

Answer = tuple[int, dict[str, Any]]


class OtherContentError(Exception):
    """A key that was used for something else."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def once(
    token: Token, *, key: str, content: str, do: Callable[[], Answer], at: datetime
) -> tuple[Answer, bool]:
    """What `do` answers, and whether it was answered before. The act and its answer are kept together or not at all.

    Raises OtherContentError when the key was used for other content within a day. Without a key it is simply done.
    """
    if not key:
        return do(), False
    refuse_if(rules.why_not_key(key))
    digest = sha256(key.encode(errors="replace")).hexdigest()
    Replay.objects.filter(token=token, key=digest, at__lte=at - rules.KEPT_FOR).delete()
    if kept := Replay.objects.filter(token=token, key=digest).first():
        return _again(kept, content), True
    try:
        with transaction.atomic():
            replay = Replay.objects.create(token=token, key=digest, content=content, at=at)
            status, answer = do()
            replay.status, replay.answer = status, json.dumps(answer, ensure_ascii=False)
            replay.save(update_fields=["status", "answer"])
            return (status, answer), False
    except IntegrityError:  # somebody was faster with the same key
        kept = Replay.objects.filter(token=token, key=digest).first()
        if kept is None:
            raise
        return _again(kept, content), True


def _again(kept: Replay, content: str) -> Answer:
    if reason := rules.why_not_again(kept, content):
        raise OtherContentError(reason)
    return kept.status, json.loads(kept.answer)


def forget_replays(*, at: datetime) -> int:
    """What nobody may ask for again is deleted; answers how many."""
    return Replay.objects.filter(at__lte=at - rules.KEPT_FOR).delete()[0]
