"""The pages of the people room."""

from django.urls import URLPattern

app_name = "people"
urlpatterns: list[URLPattern] = []
