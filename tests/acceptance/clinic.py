"""Facts of the committee's legal clinic of August 27, 2011 (source B), typed at the desk.

The words are ours but for names, places and hours; accents that the source leaves out are put in.
"""

CAMPAIGN = {
    "en": {
        "Title": "Talk with a lawyer",
        "Aim, in one sentence": "Legal help for everybody who asks.",
        "Summary": "Lawyers answer, for free.",
    },
    "es": {
        "Title": "Hable con un abogado",
        "Aim, in one sentence": "Ayuda legal para quien la pida.",
        "Summary": "Abogadas responden, gratis.",
    },
}
HOTLINE = "651-389-9174"
SPONSORS = (
    ("Minnesota Immigrant Rights Action Committee", "Comité por los Derechos de los Inmigrantes"),
    ("National Immigration Project", "Proyecto Nacional de Migración"),
)
DAY = {"Day": "2011-08-27", "From": "10:00", "Until": "13:00"}
ADDRESS = "31st Street & 16th Ave, Minneapolis"
WORDS = {
    "es": {
        "Title": "Clínica legal de inmigración",
        "In one sentence": "Gratis para la comunidad: hable con un abogado.",
        "Place": "Iglesia Walker",
        "Which door": "Entrada en 16 Avenue",
    },
    "en": {
        "Title": "Free Immigration Legal Clinic",
        "In one sentence": "Free for the community: talk with a lawyer.",
        "Place": "Walker Church",
        "Which door": "Enter on 16th Ave",
    },
}
# As the source has them, to be found there
IN_THE_SOURCE = (
    "27 de agosto", "August 27", "Iglesia Walker", "Walker Church", "Entrada en 16 Avenue",
    "enter on 16th Ave", "31st Street & 16th Ave, Minneapolis", "651-389-9174",
    "10:00 a.m. a 1:00 p.m.", "Saturday, August 27", "Sábado, 27 de agosto",
    "Minnesota Immigrant Rights Action Committee", "National Immigration Project",
    "Proyecto Nacional de Migración",
)  # fmt: skip
