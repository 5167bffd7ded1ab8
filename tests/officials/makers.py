"""Rice County with its districts and invented officials, by the importers that organizers use."""

from datetime import date

from amparo.places.importing import Options
from amparo.places.operations import load_jurisdictions
from amparo.places.operations.importing import store_content
from amparo.places.origins import Origin
from amparo.web.models import Coalition
from tests.places import tables

ORIGIN = Origin("An office", "https://example.org/people", date(2026, 11, 20))
PEOPLE = """office,county,city,district,name,party,phone,email,website,since,term_ends
state representative,,,20A,Ana House,Party One,507-555-0101,ana@example.org,,2025-01-07,2027-01-05
state representative,,,20B,Ben House,Party Two,507-555-0102,,https://example.org/ben,,
state senator,,,20,,,,,,,
us_senator,,,,Una Senator,,202-555-0103,,,,
us_senator,,,,Uma Senator,,202-555-0104,,,,
sheriff,Rice,,,Sam Sheriff,,507-555-0105,,,2023-01-03,
commissioner,Rice County,,1,Cora First,,507-555-0106,,,,
mayor,,Northfield,,Max Mayor,,507-555-0107,,,,
"""


def store(what: str, content: str | bytes, /, **options: object) -> dict[str, int]:
    data = content if isinstance(content, bytes) else content.encode()
    return store_content(what, data, Options("MN", **options), ORIGIN)


def make_rice() -> None:
    """Two halves of Rice County; Northfield is cut, Dundas and Bridgewater lie in the east."""
    load_jurisdictions("MN")
    Coalition.objects.update_or_create(only=True, defaults={"state": "MN"})
    Coalition.forget_kept()
    store("places", tables.TOWNS)
    store("precincts", tables.PRECINCTS)
    store("boundaries", tables.LEGISLATIVE)
    store("boundaries", tables.PRECINCT_AREAS)
    store("people", PEOPLE)
