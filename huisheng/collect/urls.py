"""The pages of the collect room."""

from django.urls import URLPattern, path

from huisheng.collect.catalogue import views as catalogue
from huisheng.collect.concerns.views import acts, matter

app_name = "collect"
urlpatterns: list[URLPattern] = [
    # staff
    path("matter/<str:number>/", matter.matter, name="matter"),
    path("matter/<str:number>/speaker/", acts.speaker, name="speaker"),
    path("matter/<str:number>/<slug:name>/", acts.do, name="act"),
    path("catalogue/", catalogue.catalogue, name="catalogue"),
    path("catalogue/new/", catalogue.new, name="leaf_new"),
    path("catalogue/clocks/", catalogue.clocks, name="clocks"),
    path("catalogue/clocks/<slug:code>/", catalogue.clock, name="clock"),
    path("catalogue/<slug:code>/", catalogue.leaf, name="leaf"),
]
