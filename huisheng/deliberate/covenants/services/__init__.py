"""What is done with covenants: begin, draft, comment, answer, put up, adopt, file, hang."""

from huisheng.deliberate.covenants.services.adopting import (
    adopt,
    adopt_by_vote,
    file,
    hang,
    link_vote,
    put_up,
)
from huisheng.deliberate.covenants.services.drafting import (
    add_article,
    begin,
    change_article,
    drop_article,
    redraft,
)
from huisheng.deliberate.covenants.services.finding import changes_of, current, known, standing
from huisheng.deliberate.covenants.services.hearing import answer, comment

__all__ = [
    "add_article",
    "adopt",
    "adopt_by_vote",
    "answer",
    "begin",
    "change_article",
    "changes_of",
    "comment",
    "current",
    "drop_article",
    "file",
    "hang",
    "known",
    "link_vote",
    "put_up",
    "redraft",
    "standing",
]
