"""Acceptance: real bodies of work, rebuilt at the desk from their facts and read in public.

The facts (names of organizations, bills, figures, days) are the sources'; the sentences around them
are ours, and no private person of the sources is named.
"""
