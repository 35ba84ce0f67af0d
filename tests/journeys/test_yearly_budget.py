"""A resident of 75 votes on this year's projects: on a telephone, in 长辈版, with and without scripts (M51)."""

import pytest
from playwright.sync_api import expect

from tools import browser


@pytest.mark.parametrize("scripts", [True, False])
def test_M51_the_slip_is_scanned_projects_are_ticked_and_the_ballot_comes_in(visitors, street, axe, scripts):
    budget = street.budget_open
    voter = budget.voters.filter(person=None).order_by("-pk").first()
    page = visitors(browser.PHONE, elder=True, java_script_enabled=scripts)
    page.goto(f"/budgets/{budget.token}/vote/?slip={voter.slip}")
    expect(page.get_by_label("选票码")).to_have_count(0)
    for title in ("换一座滑梯", "架空层添桌椅"):
        page.get_by_label(f"我要这个 {title}").check()
    if scripts:
        expect(page.locator("#sum")).to_contain_text("您选了 2 个，加起来 33,000 元")
        axe(page)
    button = page.get_by_label("我要这个 换一座滑梯").locator("xpath=..").bounding_box()
    assert button["height"] >= 60
    page.get_by_role("button", name="选好了").click()
    expect(page.get_by_role("heading", name="您选的是这些")).to_be_visible()
    expect(page.get_by_text("您选了 2 个，加起来 33,000 元")).to_be_visible()
    page.get_by_role("button", name="回去改").click()
    expect(page.get_by_label("我要这个 换一座滑梯")).to_be_checked()
    page.get_by_role("button", name="选好了").click()
    page.get_by_role("button", name="就投这些").click()
    expect(page.get_by_role("heading", name="票收到了")).to_be_visible()
    assert budget.ballots.get(unit=voter.code).choice == "2,3"


@pytest.mark.parametrize("size", [browser.PHONE, browser.DESK], ids=["phone", "desk"])
def test_the_pages_of_a_years_money_fit_and_exclude_nobody(visitors, street, axe, size):
    over, runs, lamps = street.budget_over, street.budget_open, street.lamps
    page = visitors(size, by=street.lin)
    for there in (
        "/budgets/", f"/budgets/{over.token}/", f"/budgets/{runs.token}/", "/projects/", f"/projects/{lamps.token}/",
        "/budget/", f"/budget/{runs.pk}/", f"/budget/{runs.pk}/papers/", f"/budget/new/?at={street.tingyu.pk}",
        f"/project/{lamps.pk}/", f"/project/{lamps.pk}/move/", f"/project/{lamps.pk}/dates/",
    ):  # fmt: skip
        assert page.goto(there).status == 200
        assert not browser.overflow(page), there
        axe(page)
