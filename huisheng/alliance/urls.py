"""The pages of the alliance room."""

from django.urls import path

from huisheng.alliance.bodies import views as bodies

app_name = "alliance"
urlpatterns = [
    path("bodies/", bodies.bodies, name="bodies"),
    path("bodies/new/", bodies.body, name="body_new"),
    path("bodies/<int:pk>/", bodies.body, name="body"),
    path("bodies/<int:pk>/use/", bodies.switch, name="body_use"),
]
