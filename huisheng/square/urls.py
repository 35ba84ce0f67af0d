"""The pages of the square room."""

from django.urls import path

from huisheng.square.doors import public, views as doors
from huisheng.square.landing import views as landing

app_name = "square"
urlpatterns = [
    path("", doors.home, name="home"),
    path("look/<slug:mode>/", doors.look, name="look"),
    path("privacy/", doors.privacy, name="privacy"),
    path("public/", public.public, name="public"),
    path("public/<str:key>/", public.public_list, name="public_list"),
    path("landing/", landing.landing, name="landing"),
]
