"""A community's own look (M165)."""
