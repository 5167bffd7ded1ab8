"""Every change to a gathering: its facts and hosts, one of its dates, who comes, who was there."""
