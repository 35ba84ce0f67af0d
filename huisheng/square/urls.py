"""The pages of the square room."""

from django.urls import path

from huisheng.square.landing import views as landing

app_name = "square"
urlpatterns = [
    path("landing/", landing.landing, name="landing"),
]
