"""Everything the doctor looks at, in order. Each check is a plain function of the moment."""

from collections.abc import Callable, Iterator
from datetime import datetime

from huisheng.square.doctor.agreeing import every_public_name_has_its_consent, every_seal_can_be_opened
from huisheng.square.doctor.checked import Checked
from huisheng.square.doctor.closing import (
    every_reading_has_its_purpose,
    nothing_is_closed_without_right,
    requests_about_data_are_answered,
)
from huisheng.square.doctor.counting import (
    every_figure_is_what_the_records_add_up_to,
    every_lead_knows_its_followers,
)
from huisheng.square.doctor.finding import every_matter_is_found_by_its_words
from huisheng.square.doctor.gathering import (
    every_point_of_a_closed_talk_has_its_fate,
    every_proposal_of_a_closed_call_is_answered,
)
from huisheng.square.doctor.holding import every_clock_runs_as_its_stage_says, every_open_matter_has_a_holder
from huisheng.square.doctor.meeting import every_decision_of_a_council_was_made_by_the_rules
from huisheng.square.doctor.promising import every_decision_has_somebody_who_does_it
from huisheng.square.doctor.storing import (
    an_acknowledged_write_is_on_the_disk,
    every_photo_has_its_file,
    the_security_log_holds,
)
from huisheng.square.doctor.telling import (
    every_step_has_its_line,
    everyone_who_spoke_is_told,
    the_outbox_moves,
)
from huisheng.square.doctor.territory import (
    every_home_has_a_contact,
    every_path_follows_its_parent,
    no_home_lies_on_a_map,
    no_street_points_at_another,
)
from huisheng.square.doctor.voting import (
    every_budget_is_what_its_ballots_add_up_to,
    every_chain_of_ballots_holds,
)

Check = Callable[[datetime], Checked]

RECORDS: list[Check] = [
    every_home_has_a_contact,
    every_path_follows_its_parent,
    every_open_matter_has_a_holder,
    every_clock_runs_as_its_stage_says,
    every_step_has_its_line,
    everyone_who_spoke_is_told,
    the_outbox_moves,
    nothing_is_closed_without_right,
    every_reading_has_its_purpose,
    requests_about_data_are_answered,
    every_public_name_has_its_consent,
    every_seal_can_be_opened,
    every_figure_is_what_the_records_add_up_to,
    every_lead_knows_its_followers,
    every_matter_is_found_by_its_words,
    every_chain_of_ballots_holds,
    every_budget_is_what_its_ballots_add_up_to,
    every_point_of_a_closed_talk_has_its_fate,
    every_decision_of_a_council_was_made_by_the_rules,
    every_proposal_of_a_closed_call_is_answered,
    every_decision_has_somebody_who_does_it,
    no_street_points_at_another,
    no_home_lies_on_a_map,
]
ALL: list[Check] = [
    *RECORDS,
    every_photo_has_its_file,
    the_security_log_holds,
    an_acknowledged_write_is_on_the_disk,
]


def examine(*, at: datetime, checks: list[Check] | None = None) -> Iterator[Checked]:
    """One after the other, so that a long examination shows how far it is."""
    return (check(at) for check in (ALL if checks is None else checks))
