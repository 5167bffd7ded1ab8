"""Bills: sessions, versions, provisions, steps, votes, sponsors, and the road of each."""
