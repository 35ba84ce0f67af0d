"""The only way to a photo or a recording: through a question. Nothing on the way keeps it."""

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_list_or_404

from huisheng.echo.photos.models import Photo
from huisheng.echo.photos.seeing import may_see
from huisheng.echo.photos.services import path_of
from huisheng.echo.photos.sound import TYPES
from huisheng.people.permissions.views import act

PART = re.compile(r"bytes=(\d{1,9})-(\d{0,9})")


@act("photo.see")
def photo(request: HttpRequest, name: str) -> HttpResponse:
    """One photo, to whoever may read a line that it stands beside; to others there is none."""
    beside = get_list_or_404(Photo.objects.select_related("line__voice"), name=name, removed_at=None)
    found = beside[0]
    path = path_of(found.name, found.kind)
    if not any(may_see(request, one) for one in beside) or not path.is_file():
        raise Http404
    headers = {"Cache-Control": "no-store, private", "X-Content-Type-Options": "nosniff"}
    if found.is_sound:
        return _heard(request, path.read_bytes(), headers | {"Content-Type": TYPES[found.kind]})
    return HttpResponse(path.read_bytes(), content_type="image/jpeg", headers=headers)


def _heard(request: HttpRequest, data: bytes, headers: dict[str, str]) -> HttpResponse:
    """The part that a player asked for: some play nothing from a server that sends only the whole (RFC 9110 §14)."""
    headers |= {"Accept-Ranges": "bytes"}
    asked = PART.fullmatch(request.headers.get("Range", ""))
    if not asked:
        return HttpResponse(data, headers=headers)
    begin, end = int(asked[1]), min(int(asked[2] or len(data)), len(data) - 1)
    if begin > end:
        return HttpResponse(status=416, headers=headers | {"Content-Range": f"bytes */{len(data)}"})
    headers |= {"Content-Range": f"bytes {begin}-{end}/{len(data)}"}
    return HttpResponse(data[begin : end + 1], status=206, headers=headers)
