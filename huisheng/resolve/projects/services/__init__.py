"""What is done with projects: begin, move along the road, hand over, set the timetable."""

from huisheng.resolve.projects.services.finding import board, known, mine_of, years_of
from huisheng.resolve.projects.services.moving import begin, hand, move, named, set_dates

__all__ = ["begin", "board", "hand", "known", "mine_of", "move", "named", "set_dates", "years_of"]
