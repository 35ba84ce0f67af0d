"""The pages of the deliberate room."""

from django.urls import URLPattern, path

from huisheng.deliberate.ballots.views import (
    assemblies,
    casting,
    committees,
    filing,
    law,
    rolls,
    rounds,
    votes,
)
from huisheng.deliberate.board import views as board
from huisheng.deliberate.budgets.views import announcing, voting
from huisheng.deliberate.budgets.views import public as budgets
from huisheng.deliberate.budgets.views import staff as budget_staff
from huisheng.deliberate.councils.views import (
    inviting,
    kinds,
    minutes,
    notifying,
    preparing,
    proposing,
    running,
)
from huisheng.deliberate.councils.views import public as councils
from huisheng.deliberate.councils.views import staff as council_staff
from huisheng.deliberate.covenants.views import public as covenants
from huisheng.deliberate.covenants.views import staff as covenant_staff
from huisheng.deliberate.dossiers.views import public as dossiers
from huisheng.deliberate.dossiers.views import staff as dossier_staff
from huisheng.deliberate.elections import views as elections
from huisheng.deliberate.notices.views import public, records, staff
from huisheng.deliberate.promises.views import public as promises
from huisheng.deliberate.promises.views import staff as promise_staff

app_name = "deliberate"
urlpatterns: list[URLPattern] = [
    path("assemblies/", assemblies.assemblies, name="assemblies"),
    path("assemblies/new/", assemblies.found, name="assembly_new"),
    path("assembly/<int:pk>/", assemblies.assembly, name="assembly"),
    path("assembly/<int:pk>/settings/", assemblies.settle, name="assembly_settle"),
    path("assembly/<int:pk>/owner/", assemblies.link, name="assembly_owner"),
    path("assembly/<int:pk>/roll/", rolls.new, name="roll_new"),
    path("assembly/<int:pk>/vote/", votes.new, name="vote_new"),
    path("assembly/<int:pk>/term/", committees.new, name="term_new"),
    path("term/<int:pk>/preparation/", committees.prepare, name="term_prepare"),
    path("handover/<int:pk>/", committees.hand_over, name="handover"),
    path("handover/things/", committees.things, name="handover_things"),
    path("handover/things/<int:pk>/dropping/", committees.thing_dropping, name="handover_thing_dropping"),
    # the rules of votes
    path("law/", law.rules, name="law"),
    path("law/<int:pk>/", law.own, name="law_own"),
    path("law/<int:pk>/usual/", law.use, name="law_use"),
    path("law/<int:pk>/<slug:field>/", law.rule, name="law_rule"),
    path("law/shipped/<slug:name>/", law.shipped, name="law_shipped"),
    # how an election begins
    path("assembly/<int:pk>/preparation/", elections.new, name="preparation_new"),
    path("preparation/<int:pk>/", elections.preparation, name="preparation"),
    path("preparation/<int:pk>/member/", elections.member, name="preparation_member"),
    path("preparation/<int:pk>/group/", elections.settle, name="preparation_group"),
    path("preparation/<int:pk>/candidate/", elections.candidate, name="preparation_candidate"),
    path("preparation/<int:pk>/list/", elections.listing, name="preparation_list"),
    path("preparation/<int:pk>/ballot/", elections.ballot, name="preparation_ballot"),
    path("preparation/<int:pk>/stopping/", elections.stopping, name="preparation_stopping"),
    path("preparation/member/<int:pk>/dropping/", elections.dropping, name="preparation_dropping"),
    path("preparation/candidate/<int:pk>/withdrawal/", elections.withdrawal, name="preparation_withdrawal"),
    path("roll/template.<slug:kind>", rolls.template, name="roll_template"),
    path("roll/<int:pk>/", rolls.roll, name="roll"),
    path("roll/<int:pk>/table/", rolls.upload, name="roll_table"),
    path("roll/<int:pk>/table/<slug:key>/", rolls.check, name="roll_check"),
    path("roll/<int:pk>/objection/", rolls.object_, name="roll_object"),
    path("roll/<int:pk>/frozen/", rolls.freeze, name="roll_freeze"),
    path("roll/<int:pk>/roll.csv", rolls.published, name="roll_published"),
    path("roll/objection/<int:pk>/", rolls.answer, name="roll_answer"),
    path("vote/<int:pk>/", votes.vote, name="vote"),
    path("vote/<int:pk>/question/", votes.question, name="vote_question"),
    path("vote/<int:pk>/notice/", votes.announce, name="vote_announce"),
    path("vote/<int:pk>/duty/", votes.duty, name="vote_duty"),
    path("vote/<int:pk>/result/", votes.count, name="vote_count"),
    path("vote/<int:pk>/sheet/", votes.sheet, name="vote_sheet"),
    path("vote/<int:pk>/bundle.zip", votes.bundle, name="vote_bundle"),
    path("vote/<int:pk>/filing.zip", filing.filed, name="vote_filing"),
    path("vote/<int:pk>/chain/", votes.chain, name="vote_chain"),
    path("vote/<int:pk>/ballot/<int:unit>/", casting.ballot, name="ballot"),
    path("vote/<int:pk>/doors/", casting.doors, name="doors"),
    path("vote/<int:pk>/doors/<int:unit>/", casting.door, name="door"),
    path("vote/<int:pk>/doors/<int:unit>/delivery/", casting.deliver, name="deliver"),
    path("vote/<int:pk>/round/", rounds.round_, name="round"),
    path("vote/<int:pk>/round/paper/", rounds.paper, name="round_paper"),
    path("vote/<int:pk>/round/entry/", rounds.entry, name="round_entry"),
    path("vote/<int:pk>/official/", casting.take_in, name="official"),
    path("vote/<int:pk>/ballots/", casting.ballots, name="ballots"),
    path("receipt/", budgets.receipt, name="receipt"),
    # notices, for anybody
    path("board/", board.board, name="board"),
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
    # covenants, for anybody and for those who lead them through
    path("covenants/<int:pk>/", covenants.covenant, name="covenant"),
    path("covenants/versions/<int:pk>/", covenants.version, name="covenant_version"),
    path("covenants/versions/<int:pk>/paper/", covenants.paper, name="covenant_paper"),
    path("covenants/articles/<int:pk>/", covenants.article, name="article"),
    path("covenant/", covenant_staff.covenants, name="covenants"),
    path("covenant/new/", covenant_staff.new, name="covenant_new"),
    path("covenant/<int:pk>/", covenant_staff.version, name="covenant_edit"),
    path(
        "covenant/<int:pk>/article/", covenant_staff.doing_one, {"name": "article"}, name="covenant_article"
    ),
    path("covenant/<int:pk>/put-up/", covenant_staff.doing_one, {"name": "put-up"}, name="covenant_put_up"),
    path(
        "covenant/<int:pk>/adoption/",
        covenant_staff.doing_one,
        {"name": "adoption"},
        name="covenant_adoption",
    ),
    path(
        "covenant/<int:pk>/linking/", covenant_staff.doing_one, {"name": "linking"}, name="covenant_linking"
    ),
    path(
        "covenant/<int:pk>/outcome/", covenant_staff.doing_one, {"name": "outcome"}, name="covenant_outcome"
    ),
    path("covenant/<int:pk>/filing/", covenant_staff.doing_one, {"name": "filing"}, name="covenant_filing"),
    path(
        "covenant/<int:pk>/hanging/", covenant_staff.doing_one, {"name": "hanging"}, name="covenant_hanging"
    ),
    path(
        "covenant/<int:pk>/redraft/", covenant_staff.doing_one, {"name": "redraft"}, name="covenant_redraft"
    ),
    path("covenant/<int:pk>/<slug:size>.pdf", covenant_staff.covenant_pdf, name="covenant_pdf"),
    path("covenant/articles/<int:pk>/", covenant_staff.article, name="article_edit"),
    path("covenant/articles/<int:pk>/dropping/", covenant_staff.dropping, name="article_dropping"),
    path("covenant/comments/<int:pk>/", covenant_staff.comment, name="comment"),
    # councils, for anybody
    path("councils/", councils.councils, name="councils"),
    path("councils/<slug:token>/", councils.council, name="council"),
    path("councils/<slug:token>/dates.ics", councils.dates, name="council_dates"),
    path("session/<slug:token>/", councils.session, name="session"),
    path("session/<slug:token>/minutes/", minutes.minutes, name="minutes"),
    path("session/<slug:token>/minutes.pdf", minutes.minutes_pdf, name="minutes_pdf"),
    path("session/<slug:token>/minutes.docx", minutes.minutes_docx, name="minutes_docx"),
    path("invited/<str:token>/", inviting.invited, name="invited"),
    # one affair over several meetings
    path("dossiers/", dossiers.dossiers, name="dossiers"),
    path("dossiers/<slug:token>/", dossiers.dossier, name="dossier"),
    path("dossier/", dossier_staff.dossiers, name="dossiers_mine"),
    path("dossier/new/", dossier_staff.new, name="dossier_new"),
    path("dossier/<int:pk>/", dossier_staff.dossier, name="dossier_edit"),
    path("dossier/<int:pk>/change/", dossier_staff.change, name="dossier_change"),
    path("dossier/<int:pk>/session/", dossier_staff.session, name="dossier_session"),
    path("dossier/<int:pk>/session/<int:one>/out/", dossier_staff.session_out, name="dossier_session_out"),
    path("dossier/<int:pk>/matter/", dossier_staff.matter, name="dossier_matter"),
    path("dossier/<int:pk>/matter/<int:one>/out/", dossier_staff.matter_out, name="dossier_matter_out"),
    path("dossier/<int:pk>/ending/", dossier_staff.ending, name="dossier_ending"),
    # what was promised there
    path("promises/", promises.promises, name="promises"),
    path("promise/", promise_staff.board, name="promises_mine"),
    path("promise/<int:pk>/day/", promise_staff.day, name="promise_day"),
    path("item/<int:pk>/promise/", promise_staff.promise, name="promise_new"),
    # councils, for those who convene them
    path("council/", council_staff.mine, name="councils_mine"),
    path("council/kinds/", kinds.gallery, name="gallery"),
    path("council/kinds/<int:pk>/", kinds.kind, name="kind_edit"),
    path("council/kinds/<int:pk>/copy/", kinds.copy, name="kind_copy"),
    path("council/kinds/<int:pk>/council/", council_staff.found, name="council_new"),
    path("council/topic/<int:pk>/", proposing.propose, name="propose"),
    path("council/matrix/", kinds.matrix, name="matrix"),
    path("council/matrix/<slug:code>/", kinds.responsible, name="responsible"),
    path("council/<int:pk>/", council_staff.council, name="council_edit"),
    path("council/<int:pk>/change/", council_staff.change, name="council_change"),
    path("council/<int:pk>/clock/", council_staff.clock, name="council_clock"),
    path("council/<int:pk>/session/", council_staff.plan, name="session_new"),
    path("council/<int:pk>/series/", council_staff.series, name="session_series"),
    path("council/<int:pk>/party/", council_staff.seat, name="seat_new"),
    path("council/party/<int:pk>/withdrawal/", council_staff.withdrawal, name="seat_withdrawal"),
    path("council/party/<int:pk>/excuse/", council_staff.excuse, name="seat_excuse"),
    path("meeting/<int:pk>/", preparing.meeting, name="meeting"),
    path("meeting/<int:pk>/item/", preparing.table, name="item_new"),
    path("meeting/<int:pk>/matters/", preparing.table_matters, name="item_matters"),
    path("meeting/<int:pk>/notice/", preparing.notice, name="meeting_notice"),
    path("meeting/<int:pk>/party/<int:party>/notice/", notifying.told, name="party_notice"),
    path("meeting/<int:pk>/party/<int:party>/body/", notifying.register, name="party_register"),
    path("meeting/<int:pk>/checklist/", preparing.checklist, name="meeting_checklist"),
    path("meeting/<int:pk>/opening/", preparing.opening, name="meeting_opening"),
    path("meeting/<int:pk>/date/", preparing.move, name="meeting_move"),
    path("meeting/<int:pk>/cancelling/", preparing.cancel, name="meeting_cancel"),
    path("meeting/<int:pk>/people/", running.people, name="people"),
    path("meeting/<int:pk>/arrival/", running.arrival, name="arrival"),
    path("meeting/<int:pk>/closing/", running.closing, name="meeting_closing"),
    path("meeting/item/<int:pk>/parties/", preparing.parties, name="item_parties"),
    path("meeting/item/<int:pk>/paper/", preparing.paper, name="item_paper"),
    path("meeting/item/<int:pk>/beginning/", running.begin, name="item_begin"),
    path("meeting/item/<int:pk>/word/", running.word, name="item_word"),
    path("meeting/item/<int:pk>/draft/", running.draft, name="item_draft"),
    path("meeting/item/<int:pk>/outcome/", running.outcome, name="item_outcome"),
    path("meeting/attendee/<int:pk>/leaving/", running.leaving, name="attendee_leaving"),
    path("meeting/attendee/<int:pk>/return/", running.return_, name="attendee_return"),
    # yearly budgets, for anybody and for those who run them
    path("budgets/", budgets.budgets, name="budgets"),
    path("budgets/<slug:token>/", budgets.budget, name="budget"),
    path("budgets/<slug:token>/vote/", voting.vote, name="budget_vote"),
    path("budgets/<slug:token>/received/", budgets.received, name="budget_received"),
    path("budgets/<slug:token>/ballots.pb", budgets.file, name="budget_file"),
    path("budgets/<slug:token>/chain/", budgets.chain, name="budget_chain"),
    path("budget/", budget_staff.desk, name="budgets_mine"),
    path("budget/new/", budget_staff.new, name="budget_new"),
    path("budget/<int:pk>/", budget_staff.budget, name="budget_edit"),
    path("budget/<int:pk>/plan/", announcing.replan, name="budget_plan"),
    path("budget/<int:pk>/project/", budget_staff.project, name="budget_project"),
    path("budget/<int:pk>/shortlist/<int:call>/", budget_staff.take_over, name="budget_shortlist"),
    path("budget/<int:pk>/roll/", budget_staff.roll, name="budget_roll"),
    path("budget/<int:pk>/residents/", budget_staff.residents, name="budget_residents"),
    path("budget/<int:pk>/notice/", announcing.announce, name="budget_notice"),
    path("budget/<int:pk>/slips/", budget_staff.slips, name="budget_slips"),
    path("budget/<int:pk>/taking-back/", announcing.take_back, name="budget_taking_back"),
    path("budget/<int:pk>/extending/", announcing.extend, name="budget_extending"),
    path("budget/<int:pk>/papers/", budget_staff.papers, name="budget_papers"),
    path("budget/<int:pk>/result/", budget_staff.count, name="budget_result"),
    path("budget/project/<int:pk>/removal/", budget_staff.removal, name="budget_removal"),
    path("budget/project/<int:pk>/owners/", budget_staff.owners, name="budget_owners"),
    path("budget/project/<int:pk>/adoption/", budget_staff.adopted, name="budget_adoption"),
]
