"""Letters to an audience: written, approved by a second organizer, sent once at most."""
