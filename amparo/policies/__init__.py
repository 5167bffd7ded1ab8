"""What a jurisdiction does with ICE, since when, by which source; custody; programs."""
