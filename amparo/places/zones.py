"""The clock of a state: the zone that most of its people live in.

A newcomer's mistake: taking it for every place of the state. Some fourteen have two; whoever hosts
for the other part writes its own TIME_ZONE (Source: IANA time zone database, zone1970.tab).
"""

from amparo.places.counties import state_fips

_ZONES = {
    "America/New_York": "CT DC DE FL GA MA MD ME NC NH NJ NY OH PA RI SC VA VT WV",
    "America/Detroit": "MI",
    "America/Indiana/Indianapolis": "IN",
    "America/Kentucky/Louisville": "KY",
    "America/Chicago": "AL AR IA IL KS LA MN MO MS ND NE OK SD TN TX WI",
    "America/Denver": "CO MT NM UT WY",
    "America/Boise": "ID",
    "America/Phoenix": "AZ",
    "America/Los_Angeles": "CA NV OR WA",
    "America/Anchorage": "AK",
    "Pacific/Honolulu": "HI UM",
    "America/Puerto_Rico": "PR",
    "America/St_Thomas": "VI",
    "Pacific/Guam": "GU",
    "Pacific/Saipan": "MP",
    "Pacific/Pago_Pago": "AS",
}


def zone_of(state: str) -> str:
    """Return the IANA name for a state's two letters. Raises LookupError for no state of ours."""
    letters = state.upper()
    if not state_fips(letters):
        raise LookupError(state)
    return next(zone for zone, states in _ZONES.items() if letters in states.split())
