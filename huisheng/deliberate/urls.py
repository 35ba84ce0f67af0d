"""The pages of the deliberate room."""

from django.urls import URLPattern

app_name = "deliberate"
urlpatterns: list[URLPattern] = []
