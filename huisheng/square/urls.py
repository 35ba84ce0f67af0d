"""The pages of the square room."""

from django.urls import include, path

from huisheng.square.calendar import views as calendar
from huisheng.square.desk import export_views as exports
from huisheng.square.desk import views as desk
from huisheng.square.doors import public
from huisheng.square.doors import views as doors
from huisheng.square.landing import views as landing
from huisheng.square.messages import views as messages
from huisheng.square.offline import views as offline
from huisheng.square.open311 import views as open311
from huisheng.square.privacy import views as privacy
from huisheng.square.registers import views as tables
from huisheng.square.retention import views as retention
from huisheng.square.rights import counter_views as counter
from huisheng.square.rights import proving_views as proving
from huisheng.square.rights import views as rights
from huisheng.square.safety import views as safety
from huisheng.square.search import views as search
from huisheng.square.street import views as street
from huisheng.square.today import views as today
from huisheng.square.tokens import views as tokens
from huisheng.square.watching import views as watching
from huisheng.square.webhooks import views as webhooks

app_name = "square"
urlpatterns = [
    path("", doors.home, name="home"),
    path("look/<slug:mode>/", doors.look, name="look"),
    path("favicon.ico", doors.icon, name="icon"),
    path("privacy/", privacy.privacy, name="privacy"),
    path("privacy/permissions/", privacy.permissions, name="permissions"),
    path("privacy/filing.docx", privacy.filing_pack, name="filing_pack"),
    path("manifest.webmanifest", offline.manifest, name="manifest"),
    path("sw.js", offline.worker, name="worker"),
    path("offline/", offline.offline, name="offline"),
    path("offline/say/", offline.say, name="offline_say"),
    path("offline/token/", offline.token, name="offline_token"),
    path("public/", public.public, name="public"),
    path("public/<str:key>/", public.public_list, name="public_list"),
    path("landing/", landing.landing, name="landing"),
    path("today/", today.today, name="today"),
    path("today/call/<slug:number>/", today.call, name="call"),
    path("today/told/<slug:number>/", today.done, name="told"),
    path("desk/", desk.desk, name="desk"),
    path("desk/export/", exports.export, name="export"),
    path("desk/several/", desk.several, name="several"),
    path("search/", search.search, name="search"),
    path("search/person/", search.person, name="search_person"),
    path("tables/", tables.registers, name="registers"),
    path("tables/<slug:table>/", tables.register, name="register"),
    path("tables/<slug:table>/template.<slug:kind>", tables.template, name="register_template"),
    path("tables/<slug:table>/now/", tables.out, name="register_out"),
    path("tables/<slug:table>/<slug:key>/", tables.check, name="register_check"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("street/", street.street, name="street"),
    path("street/list/", street.street_list, name="street_list"),
    path("street/kinds/", street.street_kinds, name="street_kinds"),
    path("messages/", messages.messages, name="messages"),
    path("messages/<int:pk>/resend/", messages.resend, name="message_resend"),
    path("messages/<int:pk>/let-be/", messages.let_be, name="message_let_be"),
    path("my/data/", rights.mine, name="my_data"),
    path("my/data/export/", rights.export, name="my_data_export"),
    path("my/data/code/", proving.send_code, name="my_data_code"),
    path("my/data/proving/", proving.proving, name="my_data_proving"),
    path("my/data/contact/", proving.contact, name="my_data_contact"),
    path("my/data/consents/<int:pk>/", rights.withdraw, name="consent_back"),
    path("data-requests/", rights.requests, name="data_requests"),
    path("data-requests/counter/", counter.counter, name="counter"),
    path("data-requests/counter/<int:pk>/", counter.one, name="counter_one"),
    path("data-requests/counter/<int:pk>/export/", counter.export, name="counter_export"),
    path("data-requests/counter/<int:pk>/removing/", counter.remove, name="counter_remove"),
    path("data-requests/<int:pk>/", rights.answer, name="data_answer"),
    path("retention/", retention.retention, name="retention"),
    path("readings/", messages.readings, name="readings"),
    # programs: their keys, and Open311 GeoReport v2
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/<int:pk>/revoke/", tokens.revoke, name="token_revoke"),
    path("webhooks/", webhooks.webhooks, name="webhooks"),
    path("webhooks/<int:pk>/", webhooks.webhook, name="webhook"),
    path("webhooks/<int:pk>/end/", webhooks.end, name="webhook_end"),
    path("webhooks/deliveries/<int:pk>/again/", webhooks.again, name="webhook_again"),
    path("api/v1/", include("huisheng.square.api.urls")),
    path("open311/discovery.<str:form>", open311.discovery, name="open311_discovery"),
    path("open311/v2/openapi.json", open311.description, name="open311_description"),
    path("open311/v2/services.<str:form>", open311.services, name="open311_services"),
    path("open311/v2/services/<str:code>.<str:form>", open311.definition, name="open311_definition"),
    path("open311/v2/requests.<str:form>", open311.requests, name="open311_requests"),
    path("open311/v2/requests/<str:number>.<str:form>", open311.request_, name="open311_request"),
    path("open311/v2/tokens/<str:token>.<str:form>", open311.token, name="open311_token"),
    path("open311/<path:form>", open311.nothing, name="open311_nothing"),
    path("healthz", watching.health, name="health"),
    path("metrics", watching.metrics, name="metrics"),
    path("audit/", safety.audit, name="audit"),
    path("login/second/", safety.second, name="second"),
    path("me/logins/", safety.own, name="own"),
    path("me/logins/lock/", safety.lock, name="lock"),
    path("me/logins/unlock/", safety.unlock, name="unlock"),
    path("me/logins/ending/", safety.end_others, name="end_others"),
    path("me/logins/<slug:handle>/ending/", safety.end_one, name="end_one"),
]
