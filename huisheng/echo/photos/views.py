"""The only way to a photo: through a question. Nothing on the way keeps it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from huisheng.echo.photos.models import Photo
from huisheng.echo.photos.seeing import may_see
from huisheng.echo.photos.services import path_of
from huisheng.people.permissions.views import act


@act("photo.see")
def photo(request: HttpRequest, name: str) -> HttpResponse:
    """One photo, to whoever may read the line that it stands beside; to others there is none."""
    found = get_object_or_404(Photo.objects.select_related("line__voice"), name=name, removed_at=None)
    path = path_of(found.name)
    if not may_see(request, found) or not path.is_file():
        raise Http404
    headers = {"Cache-Control": "no-store, private", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(path.read_bytes(), content_type="image/jpeg", headers=headers)
