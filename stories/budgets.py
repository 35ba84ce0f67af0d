"""How 听雨苑 spends its money: last year's projects, chosen and being built; this year's, open for voting."""

from datetime import datetime, timedelta
from typing import Any

from huisheng.deliberate.budgets import services as budgets
from huisheng.deliberate.models import Budget
from huisheng.resolve.models import Project
from huisheng.resolve.projects import services as projects
from huisheng.territory.models import Place
from huisheng.territory.places.rules import Kind

HAT = "莲池社区 社区经办人"
LAST_YEAR = [
    ("路灯更新", "换二十四盏，光照到台阶。", "1 到 6 栋之间的路", 32_000),
    ("游乐场翻新", "滑梯、秋千连地垫一起换。", "中心花园", 38_000),
    ("垃圾房装水龙头", "夏天能冲洗。", "北门垃圾房", 5_000),
    ("添一组健身器材", "", "东边空坪", 10_000),
    ("充电棚加顶", "下雨天也能充。", "北门", 10_000),
]
# Which projects so many residents ticked together.
TICKED = [((1, 2, 4), 9), ((1, 3), 8), ((1,), 7), ((2,), 8), ((2, 3), 5), ((5,), 7), ((1, 5), 3), ((4,), 3)]
THIS_YEAR = [
    ("北门到 2 栋添两盏路灯", "上晚班的回来看得见路。", "北门到 2 栋", 6_800),
    ("东边绿地改成 12 个停车位", "", "东边绿地", 48_000),
]
# Which work, to which stage, how far, in what words, how many days ago.
ROAD = [
    (2, "build", 100, "水龙头装好，下面接了地漏。", 200),
    (2, "accept", 0, "请物业和邻居一起来看。", 190),
    (0, "buy", 0, "灯位图贴出来十天，改了两处，定了。", 195),
    (1, "buy", 0, "滑梯样式由孩子们选的，图纸过了。", 188),
    (0, "build", 0, "三家报价，最低的一家中选，价格在公告栏。", 118),
    (1, "build", 20, "旧滑梯拆了，地面在铲。", 110),
    (0, "build", 60, "东边十四盏亮了。", 40),
    (1, "build", 90, "秋千和滑梯装好，地垫等天晴再铺。", 9),
    (0, "build", 90, "二十二盏亮了，还差南门两盏等配件。", 5),
]
SO_FAR = [((1, 2), 6), ((1, 3), 4), ((2,), 4), ((1, 3, 4), 5), ((4,), 3)]


def yearly(told: dict[str, Any], *, at: datetime) -> dict[str, Any]:
    """One budget that is decided, one that runs."""
    over = _decided(told, year=at.year - 1, at=at - timedelta(days=345))
    built = _built(told, over, at=at)
    runs = _running(told, at=(at - timedelta(days=8)).replace(hour=9, minute=0), now=at)
    return {"budget_over": over, "budget_open": runs, **built}


def _by(told: dict[str, Any]) -> dict[str, Any]:
    return {"by": told["lin"], "hat": HAT}


def _plan(
    told: dict[str, Any], title: str, *, year: int, fen: int, at: datetime, days: int, **more: Any
) -> Budget:
    opens = (at + timedelta(days=5)).replace(hour=8, minute=0, second=0, microsecond=0)
    return budgets.plan(
        place=told["tingyu"], year=year, title=f"听雨苑 {year} 年{title}", fen=fen * 100, rule="equal-shares",
        utility="cost", completion="add1-utilitarian", opens=opens, closes=opens + timedelta(days=days), at=at,
        **more, **_by(told),
    )  # fmt: skip


def _on_roll(told: dict[str, Any], budget: Budget, *, at: datetime) -> None:
    """Whoever is registered, and one resident of each home that somebody lives in."""
    budgets.residents_on_roll(budget, by=told["lin"], at=at)
    homes = Place.objects.filter(area=told["tingyu"], kind=Kind.HOME, occupied=True).order_by("order")
    budgets.put_on_roll(budget, [(f"{home.where} 住户", "") for home in homes], by=told["lin"], at=at)


def _announce(
    told: dict[str, Any], budget: Budget, projects: list[tuple[str, str, str, int]], *, at: datetime
) -> None:
    """With what was proposed at the council's table, and everybody on the roll."""
    who: dict[str, Any] = {"proposer": "居民议事会", "at": at, **_by(told)}
    for title, words, where, yuan in projects:
        budgets.add(budget, title=title, words=words, where=where, fen=yuan * 100, **who)
    _on_roll(told, budget, at=at)
    budgets.announce(budget, at=at + timedelta(days=1), **_by(told))


def _cast(budget: Budget, ticked: list[tuple[tuple[int, ...], int]], *, at: datetime) -> None:
    """In the order of the roll, some minutes apart."""
    several = [numbers for numbers, people in ticked for _ in range(people)]
    voters = budget.voters.filter(person=None).order_by("pk")[: len(several)]
    for n, (voter, numbers) in enumerate(zip(voters, several, strict=True)):
        budgets.cast(budget, voter=voter, chosen=numbers, at=at + timedelta(minutes=7 * n))


def _decided(told: dict[str, Any], *, year: int, at: datetime) -> Budget:
    budget = _plan(told, "提质改造项目", year=year, fen=85_000, source="street", at=at, days=14)
    _announce(told, budget, LAST_YEAR, at=at)
    _cast(budget, TICKED, at=budget.opens + timedelta(hours=2))
    budgets.finish(budget, at=at + timedelta(days=50), **_by(told))
    return Budget.objects.get(pk=budget.pk)


def _built(told: dict[str, Any], budget: Budget, *, at: datetime) -> dict[str, Any]:
    """Lamps and playground are nearly there, the tap is under warranty."""
    works = {one.title: one for one in Project.objects.filter(chosen__budget=budget)}
    lamps, play, tap = (works[title] for title, *_rest in LAST_YEAR[:3])
    for work, owner, days in ((lamps, "liu_post", 30), (play, "chen_post", 12)):
        began = at - timedelta(days=250)
        projects.hand(work, to=told[owner], why="住在小区里，天天看得到。", at=began, **_by(told))
        today = at.date()
        dates = {
            "design": today - timedelta(days=190),
            "buy": today - timedelta(days=120),
            "build": today + timedelta(days=days),
        }
        projects.set_dates(work, dates, at=began + timedelta(days=3), **_by(told))
    for which, step, percent, says, days in ROAD:
        projects.move(
            (lamps, play, tap)[which],
            to=step,
            percent=percent,
            says=says,
            at=at - timedelta(days=days),
            **_by(told),
        )
    until = (at + timedelta(days=500)).date()
    projects.move(
        tap, to="warranty", percent=0, says="物业和三位邻居一起验过，水压够，不漏。", until=until, spent=468_000,
        at=at - timedelta(days=180), **_by(told),
    )  # fmt: skip
    return {"lamps": lamps, "playground": play, "tap_project": tap}


def _running(told: dict[str, Any], *, at: datetime, now: datetime) -> Budget:
    mandate = "去年 6 月的业主大会：公共收益每年 6.5 万元以内，由居民投票排先后"
    budget = _plan(
        told,
        "公共收益项目",
        year=now.year,
        fen=62_000,
        source="public_income",
        mandate=mandate,
        at=at,
        days=14,
    )
    budgets.take_over(budget, told["call_over"], at=at, **_by(told))
    _announce(told, budget, THIS_YEAR, at=at)
    _cast(budget, SO_FAR, at=budget.opens + timedelta(hours=3))
    return Budget.objects.get(pk=budget.pk)
