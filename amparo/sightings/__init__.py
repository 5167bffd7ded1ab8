"""Watched wording, and where it was seen again."""
