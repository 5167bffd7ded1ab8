"""Every change of letters' addressees, of who signed, of pasted lists and frozen prints."""
