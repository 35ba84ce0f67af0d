"""Every page, by room."""

from django.urls import include, path

urlpatterns = [
    path("", include("huisheng.square.urls")),
    path(
        "", include("huisheng.collect.urls")
    ),  # addresses are compared one after another: these two are asked most
    path("", include("huisheng.people.urls")),
    path("", include("huisheng.echo.urls")),
    path("", include("huisheng.territory.urls")),
    path("", include("huisheng.alliance.urls")),
    path("", include("huisheng.deliberate.urls")),
    path("", include("huisheng.resolve.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
]
handler400 = "huisheng.square.errors.unreadable"
handler403 = "huisheng.square.errors.forbidden"
handler404 = "huisheng.square.errors.not_found"
handler500 = "huisheng.square.errors.broken"
