"""A neighbour comments on an article; each comment is answered, accepted or not, with a reason."""

from datetime import datetime

from django.db import transaction

from huisheng.deliberate.covenants import rules
from huisheng.deliberate.covenants.models import Article, ArticleComment
from huisheng.deliberate.covenants.services.finding import locked, standing
from huisheng.echo.refusals import refuse_if
from huisheng.echo.say import say
from huisheng.echo.voices.rules import why_not_phone
from huisheng.echo.voices.services import Said, hear
from huisheng.people.models import Person


@transaction.atomic
def comment(
    article: Article, *, words: str, said: Said, by: Person | None, at: datetime, once: str | None = None
) -> ArticleComment:
    """Anybody's word on an article of a draft; they get a receipt. `once`: sent twice it is one comment."""
    version = locked(article.version)
    if once and (same := ArticleComment.objects.select_related("speaker").filter(once=once).first()):
        return same
    refuse_if(rules.why_not_comment(standing(version), words) or why_not_phone(said.phone))
    voice = version.covenant.voice
    speaker = hear(voice, said=said, filed_by=None if by == said.person else by, at=at)
    found = ArticleComment.objects.create(
        article=article, speaker=speaker, words=words.strip(), at=at, once=once
    )
    says = f"有邻居对草案的一条提了意见，收在{speaker.spoken[-4:]}号。"
    say(voice, by=by, at=at, did="commented", says=says, to=[speaker])
    return found


@transaction.atomic
def answer(
    found: ArticleComment, *, accepted: bool, words: str, by: Person | None, at: datetime, hat: str = ""
) -> None:
    """Accepted or not, and why; whoever said it is told."""
    version = locked(found.article.version)
    now = ArticleComment.objects.select_related("speaker").get(pk=found.pk)
    refuse_if(rules.why_not_answer(words, answered=now.answered_at is not None))
    now.accepted, now.answer, now.answered_by, now.answered_at = accepted, words.strip(), by, at
    now.save()
    fate = "采纳" if accepted else "不采纳"
    says = f"答复了{now.speaker.spoken[-4:]}号意见：{fate}。{now.answer}"
    say(version.covenant.voice, by=by, at=at, did="answered", says=says, to=[now.speaker], caller=by, hat=hat)
