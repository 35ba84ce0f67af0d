"""Where each table with personal data stands: a kind that time takes away (KEPT), or one that says why it stays (NEVER).

A new table that points at a person or at who spoke, or holds a telephone or an e-mail, fails a test until it is here.
"""

GOES = {
    "people.Login": "logins",
    "echo.Speaker": "matters",
    "echo.Message": "matters",  # its words name nobody; whom it went to goes with the speaker
    "echo.Reading": "readings",
    "echo.Proof": "proofs",
    "collect.Concern": "matters",
    "collect.Proposal": "spoke",
    "collect.Support": "spoke",  # a telephone that was not proved goes after a day already
    "collect.TalkPoint": "spoke",
    "collect.Attendee": "talks",
    "collect.Visit": "visits",
    "deliberate.NoticeObjection": "spoke",
    "deliberate.ArticleComment": "spoke",
    "territory.Objection": "objections",
    "square.Token": "tokens",
}
_OFFICE, _HOMES, _VOTES = (
    "办公电话、单位联系人",
    "谁住在哪户、谁联系哪户",
    "表决、选举、预算的名册代号、票和结果",
)
STAYS = {
    "people.Person": "账号",
    "echo.Consent": "同意和收回同意的记录",
    "echo.DataRequest": "关于个人信息的请求和答复",
    "territory.Appointment": "谁任过什么岗位",
    "territory.Nomination": "谁任过什么岗位",
    "territory.HouseholdLink": _HOMES,
    "territory.Residence": _HOMES,
    "territory.Place": _OFFICE,
    "territory.EstateBody": _OFFICE,
    "alliance.OutsideBody": _OFFICE,
    "collect.Call": _OFFICE,
    "deliberate.Notice": _OFFICE,
    "deliberate.Council": _OFFICE,
    "deliberate.OwnerLogin": _VOTES,
    "deliberate.BudgetVoter": _VOTES,
}
