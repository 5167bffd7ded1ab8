"""Facts of an action committee's site (2011 to 2016), with words of our own around them.

Telephones are a public office's. The seven people of 2016 are counted and not named: their names
here are invented. The source says "six" above seven: kept as written, and said so.
"""

COMMITTEE = "Minnesota Immigrant Rights Action Committee"
GOVERNOR = {
    "en": {"Name of the office": "Office of the Governor of Minnesota"},
    "es": {"Name of the office": "Oficina del Gobernador de Minnesota"},
}
PHONES = {"Telephone": "651-201-3400", "Toll-free telephone": "800-657-3717"}

CAMPAIGN = {
    "en": {
        "Title": "No More Deportations",
        "Aim, in one sentence": "Minnesota stays out of the Secure Communities program.",
        "Summary": "The program went into SF 1143, then into SF 958, which was vetoed on "
        "May 24, 2011. A special session can bring it back before July 1, 2011.",
    },
    "es": {
        "Title": "No Más Deportaciones",
        "Aim, in one sentence": "Que Minnesota no entre en el programa Comunidades Seguras.",
        "Summary": "El programa entró en la ley SF 1143 y luego en la SF 958, vetada el "
        "24 de mayo de 2011. Una sesión especial puede revivirlo antes del 1 de julio de 2011.",
    },
}
MILESTONES = (
    (
        {"First day": "2011-05-20", "Last day": "2011-05-20", "It has happened": True},
        {"en": "A letter goes to the governor", "es": "Se entrega una carta al gobernador"},
    ),
    (
        {"First day": "2011-05-24", "Last day": "2011-05-24", "It has happened": True},
        {"en": "SF 958 is vetoed", "es": "Veto a la SF 958"},
    ),
    (
        {"Last day": "2011-07-01"},
        {"en": "A special session", "es": "Una sesión especial"},
    ),
)
PETITION = {
    "en": {
        "Title": "No to Secure Communities and the Criminal Alien Program",
        "Addressed to": "The Governor of Minnesota",
        "The ask, in one sentence": "Veto SF 1143, and keep Minnesota out of both programs.",
        "Text": "Of those deported through the first program since 2008, 79% had petty offenses "
        "or none, and 28% had no conviction at all [1].\n\n"
        "In Illinois, less than 20% had been convicted of a serious crime [2].",
    },
    "es": {
        "Title": "No a Comunidades Seguras ni al Criminal Alien Program",
        "Addressed to": "El Gobernador de Minnesota",
        "The ask, in one sentence": "Vete la SF 1143 y deje a Minnesota fuera de ambos.",
        "Text": "De quienes fueron deportados por el primero desde 2008, el 79% tenía faltas leves "
        "o ninguna, y el 28% no tenía condena alguna [1].\n\n"
        "En Illinois, menos del 20% tenía condena por un delito grave [2].",
    },
}
SOURCES = (
    ("Letter to the Governor of Minnesota", COMMITTEE, "2011-05-20"),
    ("Letter of the Governor of Illinois to ICE", "State of Illinois", "2011-05-04"),
)
PAPER_COUNT = 300  # "over 300 so far": we count what was counted
DELIVERY = {
    "en": {
        "Received by": "Office of the Governor",
        "Where": "Governor's office",
        "More about it": "Over 300 signatures so far; the letter of May 20 cites them.",
    },
    "es": {
        "Received by": "Oficina del Gobernador",
        "Where": "Despacho del Gobernador",
        "More about it": "Más de 300 firmas hasta ahora; las cita la carta del 20 de mayo.",
    },
}

UMBRELLA = {
    "en": {
        "Title": "Stop the deportations of Cambodians in Minnesota",
        "Aim, in one sentence": "These six people stay with their families.",
        "Summary": "The appeal of September 9, 2016 says six; seven petitions follow it. "
        "We keep both as they were written.",
        "Background": "Families that came as refugees are being divided, here and nationwide.",
    },
    "es": {
        "Title": "Alto a las deportaciones de camboyanos en Minnesota",
        "Aim, in one sentence": "Que estas seis personas se queden con sus familias.",
        "Summary": "El llamado del 9 de septiembre de 2016 dice seis; le siguen siete peticiones. "
        "Dejamos las dos cosas como se escribieron.",
        "Background": "Aquí y en todo el país se divide a familias que llegaron como refugiadas.",
    },
}
PEOPLE = ("Nary", "Sokha", "Bopha", "Vuthy", "Chan", "Maly", "Arun")  # invented; seven


def case_words(name: str) -> dict[str, dict[str, str]]:
    return {
        "en": {
            "Title": f"{name} stays",
            "Aim, in one sentence": f"ICE lets {name} stay.",
            "Summary": f"{name} agreed to be named here.",
        },
        "es": {
            "Title": f"{name} se queda",
            "Aim, in one sentence": f"Que ICE deje quedarse a {name}.",
            "Summary": f"{name} aceptó que aquí se diga su nombre.",
        },
    }


def petition_words(name: str) -> dict[str, dict[str, str]]:
    return {
        "en": {
            "Title": f"Let {name} stay",
            "Addressed to": "ICE, St. Paul field office",
            "The ask, in one sentence": f"Stop the deportation of {name}.",
            "Text": "A family needs its people at the table.",
        },
        "es": {
            "Title": f"Que {name} se quede",
            "Addressed to": "ICE, oficina de St. Paul",
            "The ask, in one sentence": f"Detengan la deportación de {name}.",
            "Text": "Una familia necesita a los suyos en la mesa.",
        },
    }


# The call-in day of June 3, 2011: to the governor, two numbers, posted the same morning in English.
CALL_DAY = {"Calls from": "2011-06-03T08:00", "until": "2011-06-03T17:00"}
CALL = {
    "Title": "Call-in day to the Governor: stand firm",
    "The ask, in one sentence": "Veto any bill of the special session that brings it back.",
    "Points to make": "1. Thank you for the veto of SF 958.\n"
    "2. Please veto any bill with Secure Communities in it, or any other program that would divide "
    "families.",
    "Why call now?": "A special session comes before July 1, 2011, and no day is set for it yet.",
}
VETO = {"What it was": "Veto", "On": "2011-05-24", "Number of the bill": "SF 958"}
VETO_SOURCE = "Letter of the Governor about the veto of SF 958"
VETO_WORDS = {
    "en": {
        "What was done or said, in one sentence": "The Governor vetoed SF 958.",
        "What it leaves out": "The letter does not name Secure Communities.",
    },
    "es": {
        "What was done or said, in one sentence": "El Gobernador vetó la SF 958.",
        "What it leaves out": "La carta no nombra Comunidades Seguras.",
    },
}
