"""A session brings the posts that its person holds today, in the statement that reads it: no more and no fewer."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate, now

from huisheng.people.permissions.rules import Role
from huisheng.territory.models import PostKind
from huisheng.territory.places.services import add
from huisheng.territory.posts.services import appoint, end, hats_of

DAY = timedelta(days=1)


def hats_on(client, url="/today/"):
    return list(client.get(url).wsgi_request.hats)


@pytest.mark.parametrize("who", ["he", "xie", "zhou", "chen", "lin", "guo"])
def test_everybody_has_the_hats_that_their_posts_give(client, street, who):
    client.force_login(street[who])
    assert hats_on(client) == hats_of(street[who], on=localdate())


def test_a_post_that_begins_tomorrow_or_has_ended_is_no_hat_one_that_runs_out_today_is(client, street):
    client.force_login(street.he)
    kind, by, today = PostKind.objects.get(code="neighbour_head"), {"by": None, "at": now()}, localdate()
    running, coming, last_day = (
        add(kind="building", name=name, parent=street.tingyu, **by) for name in "甲乙丙"
    )
    post = appoint(street.he, kind=kind, place=running, **by)
    appoint(street.he, kind=kind, place=coming, starts=today + DAY, **by)
    appoint(street.he, kind=kind, place=last_day, starts=today - DAY, ends=today, **by)
    assert heads(client) == {running.path, last_day.path}
    end(post, why="搬走了", **by)
    assert heads(client) == {last_day.path}


def heads(client):
    """Where the visitor is a neighbour head."""
    return {hat.path for hat in hats_on(client, "/my/") if hat.role is Role.HEAD}
