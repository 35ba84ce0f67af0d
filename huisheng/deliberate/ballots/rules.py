"""What an owners' vote allows, and by when the law wants what (RULES R5; M49, M50, M51). Plain values, no Django."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from secrets import choice, token_hex

from huisheng.deliberate.ballots.law import NATIONAL, Matter, Profile, matter_of
from huisheng.echo.refusals import YES, because

SHORTEST_CORRECTION = 3
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that looks like another when it is written by hand
DELIVERY_NAMES = {"delivered": "已送到", "returned": "已交回", "refused": "不收"}
DUTY_NAMES = {"committee": "告知居委会", "posted": "公布决定", "filed": "到区住建局和街道备案"}
NOTICE_WORDS = ("公告全体业主",)
REMIND_MONTHS = 3
HANDED_OVER = ("印章", "银行账户和存款", "合同和票据", "钥匙和门禁", "业主名册", "维修资金和公共收益账册")
COMMITTEE_YEARS = 5


class Stage(StrEnum):
    """Where a vote stands; the dates move it from announced to open to closed by themselves."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    OPEN = "open"
    CLOSED = "closed"
    DECIDED = "decided"


STAGE_NAMES = {
    Stage.DRAFT: "起草中",
    Stage.ANNOUNCED: "已公告",
    Stage.OPEN: "投票中",
    Stage.CLOSED: "已截止，等计票",
    Stage.DECIDED: "有结果",
}


def new_key() -> str:
    """A key for pseudonyms; it never leaves the database."""
    return token_hex(32)


def new_receipt() -> str:
    """A receipt code that nobody guesses, in groups that can be read aloud."""
    return "-".join("".join(choice(LETTERS) for _ in range(4)) for _ in range(3))


def stage_of(*, announced: bool, decided: bool, opens: datetime, closes: datetime, at: datetime) -> Stage:
    """Where a vote stands at a moment."""
    if decided:
        return Stage.DECIDED
    if not announced:
        return Stage.DRAFT
    if at < opens:
        return Stage.ANNOUNCED
    return Stage.OPEN if at <= closes else Stage.CLOSED


def why_not_correction(*, notice_from: date, notice_to: date) -> str:
    """The roll hangs out for some days, so that owners can put it right."""
    days = (notice_to - notice_from).days + 1
    short = because("名册至少要公示 %(days)s 天，让业主能改错。", days=SHORTEST_CORRECTION)
    return short if days < SHORTEST_CORRECTION else YES


def why_not_object(words: str, *, frozen: bool, notice_from: date, notice_to: date, on: date) -> str:
    """An owner may say what is wrong while the roll hangs out."""
    if frozen:
        return because("名册已经定下来了，不能再改。")
    if on < notice_from:
        return because("名册还没有公示。")
    if on > notice_to:
        return because("公示期到 %(day)s 为止，已经过了。", day=notice_to.isoformat())
    return YES if words.strip() else because("请写一写哪里不对。")


def why_not_freeze(*, frozen: bool, units: int, unanswered: int, notice_to: date, on: date) -> str:
    """A roll is frozen once, after its correction period, when every objection has been answered."""
    if frozen:
        return because("名册已经定下来了，不能再改。")
    if not units:
        return because("名册是空的，请先导入。")
    if on <= notice_to:
        return because("公示到 %(day)s，过后才能定下名册。", day=notice_to.isoformat())
    if unanswered:
        return because("还有 %(n)s 条意见没有答复，答复以后才能定下名册。", n=unanswered)
    return YES


def why_not_announce(
    *, announced: bool, questions: int, counters: int, law: Profile | None, opens: datetime, today: date
) -> str:
    """The notice to all owners comes at least 15 days before (物业管理条例 第 13 条; R5.8)."""
    if announced:
        return because("已经公告过了。")
    if not questions:
        return because("还没有议题。没有公告的事不能表决，请先写议题。")
    if law is None:
        return because("请选一套规则。")
    if counters < 2:
        return because("计票组至少要两个人：每张纸票由两个人分别录入。")
    earliest = today + timedelta(days=law.notice_days)
    if opens.date() < earliest:
        return because(
            "开始投票的 %(days)s 天以前要公告全体业主。今天公告，最早 %(day)s 开始（物业管理条例第 13 条）。",
            days=law.notice_days,
            day=earliest.isoformat(),
        )
    return YES


def why_not_ask(text: str, matter: str, candidates: Collection[str], *, announced: bool) -> str:
    """A question is written before the notice: what was not announced is not voted on (R5.9)."""
    if announced:
        return because("公告已经贴出去了，不能再加议题：没有公告的事不能表决。")
    if not text.strip():
        return because("请写议题。")
    found = matter_of(matter)
    if found is None:
        return because("请选这是哪一类事项。")
    if found.seats and len(candidates) < found.seats:
        return because("候选人比名额少，请写 %(n)s 个以上，用分号隔开。", n=found.seats)
    return because("只有选举才写候选人。") if candidates and not found.seats else YES


