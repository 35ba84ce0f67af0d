"""The tables of the alliance room."""

from huisheng.alliance.bodies.models import OutsideBody

__all__ = ["OutsideBody"]
