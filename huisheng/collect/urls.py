"""The pages of the collect room."""

from django.urls import URLPattern, path

from huisheng.collect.calls.views import public as calls
from huisheng.collect.calls.views import removing, several
from huisheng.collect.calls.views import staff as calling
from huisheng.collect.catalogue import views as catalogue
from huisheng.collect.concerns.hot import views as hot
from huisheng.collect.concerns.triage import views as triage
from huisheng.collect.concerns.views import (
    acts,
    answering,
    border,
    feedback,
    gathering,
    matter,
    mine,
    phone,
    photos,
    saying,
    voices,
)
from huisheng.collect.sensitive import views as sensitive
from huisheng.collect.talks.views import points, series
from huisheng.collect.talks.views import public as talks
from huisheng.collect.talks.views import staff as hosting
from huisheng.collect.visits import views as visits

app_name = "collect"
urlpatterns: list[URLPattern] = [
    # residents and outside bodies
    path("say/", saying.say, name="say"),
    path("feedback/", feedback.feedback, name="feedback"),
    path("say/phone/", phone.phone, name="phone"),
    path("say/phone/hints/", phone.hints, name="phone_hints"),
    path("q/<slug:token>/", saying.qr, name="qr"),
    path("where/", saying.where, name="where"),
    path("where/<slug:token>/", saying.where, name="where_in"),
    path("said/<slug:number>/", saying.said, name="said"),
    path("said/<slug:number>/kind/", saying.said_kind, name="said_kind"),
    path("said/<slug:number>/receipt.pdf", saying.said_paper, name="said_paper"),
    path("said/<slug:number>/right/", saying.said_right, name="said_right"),
    path("my/", mine.mine, name="mine"),
    path("my/<slug:number>/", mine.my_matter, name="my_matter"),
    path("my/<slug:number>/verdict/", mine.verdict, name="verdict"),
    path("my/<slug:number>/withdraw/", mine.last_word, {"what": "withdraw"}, name="withdraw"),
    path("my/<slug:number>/reopen/", mine.last_word, {"what": "reopen"}, name="reopen"),
    path("my/<slug:number>/object/", mine.last_word, {"what": "object"}, name="object"),
    path("my/<slug:number>/thank/", mine.last_word, {"what": "thank"}, name="thank"),
    path("my/<slug:number>/photo/", photos.own, name="photo_own"),
    path("my/<slug:number>/sound/", photos.speaking, name="speaking"),
    path("my/<slug:number>/letter/", mine.letter, name="letter"),
    path("voices/", voices.voices, name="voices"),
    path("voices/<int:pk>/", voices.voice, name="voice"),
    path("answer/<str:token>/", answering.answer, name="answer"),
    path("talks/", talks.talks, name="talks"),
    # staff
    path("visits/", visits.visits, name="visits"),
    path("visits/<int:pk>/raising/", visits.raising, name="visit_raising"),
    path("talks/desk/", hosting.desk, name="talk_desk"),
    path("talks/desk/new/", hosting.new, name="talk_new"),
    path("talks/desk/series/", series.repeat, name="talk_repeat"),
    path("talks/desk/series/<int:pk>/", series.series, name="talk_series"),
    path("talks/desk/series/<int:pk>/beginning/", series.beginning, name="talk_beginning"),
    path("talks/desk/points/", points.points, name="talk_points"),
    path("talks/desk/points/<int:pk>/", points.point, name="talk_point"),
    path("talks/desk/points/<int:pk>/fate/", points.correcting, name="talk_point_fate"),
    path("talks/desk/points/<int:pk>/words/", points.rewording, name="talk_point_words"),
    path("talks/desk/points/<int:pk>/dropping/", points.dropping, name="talk_point_dropping"),
    path("talks/desk/<int:pk>/", hosting.talk, name="talk_edit"),
    path("talks/desk/<int:pk>/people/", points.people, name="talk_people"),
    path("talks/desk/<int:pk>/closing/", hosting.closing, name="talk_closing"),
    path("talks/desk/<int:pk>/cancelling/", hosting.cancelling, name="talk_cancelling"),
    path("talks/desk/<int:pk>/moving/", hosting.moving, name="talk_moving"),
    path("talks/<slug:token>/", talks.talk, name="talk"),
    path("calls/", calls.calls, name="calls"),
    path("calls/desk/", calling.desk, name="call_desk"),
    path("calls/desk/new/", calling.new, name="call_new"),
    path("calls/desk/<int:pk>/", calling.call, name="call_edit"),
    path("calls/desk/<int:pk>/closing/", calling.closing, name="call_closing"),
    path("calls/desk/<int:pk>/extending/", calling.extending, name="call_extending"),
    path("calls/desk/<int:pk>/withdrawing/", calling.withdrawing, name="call_withdrawing"),
    path("calls/desk/<int:pk>/calling/", calling.calling, name="call_calling"),
    path("calls/desk/<int:pk>/merging/", several.merging, name="call_merging"),
    path("calls/desk/<int:pk>/parting/", several.parting, name="call_parting"),
    path("calls/desk/<int:pk>/noting/", several.noting, name="call_noting"),
    path("calls/desk/<int:pk>/listing/", several.listing, name="call_listing"),
    path("calls/desk/<int:pk>/answering/", several.answering, name="call_answering"),
    path("calls/desk/<int:pk>/removing/", removing.removing, name="call_removing"),
    path("calls/desk/<int:pk>/restoring/", removing.restoring, name="call_restoring"),
    path("calls/desk/<int:pk>/reviewing/", removing.reviewing, name="call_reviewing"),
    path("calls/code/<str:key>/", calls.code, name="call_code"),
    path("calls/again/<slug:number>/", removing.again, name="call_again"),
    path("calls/<slug:token>/", calls.call, name="call"),
    path("calls/<slug:token>/<int:number>/", calls.proposal, name="proposal"),
    path("matter/<str:number>/", matter.matter, name="matter"),
    path("matter/<str:number>/speaker/", acts.speaker, name="speaker"),
    path("matter/<str:number>/gather/", gathering.gather, name="gather"),
    path("matter/<str:number>/scatter/", gathering.scatter, name="scatter"),
    path("matter/<str:number>/photo/", photos.adding, name="photo_adding"),
    path("matter/<str:number>/photo/<int:pk>/", photos.removing, name="photo_removing"),
    path("matter/<str:number>/sound/<int:pk>/", photos.writing_out, name="writing_out"),
    path("matter/<str:number>/sensitive/", sensitive.write, name="sensitive"),
    path("matter/<str:number>/sensitive/opening/", sensitive.opening, name="sensitive_opening"),
    path("matter/<str:number>/<slug:name>/", acts.do, name="act"),
    path("places/<int:pk>/border/", border.border, name="border"),
    path("hot/", hot.hot, name="hot"),
    path("triage/", triage.triage, name="triage"),
    path("triage/learn/", triage.learn, name="triage_learn"),
    path("triage/stop/", triage.stop, name="triage_stop"),
    path("triage/<int:pk>/use/", triage.use, name="triage_use"),
    path("catalogue/", catalogue.catalogue, name="catalogue"),
    path("catalogue/new/", catalogue.new, name="leaf_new"),
    path("catalogue/clocks/", catalogue.clocks, name="clocks"),
    path("catalogue/clocks/<slug:code>/", catalogue.clock, name="clock"),
    path("catalogue/pauses/<slug:code>/", catalogue.pause, name="pause_reason"),
    path("catalogue/<slug:code>/", catalogue.leaf, name="leaf"),
]
