"""Begin a covenant, draft a version, change its articles while it is open."""

from datetime import datetime

from django.db import transaction

from huisheng.deliberate.covenants import rules
from huisheng.deliberate.covenants.models import Article, Covenant, CovenantVersion
from huisheng.deliberate.covenants.services.finding import current, locked, standing
from huisheng.echo.refusals import because, refuse_if
from huisheng.echo.say import say
from huisheng.echo.voices import services as voices
from huisheng.people.models import Person
from huisheng.territory.models import Place


@transaction.atomic
def begin(
    *, place: Place, title: str, articles: list[str], by: Person | None, at: datetime, hat: str = ""
) -> CovenantVersion:
    """A first draft, open for comments."""
    refuse_if(because("请写名称，再写至少一条。") if not title.strip() or not articles else "")
    voice = voices.begin(kind="covenant", title=title.strip(), path=place.path, at=at)
    covenant = Covenant.objects.create(voice=voice, place=place, title=title.strip(), at=at)
    version = CovenantVersion.objects.create(covenant=covenant, number=1, begun_at=at)
    for words in articles:
        refuse_if(rules.why_not_article(rules.Version(), words))
    rows = [Article(version=version, order=n, words=words.strip()) for n, words in enumerate(articles, 1)]
    Article.objects.bulk_create(rows)
    says = f"《{covenant.title}》有了草案，{len(rows)} 条，哪一条都可以提意见。"
    say(voice, by=by, at=at, did="drafted", says=says, hat=hat)
    return version


@transaction.atomic
def redraft(
    covenant: Covenant, *, why: str, by: Person | None, at: datetime, hat: str = ""
) -> CovenantVersion:
    """The next version, as the one that holds, to be changed. Refused while another one is not adopted yet."""
    Covenant.objects.select_for_update().get(pk=covenant.pk)
    refuse_if(rules.why_not_begin(covenant.versions.filter(adoption=None).exists()))
    refuse_if(because("请写一句为什么改。") if not why.strip() else "")
    last = current(covenant)
    assert last is not None
    version = CovenantVersion.objects.create(
        covenant=covenant, number=last.number + 1, why=why.strip(), begun_at=at
    )
    rows = [
        Article(version=version, order=one.order, words=one.words, was=one) for one in last.articles.all()
    ]
    Article.objects.bulk_create(rows)
    says = f"开始修订第 {version.number} 版：{version.why}"
    say(covenant.voice, by=by, at=at, did="drafted", says=says, hat=hat)
    return version


@transaction.atomic
def change_article(article: Article, *, words: str, by: Person | None, at: datetime, hat: str = "") -> None:
    """Other words for an article of a draft."""
    version = locked(article.version)
    refuse_if(rules.why_not_article(standing(version), words))
    article.words = words.strip()
    article.save(update_fields=["words"])
    _say(version, f"改了草案的一条：{article.words}", "redrafted", by, at, hat)


@transaction.atomic
def add_article(
    version: CovenantVersion, *, words: str, by: Person | None, at: datetime, hat: str = ""
) -> Article:
    """One more article, at the end."""
    now = locked(version)
    refuse_if(rules.why_not_article(standing(now), words))
    last = now.articles.last()
    article = Article.objects.create(version=now, order=last.order + 1 if last else 1, words=words.strip())
    _say(now, f"草案加了一条：{article.words}", "redrafted", by, at, hat)
    return article


@transaction.atomic
def drop_article(article: Article, *, by: Person | None, at: datetime, hat: str = "") -> None:
    """An article leaves the draft. Refused when neighbours have commented on it: their words would be lost."""
    version = locked(article.version)
    refuse_if(rules.why_not_draft(standing(version)))
    refuse_if(
        because("这一条有人提过意见，不能删；请改文字，或者答复说明。") if article.comments.exists() else ""
    )
    words = article.words
    article.delete()
    _say(version, f"草案去掉了一条：{words}", "redrafted", by, at, hat)


def _say(version: CovenantVersion, says: str, did: str, by: Person | None, at: datetime, hat: str) -> None:
    say(version.covenant.voice, by=by, at=at, did=did, says=says, to=[], hat=hat)