def why_not_cast(*, stage: Stage, frozen: bool, received: datetime, opens: datetime, closes: datetime) -> str:
    """A ballot comes within the window, when the roll stands."""
    if stage in (Stage.DRAFT, Stage.ANNOUNCED) or received < opens:
        return because("还没有开始投票，%(at)s 开始。", at=f"{opens:%Y-%m-%d %H:%M}")
    if received > closes:
        return because("投票已经在 %(at)s 截止，这张票不能收。", at=f"{closes:%Y-%m-%d %H:%M}")
    if stage is Stage.DECIDED:
        return because("结果已经宣布，不能再收票。")
    return YES if frozen else because("名册还没有定下来，还不能投票。")


def why_not_received(*, received: datetime | None, seen_by: str, at: datetime, closes: datetime) -> str:
    """After closing a paper is taken only as one that came in time: at which hour, and who saw it."""
    if received and received > at:
        return because("收到的时间还没有到。")
    if (received or at) > closes and received is None:
        return because(
            "投票已经在 %(at)s 截止。按时交来、没来得及记的纸票，请写几点收到、谁看见的。",
            at=f"{closes:%Y-%m-%d %H:%M}",
        )
    return because("请写谁看见这张票按时交来。") if received and not seen_by.strip() else YES


def why_not_count(*, stage: Stage, pending: int, frozen: bool) -> str:
    """Counted once, after closing, when every paper that came back has been read by two."""
    if stage is Stage.DECIDED:
        return because("结果已经宣布过了。")
    if stage is not Stage.CLOSED:
        return because("还没有截止，不能计票。")
    if not frozen:
        return because("名册没有定下来，不能计票。")
    if pending:
        return because("还有 %(n)s 张交回的纸票没有录完，录完再计票。", n=pending)
    return YES


def why_not_file(*, decided: bool, posted: bool) -> str:
    """The papers are put together when it was counted and what was decided hangs on the wall."""
    if not decided:
        return because("还没有结果，宣布以后才能备案。")
    return YES if posted else because("先公布决定，记下公布的日子，再打包备案（建房〔2009〕274号）。")


def why_not_read(read: str, before: Sequence[tuple[int, str]], *, by: int, counted: bool, done: bool) -> str:
    """A paper is read by two persons; where they differ a third looks at the paper and agrees with one of them.

    `before`: (who, what they read) so far.
    """
    if counted:
        return because("结果已经宣布，不能再收票。")
    if done:
        return because("这张纸票已经由两个人录好了。")
    if any(who == by for who, _read in before):
        return because("您录过这一张了，请换一个人再看一遍。")
    different = len(before) > 1 and read not in [what for _who, what in before]
    return because("跟前两次录的都不一样，请再看一遍纸票。") if different else YES


@dataclass(frozen=True)
class Due:
    """A date that the law sets: what, by when, where it stands in the law; `done` when it was done."""

    duty: str
    words: str
    by: date
    source: str
    done: date | None = None

    def late(self, on: date) -> bool:
        return self.done is None and on > self.by


def dues(
    *, announced: date | None, opens: date, decided: date | None, election: bool,
    done: dict[str, date], law: Profile = NATIONAL,
) -> list[Due]:  # fmt: skip
    """The statutory dates of a vote, in order (R5.8, R5.11, R5.13)."""
    found = [
        Due(
            "notice",
            *NOTICE_WORDS,
            opens - timedelta(days=law.notice_days),
            "物业管理条例第 13 条",
            announced,
        )
    ]
    found.append(
        Due("committee", DUTY_NAMES["committee"], opens, "物业管理条例第 15 条", done.get("committee"))
    )
    if decided:
        posting = decided + timedelta(days=law.posting_days)
        found.append(Due("posted", DUTY_NAMES["posted"], posting, "建房〔2009〕274号", done.get("posted")))
        if election:
            filing = decided + timedelta(days=law.filing_days)
            found.append(Due("filed", DUTY_NAMES["filed"], filing, "物业管理条例第 16 条", done.get("filed")))
    return found


def challenge_until(decided: date) -> date:
    """Until when an owner whose rights are hurt may sue, at the latest known day (民法典 第 280 条; R5.13)."""
    return _years(decided, 1)


def term_due(until: date) -> date:
    """Three months before a term ends somebody has to begin with the next election (M50)."""
    month = until.month - REMIND_MONTHS
    year, month = (until.year, month) if month > 0 else (until.year - 1, month + 12)
    return date(year, month, min(until.day, 28))


def _years(day: date, n: int) -> date:
    return date(day.year + n, day.month, min(day.day, 28) if day.month == 2 else day.day)


def why_not_term(name: str, starts: date, ends: date, *, last: date | None) -> str:
    """A committee's term is five years at most, and begins after the one before began (R5.11)."""
    if not name.strip():
        return because("请写是第几届业主委员会。")
    if ends <= starts:
        return because("任期的最后一天要在第一天之后。")
    if ends > _years(starts, COMMITTEE_YEARS):
        return because("业委会一届最长 %(n)s 年。", n=COMMITTEE_YEARS)
    return because("已经有更晚开始的一届。") if last and starts <= last else YES


def why_not_hand_over(gave: str, received: str, *, done: bool, day: date, on: date) -> str:
    """From hand to hand: who gave, who received, on a day that has been. Once."""
    if done:
        return because("这一项已经移交过了。")
    if not gave.strip() or not received.strip():
        return because("谁交的、谁收的都要写。")
    return because("日期在今天之后。") if day > on else YES


def chosen_matter(text: str) -> Matter:
    """The matter of a question that was checked when it was written."""
    found = matter_of(text)
    assert found is not None
    return found
