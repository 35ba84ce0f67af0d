"""The pages of the alliance room."""

from django.urls import URLPattern

app_name = "alliance"
urlpatterns: list[URLPattern] = []
