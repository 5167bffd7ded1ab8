"""Every change to letters: writing, approving, running."""
