"""What a community or street is like, in figures that say where they come from (M11)."""
