"""What a telephone may keep for when there is no line, and for how long. Everything else is asked of the server anew.

A page of one person is never kept: the next one on the same telephone would read it. Kept are the files of the site,
pages that anybody may read (fetched again as nobody, so that no name is on them), and the list of doors of whoever is
on the round with papers, until they log out.
"""

# Pages that anybody may read; what lies under them and asks for a login is not kept.
OPEN = (
    "/privacy/",
    "/public/",
    "/who/",
    "/board/",
    "/covenants/",
    "/talks/",
    "/calls/",
    "/councils/",
    "/promises/",
    "/projects/",
    "/budgets/",
)
ROUND = r"^/vote/\d+/round/$"  # from door to door without a line (M49)
OPEN_HOURS = 14 * 24  # a notice that is older is better asked for again
FRESH_HOURS = 1  # so long the kept copy of an open page is not fetched again
ROUND_HOURS = 24  # longer than one evening of going from door to door
