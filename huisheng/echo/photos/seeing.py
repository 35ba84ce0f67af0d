"""Who may see a photo: the rooms say so of their own voices when they are loaded; whoever nobody names may not."""

from collections.abc import Callable

from django.http import HttpRequest

from huisheng.echo.photos.models import Photo

# Each answers whether this reader may see this photo, of voices that it knows; False of others.
MAY_SEE: list[Callable[[HttpRequest, Photo], bool]] = []


def may_see(request: HttpRequest, photo: Photo) -> bool:
    """Whether any room lets this reader see it."""
    return any(allows(request, photo) for allows in MAY_SEE)
