"""Seal and unseal: everything secret that Amparo keeps goes through these modules and no others.

Import from the module that defines a thing; this package re-exports nothing. None of the modules
knows a database, a request or a clock: callers pass in what they have.
"""
