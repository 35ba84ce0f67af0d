"""The pages of the people room."""

from django.urls import path

from huisheng.people.persons import views as persons

app_name = "people"
urlpatterns = [
    path("login/", persons.login, name="login"),
    path("login/go-on/", persons.go_on, name="go_on"),
    path("logout/", persons.logout, name="logout"),
]
