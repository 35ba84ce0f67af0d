"""What the roof remembers."""

from huisheng.square.api.models import Replay
from huisheng.square.safety.models import SecondLock
from huisheng.square.tokens.models import Token
from huisheng.square.watching.models import Beat
from huisheng.square.webhooks.models import Delivery, Webhook

__all__ = ["Beat", "Delivery", "Replay", "SecondLock", "Token", "Webhook"]
