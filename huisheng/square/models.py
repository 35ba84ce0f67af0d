"""What the roof remembers."""

from huisheng.square.api.models import Replay
from huisheng.square.tokens.models import Token

__all__ = ["Replay", "Token"]
