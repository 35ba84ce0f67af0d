"""The one page of the ground floor."""

from django.urls import URLPattern, path

from huisheng.echo.photos.views import photo

app_name = "echo"
urlpatterns: list[URLPattern] = [path("photo/<slug:name>/", photo, name="photo")]
