"""How fast a form that anybody may send is sent, from one address and about one place.

Kept in the memory of each process: a happy path asks no database for it, and nothing of an address is written down.
"""

from time import monotonic

from django.conf import settings
from django.http import HttpRequest

from huisheng.echo.refusals import because, refuse_if

MOST_KEPT = 20_000  # addresses; then the oldest are forgotten
Window = tuple[float, int]
_windows: dict[tuple[str, str], Window] = {}


def keep_pace(request: HttpRequest, form: str, place: str = "") -> None:
    """Refused when an address sends a form too often, or too many send it about one place (settings: PACE).

    Call it when everything else is in order: only what would be taken counts. Staff who are logged in are not counted.
    """
    if request.user.is_authenticated or not settings.PACE_SECONDS:
        return
    at = monotonic()
    doors = [((f"{form} from", request.META.get("REMOTE_ADDR", "")), settings.PACE_ADDRESS)]
    doors += [((f"{form} about", place), settings.PACE_PLACE)] if place else []
    wait = max(_seconds_left(door, most, at) for door, most in doors)
    refuse_if(
        because("这里一下子来得太多，请 %(n)s 分钟以后再点一次。您写的都还在。", n=round(wait / 60 + 0.5))
        if wait
        else ""
    )
    for door, _most in doors:
        since, n = _window(door, at)
        _windows[door] = since, n + 1


def _seconds_left(door: tuple[str, str], most: int, at: float) -> float:
    since, n = _window(door, at)
    return since + settings.PACE_SECONDS - at if n >= most else 0.0


def _window(door: tuple[str, str], at: float) -> Window:
    since, n = _windows.get(door, (at, 0))
    if at - since < settings.PACE_SECONDS:
        return since, n
    while len(_windows) > MOST_KEPT:
        _windows.pop(next(iter(_windows)))
    _windows.pop(door, None)  # begun anew, it is the youngest
    return at, 0


def forget() -> None:
    """As a process that was just started."""
    _windows.clear()
