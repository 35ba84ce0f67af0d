"""The pages of the territory room."""

from django.urls import path

from huisheng.territory.branches import views as branches
from huisheng.territory.brands.views import brand
from huisheng.territory.coverage import views as coverage
from huisheng.territory.estates import views as estates
from huisheng.territory.nominations import views as nominations
from huisheng.territory.places.views import browsing, editing, importing
from huisheng.territory.posts import person_views as persons
from huisheng.territory.posts import public_views as public
from huisheng.territory.posts import views as posts
from huisheng.territory.profiles import views as profiles

app_name = "territory"
urlpatterns = [
    path("who/", public.who, name="who"),
    path("who/<str:token>/", public.who_here, name="who_here"),
    path("places/", browsing.places, name="places"),
    path("places/import/", importing.upload, name="import"),
    path("places/import/template.<slug:kind>", importing.template, name="import_template"),
    path("places/import/<slug:key>/", importing.check, name="import_check"),
    path("places/<int:pk>/", browsing.place, name="place"),
    path("places/<int:pk>/parts/", editing.parts, name="place_parts"),
    path("places/<int:pk>/name/", editing.name, name="place_name"),
    path("places/<int:pk>/code/", editing.code, name="place_code"),
    path("places/<int:pk>/phone/", editing.phone, name="place_phone"),
    path("places/<int:pk>/position/", editing.position, name="place_position"),
    path("places/<int:pk>/brand/", brand, name="place_brand"),
    path("places/<int:pk>/profile/", profiles.profile, name="place_profile"),
    path("places/<int:pk>/profile/<int:figure>/taking-off/", profiles.take_off, name="place_profile_off"),
    path("places/<int:pk>/parent/", editing.parent, name="place_parent"),
    path("places/<int:pk>/merger/", editing.merger, name="place_merger"),
    path("places/<int:pk>/closing/", editing.closing, name="place_closing"),
    path("places/<int:pk>/occupied/", editing.occupied, name="place_occupied"),
    path("places/<int:pk>/label/", editing.label, name="place_label"),
    path("places/<int:pk>/labels.pdf", editing.label_sheets, name="label_sheets"),
    path("posts/", posts.posts, name="posts"),
    path("posts/appoint/", posts.appoint, name="appoint"),
    path("posts/kinds/", persons.kinds, name="kinds"),
    path("posts/kinds/new/", persons.kind, name="kind_new"),
    path("posts/kinds/<int:pk>/", persons.kind, name="kind"),
    path("posts/<int:pk>/", posts.post, name="post"),
    path("posts/<int:pk>/card.pdf", posts.cards, name="visit_cards"),
    path("posts/<int:pk>/end/", posts.end, name="post_end"),
    path("posts/<int:pk>/links/", posts.link, name="link"),
    path("posts/<int:pk>/links/<int:link>/end/", posts.unlink, name="unlink"),
    path("people/<int:pk>/", persons.person, name="person"),
    path("coverage/", coverage.coverage, name="coverage"),
    path("branches/", branches.branches, name="branches"),
    path("branches/new/", branches.branch, name="branch_new"),
    path("branches/<int:pk>/", branches.branch, name="branch"),
    path("estates/", estates.estates, name="estates"),
    path("estates/<int:pk>/", estates.estate, name="estate"),
    path("candidates/", nominations.candidates, name="candidates"),
    path("candidates/new/", nominations.nominate, name="nominate"),
    path("candidates/<int:pk>/", nominations.candidate, name="candidate"),
    path("objections/<int:pk>/", nominations.answer, name="objection"),
    path("notices/", nominations.notices, name="notices"),
    path("notices/<int:pk>/", nominations.object_, name="object"),
    path("trainings/", nominations.trainings, name="trainings"),
]
