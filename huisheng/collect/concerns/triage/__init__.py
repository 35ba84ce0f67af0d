"""Triage reads a message first: its category, its urgency, its holder, its twins. Plain values, no Django."""
