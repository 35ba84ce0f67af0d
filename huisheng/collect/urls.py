"""The pages of the collect room."""

from django.urls import URLPattern

app_name = "collect"
urlpatterns: list[URLPattern] = []
