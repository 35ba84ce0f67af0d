"""The tables of the deliberate room."""

from huisheng.deliberate.covenants.models import (
    Adoption,
    Article,
    ArticleComment,
    Covenant,
    CovenantVersion,
    Filing,
)
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
    "Adoption",
    "Article",
    "ArticleComment",
    "Covenant",
    "CovenantVersion",
    "Filing",
    "Notice",
    "NoticeAnswer",
    "NoticeEnd",
    "NoticeLength",
    "NoticeObjection",
    "NoticeText",
    "Posting",
    "Spot",
]
