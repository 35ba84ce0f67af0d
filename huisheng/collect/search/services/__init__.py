"""The verbs of searching."""

from huisheng.collect.search.services.indexing import keep_up, read, rebuild
from huisheng.collect.search.services.looking import Found, areas_of, by_number, by_person, look, scan

__all__ = ["Found", "areas_of", "by_number", "by_person", "keep_up", "look", "read", "rebuild", "scan"]
