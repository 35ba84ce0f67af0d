"""What the roof remembers."""

from huisheng.square.api.models import Replay
from huisheng.square.tokens.models import Token
from huisheng.square.watching.models import Beat

__all__ = ["Beat", "Replay", "Token"]
