"""The tables of the deliberate room."""
