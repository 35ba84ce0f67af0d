"""What the roof remembers."""

from huisheng.square.tokens.models import Token

__all__ = ["Token"]
