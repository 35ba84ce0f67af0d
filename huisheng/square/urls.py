"""The pages of the square room."""

from django.urls import URLPattern

app_name = "square"
urlpatterns: list[URLPattern] = []
