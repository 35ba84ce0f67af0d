"""M05, M06, M08, M09, M10, M15, M17, M166: who holds what, and what follows from it."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.utils.timezone import localdate, localtime

from huisheng.alliance.bodies.services import expected_answer
from huisheng.collect.concerns import services as concerns
from huisheng.collect.models import Category
from huisheng.echo.models import Line
from huisheng.echo.refusals import Refused
from huisheng.echo.voices.services import Said
from huisheng.people.models import Person
from huisheng.people.permissions.rules import Role, hat_for
from huisheng.territory.branches.services import branches_of, cards, keep
from huisheng.territory.coverage.services import coverage_of
from huisheng.territory.estates.rules import Body
from huisheng.territory.estates.services import lacking, mark, who_runs
from huisheng.territory.models import Appointment, EstateBody, HouseholdLink, Place, PostKind
from huisheng.territory.nominations import services as nominations
from huisheng.territory.places.services import add, gather
from huisheng.territory.posts import services

NOW = localtime()


def kind(code):
    return PostKind.objects.get(code=code)


def say(place, category="C2", words="三楼楼道灯不亮", at=NOW):
    leaf = Category.objects.select_related("clock", "receiver").get(code=category)
    return concerns.raise_(
        words, place=place, category=leaf, said=Said(phone="13812340431"), channel="page", by=None, at=at
    )


def test_M04_a_leak_at_eight_called_at_five_past_and_visited_at_twenty_five_past_meets_its_clock(street):
    evening = (NOW - timedelta(days=2)).replace(hour=20, minute=0, second=0, microsecond=0)
    leak = say(street.wang_home, category="C3", words="厨房漏水，地上都是水", at=evening)
    assert leak.holder.person == street.zhou
    said = {"by": street.zhou, "hat": leak.holder.title}
    concerns.contact(leak, at=evening + timedelta(minutes=5), says="在路上了，先关总阀。", **said)
    concerns.visit(leak, at=evening + timedelta(minutes=25), says="到了，是软管裂了，换好了。", **said)
    leak.refresh_from_db()
    assert leak.contacted_at == evening + timedelta(minutes=5) <= leak.contact_due
    assert leak.visited_at == evening + timedelta(minutes=25)


def test_M05_a_member_reaches_only_linked_homes_and_may_file_for_them(street):
    post = Appointment.objects.get(person=street.xie, kind__code="linked")
    hats = services.hats_of(street.xie, on=localdate())
    homes = set(services.linked_homes(street.xie, on=localdate()))
    stranger = street["听雨苑 3栋 1单元-402"]
    assert street.wang_home in homes
    assert stranger not in homes
    for home in (street.wang_home, stranger):
        hat = hat_for("concern.file", hats, path=home.path, own=home in homes)
        assert (hat is not None) is (home in homes)
    services.link(post, stranger, at=NOW)
    assert stranger in set(services.linked_homes(street.xie, on=localdate()))
    services.unlink(HouseholdLink.objects.get(person=street.xie, home=stranger), at=NOW)
    assert stranger not in set(services.linked_homes(street.xie, on=localdate()))


def test_M05_a_home_elsewhere_and_a_building_cannot_be_linked(street):
    post = Appointment.objects.get(person=street.xie, kind__code="linked")
    for place in (street.tan_home, street.tingyu3):
        with pytest.raises(Refused):
            services.link(post, place, at=NOW)


def test_M06_a_request_from_an_estate_with_a_branch_lands_with_its_secretary_without_one_with_the_community(
    street,
):
    with_branch, without = say(street.tingyu), say(street.hefeng)
    assert branches_of(street.tingyu).exists()
    assert with_branch.holder == street.chen_post
    assert with_branch.holder.kind.role == Role.SECRETARY
    assert not branches_of(street.hefeng).exists()
    assert without.holder == street.lin_post


def test_M06_a_branch_of_several_estates_is_led_by_the_secretary_of_a_cluster_that_gathers_them(street):
    layer = add(kind="cluster", name="东片", parent=street.lianchi, by=None, at=NOW)
    gather(layer, [street.tingyu, street.hefeng], by=None, at=NOW)
    services.appoint(street.tan, kind=kind("secretary"), place=layer, by=None, at=NOW)
    keep(None, home=street.lianchi, estates=[street.tingyu, street.hefeng], name="东片联合党支部")
    (card,) = cards(branches_of(street.hefeng), on=localdate())
    assert {post.person for post in card.secretaries} == {street.chen, street.tan}
    assert say(street.hefeng).holder.person == street.tan


def test_M06_a_branch_serves_estates_of_its_own_community_only(street):
    with pytest.raises(Refused):
        keep(None, home=street.lianchi, estates=[street.xincun], name="外面的支部")
    with pytest.raises(Refused):
        keep(None, home=street.lianchi, estates=[], name="空的支部")


def test_M08_a_role_added_in_settings_is_assignable_at_once_and_covers_if_it_says_so(street):
    before = coverage_of(street.tingyu).named
    new = PostKind(name="单元长", role=Role.HEAD, rank=12, is_contact=True, covers=True)
    services.keep_kind(new, by=street.lin, at=NOW)
    home = street["听雨苑 6栋 1单元-301"]
    services.appoint(street.tan, kind=new, place=home.parent, by=street.lin, at=NOW)
    assert services.contact_of(home, on=localdate()).kind == new
    assert coverage_of(street.tingyu).named == before + 11
    new.covers = False
    services.keep_kind(new, by=street.lin, at=NOW)
    assert coverage_of(street.tingyu).named == before


def test_M09_the_same_login_acts_in_both_posts_and_the_log_shows_which_hat_was_used(street):
    both = street.chen
    services.appoint(both, kind=kind("neighbour_head"), place=street.hefeng4, by=None, at=NOW)
    hats = services.hats_of(both, on=localdate())
    assert {hat.role for hat in hats} >= {Role.SECRETARY, Role.HEAD, Role.RESIDENT}
    for place, role in ((street.hefeng4, "邻长"), (street.tingyu, "支部书记")):
        matter = say(place, category="D6")
        own = matter.holder.person == both
        hat = hat_for("concern.contact", hats, path=matter.path, own=own)
        concerns.contact(matter, by=both, at=NOW, says="去看过了，明天清。", hat=hat.title)
        line = Line.objects.filter(voice=matter.voice, by=both).latest("pk")
        assert line.hat == f"{place.where} {role}"


def test_M10_the_street_can_list_the_estates_that_lack_an_owners_committee(street):
    estates = Place.objects.filter(kind="estate", street=street.street)
    known = {"by": street.lin, "at": NOW, "as_of": localdate()}
    assert set(lacking(estates, Body.COMMITTEE)) == {street.hefeng, street.xincun}
    mark(street.hefeng, Body.COMMITTEE, present=True, name="荷风里业主委员会", **known)
    mark(street.tingyu, Body.COMMITTEE, present=False, **known)
    assert set(lacking(estates, Body.COMMITTEE)) == {street.tingyu, street.xincun}
    tingyu, hefeng = who_runs([street.tingyu, street.hefeng], on=localdate())
    assert tingyu.missing == ["业主委员会", "自治队伍"]
    assert hefeng.missing == ["小区党支部", "物业公司", "自治队伍"]
    assert (tingyu.parts[0].name, tingyu.parts[0].contact) == ("听雨苑党支部", street.chen.name)
    assert set(lacking(estates, "branch")) == {street.hefeng}


def test_M10_what_was_known_before_stays_on_record(street):
    for present in (True, False):
        mark(
            street.hefeng,
            Body.PROPERTY,
            present=present,
            name="某物业",
            as_of=localdate(),
            by=street.lin,
            at=NOW,
        )
    rows = EstateBody.objects.filter(estate=street.hefeng, body=Body.PROPERTY).order_by("pk")
    assert [(row.present, row.replaced_at is None) for row in rows] == [(True, False), (False, True)]


def test_M15_a_referral_names_body_person_date_and_expected_answer_date(street):
    matter = say(street.tingyu)
    concerns.contact(matter, by=street.chen, at=NOW, says="打过电话了。")
    matter.refresh_from_db()
    body, by_then = street.lighting, expected_answer(street.lighting, at=NOW)
    concerns.refer(matter, body=body, asks="请修 3 栋前的路灯", expected=by_then, by=street.chen, at=NOW)
    sent = matter.referrals.get()
    assert (sent.body, sent.body.contact, sent.sent_at) == (street.lighting, "值班室", NOW)
    assert sent.expected == by_then > NOW + timedelta(days=4)
    line = Line.objects.filter(voice=matter.voice, did="referred").get()
    assert line.by == street.chen
    assert street.lighting.name in line.says


def test_M17_a_term_that_ends_in_30_days_is_on_the_to_do_list_of_who_fills_posts_there(street):
    ending = services.ending_soon(services.hats_of(street.lin, on=localdate()), on=localdate())
    assert {post.person for post in ending} == {street.mo}
    elsewhere = services.ending_soon(services.hats_of(street.yi, on=localdate()), on=localdate())
    assert not elsewhere
    heads = services.ending_soon(services.hats_of(street.zhou, on=localdate()), on=localdate())
    assert not heads


def test_M17_a_candidate_is_appointed_after_the_notice_and_after_every_objection_is_answered(street):
    today = localdate()
    notice = {"notice_from": today, "notice_to": today + timedelta(days=4)}
    with pytest.raises(Refused, match="至少要 3 天"):
        nominations.nominate(
            street.tan, kind=kind("neighbour_head"), place=street.tingyu6, by=street.lin, at=NOW,
            notice_from=today, notice_to=today,
        )  # fmt: skip
    found = nominations.nominate(
        street.tan, kind=kind("neighbour_head"), place=street.tingyu6, by=street.lin, at=NOW, **notice
    )
    against = nominations.object_(found, "她常上夜班", at=NOW)
    decide = {"yes": True, "decision": "", "by": street.lin}
    with pytest.raises(Refused, match="公示到"):
        nominations.decide(found, at=NOW, **decide)
    later = NOW + timedelta(days=5)
    with pytest.raises(Refused, match="没有答复"):
        nominations.decide(found, at=later, **decide)
    with pytest.raises(Refused, match="公示期已经过了"):
        nominations.object_(found, "晚了", at=later)
    nominations.answer(against, answer="白天在家，晚上由组长代。", at=NOW)
    nominations.decide(found, at=later, ends=later.date() + timedelta(days=365), **decide)
    found.refresh_from_db()
    assert found.post.person == street.tan
    assert found.post.appointed_by == street.lin
    with pytest.raises(Refused, match="已经决定过"):
        nominations.decide(found, at=later, **decide)


def test_M17_a_training_remembers_who_was_there(street):
    training = nominations.train(
        place=street.lianchi, topic="楼道用电安全", kind="safety", on=localdate(), attended=[street.zhou]
    )
    assert training in street.zhou.trainings.all()
    with pytest.raises(Refused):
        nominations.train(place=street.lianchi, topic="没人来", kind="duty", on=localdate(), attended=[])


def test_a_post_that_nobody_has_taken_again_is_on_the_list_of_vacancies(street):
    services.end(street.wen_post, by=street.lin, at=NOW, why="搬家")
    paths = [street.lianchi.path]
    assert services.vacant(paths, on=localdate()) == [street.wen_post]
    services.appoint(street.tan, kind=kind("building_head"), place=street.tingyu5, by=street.lin, at=NOW)
    assert services.vacant(paths, on=localdate()) == []


def test_M166_nobody_is_recorded_as_a_party_member_and_the_post_is_shown_as_a_contact(street):
    fields = [field.name for field in Person._meta.get_fields()]
    assert not [name for name in fields if "party" in name or "politic" in name]
    words = [
        str(field.verbose_name)
        for model in apps.get_models()
        for field in model._meta.fields
        if "党员" in str(field.verbose_name)
    ]
    assert words == ["党员人数"]
    assert kind("linked").shown == "联户联系人"


def test_M166_only_a_home_itself_sees_who_is_linked_to_it_and_only_if_they_agreed(street):
    post = Appointment.objects.get(person=street.xie, kind__code="linked")
    services.amend(post, ends=None, phone=post.phone, public=True, by=None, at=NOW)
    assert services.linked_contacts(street.wang_home, on=localdate()) == [post]
    services.amend(post, ends=None, phone=post.phone, public=False, by=None, at=NOW)
    assert services.linked_contacts(street.wang_home, on=localdate()) == []


def test_M07_a_post_at_a_grid_reaches_what_the_grid_gathers(street):
    post = services.appoint(street.mo, kind=kind("clerk"), place=street.north, by=None, at=NOW)
    hats = services.hats_of(street.mo, on=localdate())
    paths = {hat.path for hat in hats if hat.post == post.pk}
    assert {street.north.path, street.tingyu5.path, street.hefeng.path} <= paths
