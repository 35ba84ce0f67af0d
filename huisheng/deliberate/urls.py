"""The pages of the deliberate room."""

from django.urls import URLPattern, path

from huisheng.deliberate.notices.views import public, records, staff

app_name = "deliberate"
urlpatterns: list[URLPattern] = [
    # notices, for anybody
    path("board/", public.board, name="board"),
    path("board/<slug:token>/", public.notice, name="notice"),
    path("board/<slug:token>/paper/", public.paper, name="notice_paper"),
    # notices, for those who put them up
    path("notice/", staff.notices, name="notices"),
    path("notice/new/", staff.publish, name="notice_new"),
    path("notice/lengths/", staff.lengths, name="lengths"),
    path("notice/lengths/<slug:code>/", staff.length, name="length"),
    path("notice/<int:pk>/", staff.notice, name="notice_edit"),
    path("notice/<int:pk>/correction/", staff.correction, name="notice_correction"),
    path("notice/<int:pk>/closing/", staff.closing, name="notice_closing"),
    path("notice/<int:pk>/withdrawal/", staff.withdrawal, name="notice_withdrawal"),
    path("notice/<int:pk>/posting/", records.posting, name="notice_posting"),
    path("notice/<int:pk>/leaving-out/", records.leaving_out, name="notice_leaving_out"),
    path("notice/<int:pk>/call/", records.calling, name="notice_call"),
    path("notice/<int:pk>/<slug:size>.pdf", staff.notice_pdf, name="notice_pdf"),
    path("notice/objections/<int:pk>/", records.answer, name="notice_answer"),
]
