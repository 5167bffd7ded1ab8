"""Every change to platforms: planks, questions, pledges, progress, and resolutions that passed."""
