"""Read covenants: which version holds, where a version stands, what it changes."""

from django.db.models import QuerySet

from huisheng.deliberate.covenants import rules
from huisheng.deliberate.covenants.changes import Change, Text, compare
from huisheng.deliberate.covenants.models import Article, ArticleComment, Covenant, CovenantVersion


def known() -> QuerySet[CovenantVersion]:
    """Versions with what is asked of each: its covenant and place, adoption, filing, notice."""
    return CovenantVersion.objects.select_related(
        "covenant__voice",
        "covenant__place__community",
        "covenant__place__street",
        "adoption",
        "filing",
        "notice__text",
        "question__vote__verdict",
    )


def current(covenant: Covenant) -> CovenantVersion | None:
    """The version that holds: the last one adopted."""
    return known().filter(covenant=covenant, adoption__isnull=False).order_by("-number").first()


def changes_of(version: CovenantVersion) -> list[Change]:
    """Article by article against the last version adopted before it. Two queries."""
    before = Article.objects.filter(
        version__covenant=version.covenant_id,
        version__number__lt=version.number,
        version__adoption__isnull=False,
    )
    rows = list(before.order_by("-version__number", "order", "pk").values("version", "pk", "was", "words"))
    last = [row for row in rows if row["version"] == rows[0]["version"]]
    old = [Text(row["pk"], row["was"], row["words"]) for row in last]
    return compare(old, [Text(one.pk, one.was_id, one.words) for one in version.articles.all()])


def standing(version: CovenantVersion) -> rules.Version:
    """Where a version stands, as the rules take it. Three queries."""
    adoption = getattr(version, "adoption", None)
    unanswered = ArticleComment.objects.filter(article__version=version, answered_at=None).count()
    changes = changes_of(version)
    return rules.Version(
        put_up=version.put_up_at is not None,
        adopted_on=adoption.on if adoption else None,
        filed=hasattr(version, "filing"),
        articles=sum(one.kind != "dropped" for one in changes),
        unanswered=unanswered,
        changed=any(one.kind != "same" for one in changes),
        linked=version.question_id is not None,
    )


def locked(version: CovenantVersion) -> CovenantVersion:
    """The version as it is now; nobody else changes its covenant until this transaction ends."""
    Covenant.objects.select_for_update().get(pk=version.covenant_id)
    return known().get(pk=version.pk)
