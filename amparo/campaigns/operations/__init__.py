"""Every change of campaigns, by what it changes; here is what the command line asks for."""

from amparo.campaigns.takedown import apply_takedowns

__all__ = ["apply_takedowns"]
