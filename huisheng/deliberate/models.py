"""The tables of the deliberate room."""

from huisheng.deliberate.notices.models import (
    Notice,
    NoticeAnswer,
    NoticeEnd,
    NoticeLength,
    NoticeObjection,
    NoticeText,
    Posting,
    Spot,
)

__all__ = [
    "Notice",
    "NoticeAnswer",
    "NoticeEnd",
    "NoticeLength",
    "NoticeObjection",
    "NoticeText",
    "Posting",
    "Spot",
]
