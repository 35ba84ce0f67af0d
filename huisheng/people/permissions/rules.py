"""Who may what: one table of roles and acts. docs/permissions.md and the walk of every URL are made from it.

Reach: OWN = matters that the person holds, spoke on or is linked to; AREA = everything under the place of the post;
ALL = everything that the page shows. A role that is not named may not (deny by default).
"""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person is while doing something. A kind of post (territory) carries one of these."""

    ANYONE = "anyone"  # no login
    RESIDENT = "resident"  # logged in, no post
    LINKED = "linked"  # 党员联户
    HEAD = "head"  # 邻长, 楼栋长, 组长, 片长
    SECRETARY = "secretary"  # 支部书记
    CLERK = "clerk"  # 社区经办人
    OFFICER = "officer"  # 街道干部
    BODY = "body"  # an outside body, by its link


ROLE_NAMES = {
    Role.ANYONE: "任何人（不用登录）",
    Role.RESIDENT: "登录的居民",
    Role.LINKED: "联户党员",
    Role.HEAD: "邻长、楼栋长、组长、片长",
    Role.SECRETARY: "支部书记",
    Role.CLERK: "社区经办人",
    Role.OFFICER: "街道干部",
    Role.BODY: "外部单位（凭链接）",
}


class Reach(StrEnum):
    """How far an act reaches."""

    NONE = ""
    OWN = "own"
    AREA = "area"
    ALL = "all"


REACH_NAMES = {Reach.NONE: "—", Reach.OWN: "自己的", Reach.AREA: "辖区内", Reach.ALL: "全部"}

ANYONE, RESIDENT, LINKED, HEAD = Role.ANYONE, Role.RESIDENT, Role.LINKED, Role.HEAD
SECRETARY, CLERK, OFFICER, BODY = Role.SECRETARY, Role.CLERK, Role.OFFICER, Role.BODY
OWN, AREA, ALL = Reach.OWN, Reach.AREA, Reach.ALL

EVERYONE = dict.fromkeys((ANYONE, RESIDENT, LINKED, HEAD, SECRETARY, CLERK, OFFICER, BODY), ALL)
STAFF = {HEAD: OWN, SECRETARY: AREA, CLERK: AREA, OFFICER: AREA}
HANDLERS = {HEAD: OWN, LINKED: OWN, SECRETARY: AREA, CLERK: AREA, OFFICER: AREA}
DESK = {SECRETARY: AREA, CLERK: AREA, OFFICER: AREA}
OFFICE = {CLERK: AREA, OFFICER: AREA}
STREET = {OFFICER: AREA}
OWNERS = dict.fromkeys((RESIDENT, LINKED, HEAD, SECRETARY, CLERK, OFFICER), OWN)
LOGGED_IN = dict.fromkeys((RESIDENT, LINKED, HEAD, SECRETARY, CLERK, OFFICER), ALL)

MAY: dict[str, dict[Role, Reach]] = {
    # the roof: what anybody sees
    "home.see": EVERYONE,
    "health.see": EVERYONE,  # whether the house stands; the figures behind it only from this machine or by a token
    "look.switch": EVERYONE,
    "login": EVERYONE,
    "logout": LOGGED_IN,
    "landing.see": LOGGED_IN,
    "self.guard": LOGGED_IN,  # one's own second lock and one's own logins
    "public.see": EVERYONE,
    "contact.find": EVERYONE,
    "privacy.see": EVERYONE,
    "search.see": EVERYONE,  # one's own matters and what is public; staff, the matters of their area
    "photo.see": EVERYONE,  # who may read the line that it stands beside (echo/photos/seeing.py)
    # a resident's own matter
    "concern.raise": EVERYONE,
    "concern.cosign": EVERYONE,
    "mine.see": EVERYONE,  # by number and phone tail, or by being logged in as who spoke
    "mine.judge": EVERYONE,
    "referral.answer": EVERYONE,  # by the body's one-time link
    # what was said around a table (M27, M57): hosts capture with their own telephone
    "talk.see": EVERYONE,
    "talk.hold": DESK,
    "talk.edit": HANDLERS,
    "call.see": EVERYONE,  # and proposing, and being for a proposal (M29, M33)
    "call.edit": DESK,
    # working on matters
    "today.see": HANDLERS,
    "desk.see": DESK,
    "desk.export": DESK,  # the list as a file; with names, phones or a resident's words only for a purpose, logged
    "concern.see": HANDLERS,
    "concern.file": HANDLERS,  # typed for somebody: counter, phone, door
    "visit.keep": HANDLERS,  # what was said at a door (M24); one sees one's own
    "phone.answer": DESK,  # take a call down while somebody speaks
    "concern.contact": HANDLERS,
    "concern.visit": STAFF,
    "concern.note": HANDLERS,
    "concern.return": STAFF,
    "concern.finish": STAFF,
    "concern.pause": DESK,
    "concern.resume": DESK,
    "concern.extend": DESK,
    "concern.dispatch": DESK,
    "concern.refer": DESK,
    "concern.recall": DESK,
    "concern.join": DESK,
    "concern.part": DESK,
    "concern.exit": OFFICE,
    "concern.remove": STREET,  # a test, or typed twice (M151); not for those whose figures it would better
    "concern.sort": DESK,  # change the category
    "concern.call_back": {SECRETARY: AREA, CLERK: AREA, OFFICER: AREA, HEAD: AREA},
    "speaker.open": HANDLERS,  # see a name and a phone, with a purpose, logged
    "sensitive.open": STAFF,  # health, hardship, minors: sealed, opened with a reason (collect/sensitive)
    "search.person": DESK,  # matters by name or phone, with a purpose, logged
    "message.told": HANDLERS,  # a call task done
    # the area
    "street.see": DESK,
    "place.see": DESK,
    "place.edit": OFFICE,
    "place.import": OFFICE,
    "post.see": DESK,
    "post.fill": OFFICE,
    "post.kinds": STREET,
    "person.see": DESK,
    "person.edit": OFFICE,  # who lives here: written down and corrected by a table
    "person.login": OFFICE,  # give a login to somebody who lives here, or holds a post below one's own
    "coverage.see": DESK,
    "branch.see": DESK,
    "branch.edit": OFFICE,
    "estate.see": DESK,
    "estate.edit": OFFICE,
    "candidate.see": EVERYONE,  # the notice before a post is filled (M17)
    "candidate.object": EVERYONE,
    "candidate.edit": OFFICE,
    "training.edit": OFFICE,
    "body.see": DESK,
    "body.edit": OFFICE,
    "register.see": OFFICE,  # tables handed in; each also asks for its own act
    "concern.import": STREET,  # a hotline's orders
    "category.edit": STREET,
    "hot.see": DESK,
    "triage.edit": STREET,
    "clock.edit": STREET,
    "calendar.edit": STREET,
    "message.see": OFFICE,
    "message.decide": OFFICE,  # send again what nobody knows about, or let it be
    "reading.see": STREET,
    "data.answer": OFFICE,  # what somebody asks about their own data (R13.7)
    "retention.see": STREET,  # what time takes away: the dry run
    # programs: a key does what its person may do, so whoever may log in may have one
    "token.own": LOGGED_IN,
    "webhook.edit": STREET,  # which other systems are told what was done
    "api.use": EVERYONE,  # the door only: a token (or a login), then the act of each page
    "open311.use": EVERYONE,  # reading what is public; reporting asks for a key
    "audit.see": STREET,  # the security log: what happened to logins, posts, keys, personal data
    # owners' votes: owners by their login, a counting group named in the vote, the office guides (M49)
    "assembly.see": OWNERS | DESK,
    "assembly.edit": OFFICE,
    "assembly.rules": STREET,  # what committees hand over, and the local rules of votes
    "roll.object": OWNERS,
    "vote.cast": OWNERS,
    "vote.count": OWNERS,  # who was named for the counting group of this vote
    "receipt.see": EVERYONE,
    # what hangs on the wall (M56), and the neighbours' covenant (M52)
    "notice.see": EVERYONE,  # and objecting: by the page, no login
    "notice.edit": DESK,
    "notice.days": STREET,
    "covenant.see": EVERYONE,  # and a word on an article
    "covenant.edit": DESK,
    # yearly budgets (M51, M67): residents vote by login or by the code on a slip, the desk runs them
    "budget.see": EVERYONE,
    "budget.vote": EVERYONE,
    "budget.edit": DESK,
    # what somebody does by a day (M60), what came of it (M63), and looking again (M91)
    "task.see": HANDLERS,
    "task.give": DESK,
    "task.do": HANDLERS,  # accept, give back once, hand on, done: one's own; the desk for what was told by telephone
    "task.drop": DESK,
    "task.move": DESK,  # another day, with a reason that those who spoke read
    "task.answer": EVERYONE,  # an outside body by its link
    "output.see": DESK,
    "project.see": EVERYONE,  # the board of what each year's money builds (M67)
    "project.begin": DESK,
    "project.do": HANDLERS,
    "recheck.do": HANDLERS,
    "recheck.edit": STREET,
    # councils (M40-M48): anybody reads agenda and minutes; a body answers its link; who convenes one runs it
    "council.see": EVERYONE,
    "promise.see": EVERYONE,  # the board of what was promised (M42)
    "council.answer": EVERYONE,  # by the body's one-time link
    "council.run": HANDLERS,
    "council.found": DESK,
    "council.clock": STREET,  # whether what is tabled may take longer
    "council.register": DESK,  # a party of the table becomes a body with a link
    "council.kinds": OFFICE,
    "dossier.see": EVERYONE,  # one affair over several meetings (M47)
    "dossier.edit": DESK,
}


@dataclass(frozen=True)
class Hat:
    """A post as far as permission is concerned: role, the path of its place, and its name for the record (M09).

    `path` is the materialised path of the place (territory); "" is no place at all.
    """

    role: Role
    path: str = ""
    title: str = ""
    post: int = 0

    def covers(self, path: str) -> bool:
        """Whether a place with this path lies under the place of the post."""
        return bool(self.path) and path.startswith(self.path)


def reach_of(act: str, role: Role) -> Reach:
    """How far a role reaches with an act. An act that the table does not know reaches nobody."""
    return MAY.get(act, {}).get(role, Reach.NONE)


def hat_for(act: str, hats: list[Hat], *, path: str | None = None, own: bool = False) -> Hat | None:
    """The narrowest hat under which the act is allowed, or None.

    `path`: where the thing lies; None when the act is not about one place (a page of one's own area).
    `own`: whether the thing is the person's own (holds it, spoke on it, is linked to the home).
    The narrowest is chosen so that the log names the nearest post: a neighbour head before a clerk (M09).
    """
    reaches = MAY.get(act, {})
    nearest: Hat | None = None
    for hat in hats:
        nearer = nearest is None or len(hat.path) > len(nearest.path)
        if nearer and _allows(reaches.get(hat.role, Reach.NONE), hat, path=path, own=own):
            nearest = hat
    return nearest


def areas(act: str, hats: list[Hat]) -> list[str]:
    """The paths under which somebody may do an act by an area of their own, widest first, none inside another."""
    paths = sorted({hat.path for hat in hats if hat.path and reach_of(act, hat.role) is Reach.AREA})
    return [path for path in paths if not any(path != one and path.startswith(one) for one in paths)]


def places_of(hats: list[Hat]) -> list[str]:
    """The paths of these hats: where a post is held, the widest first, and then what a layer gathers for the post."""
    seats: dict[int | str, str] = {}
    for hat in hats:
        seats.setdefault(hat.post or hat.path, hat.path)
    held = set(seats.values())
    paths = dict.fromkeys(hat.path for hat in hats if hat.path)
    return sorted(paths, key=lambda path: (path not in held, len(path)))


def _allows(reach: Reach, hat: Hat, *, path: str | None, own: bool) -> bool:
    if reach is Reach.ALL:
        return True
    if path is None:
        return reach is not Reach.NONE
    if reach is Reach.AREA:
        return own or hat.covers(path)
    return reach is Reach.OWN and own
