"""The people of every test: Alma organizes, Beto volunteers, Ines is an attorney, Teo organizes
elsewhere, Rosa and hers are the public.

Plain data; `tests.makers` turns those who log in into accounts. All are invented; the telephones
are of the numbers that nobody is given (555-01xx).
"""

from dataclasses import dataclass

PASSWORD = "maple kettle north river"
NEW_PASSWORD = "copper window slow harbor"


@dataclass(frozen=True)
class Person:
    """What somebody would type about herself."""

    full_name: str
    email: str
    language: str = "en"
    role: str = ""  # of those who log in
    phone: str = ""
    town: str = ""
    county: str = ""  # FIPS code
    password: str = PASSWORD


ALMA = Person("Alma Reyes", "alma@coalition.example.org", role="organizer")
BETO = Person("Beto Salas", "beto@coalition.example.org", language="es", role="volunteer")
INES = Person("Ines Carvajal", "ines@law.example.org", role="attorney")
TEO = Person("Teo Lindgren", "teo@elsewhere.example.org", role="organizer")

ROSA = Person(
    "Rosa María Núñez-Quispe",
    "rosa.nunez@example.com",
    language="es",
    phone="+16125550142",
    town="Northfield",
    county="27131",
)
LUZ = Person(  # Rosa's daughter: the same address, another name
    "Luz Núñez",
    "rosa.nunez@example.com",
    language="es",
    phone="+16125550142",
    town="Northfield",
    county="27131",
)
OMAR = Person(
    "Omar Abdi",
    "omar.abdi@example.net",
    phone="+16515550177",
    town="Faribault",
    county="27131",
)
STAFF = (ALMA, BETO, INES, TEO)
PUBLIC = (ROSA, LUZ, OMAR)
