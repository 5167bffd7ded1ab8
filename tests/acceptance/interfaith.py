"""Facts of an interfaith coalition (its page of advocacy and organizing), with words of our own.

Order and spelling of names are the source's: "MN8 Energy" stands there so, and so it stands here.
"""

from dataclasses import dataclass

US = "ICOM"
DCC = "Decriminalizing Communities Coalition"
SARI = "Sanctuary and Resistance to Injustice"
PARTNERS = (
    ("Episcopal Church in Minnesota", "Faith community"),
    ("Minnesota Freedom Fund", "Community group"),
    ("MN8 Energy", "Another kind"),
    ("Jewish Community Action", "Community group"),
    ("Communities Organizing Latino Power and Action", "Community group"),
    ("First Universalist Church of Minneapolis", "Faith community"),
    ("African Career, Education, & Resources Inc.", "Community group"),
    ("Minnesota Conference United Church of Christ", "Faith community"),
    ("Minnesota Immigrant Rights Action Committee", "Community group"),
)


@dataclass(frozen=True)
class CampaignFacts:
    """A campaign as it is typed: its words by language, who carries it, and as what."""

    slug: str
    words: dict[str, dict[str, str]]
    partners: tuple[tuple[str, str], ...]


CAMPAIGNS = (
    CampaignFacts(
        "decriminalizing-communities",
        {
            "en": {
                "Title": DCC,
                "Aim, in one sentence": "Public safety that punishes nobody for an origin.",
                "Summary": "We co-founded it in 2018. Over 30 community partners take part today.",
            },
            "es": {
                "Title": "Coalición Decriminalizing Communities",
                "Aim, in one sentence": "Seguridad para todos, sin castigar el origen de nadie.",
                "Summary": "La cofundamos en 2018. Hoy participan más de 30 organizaciones.",
            },
        },
        ((DCC, "Leading"), (US, "Co-founder")),
    ),
    CampaignFacts(
        "north-star-act",
        {
            "en": {
                "Title": "The North STAR Act",
                "Aim, in one sentence": "A Minnesota law: nothing of the state for ICE.",
                "Summary": "Dozens of faith organizations across the state ask for it with us.",
            },
            "es": {
                "Title": "La Ley North STAR",
                "Aim, in one sentence": "Una ley de Minnesota: ni un recurso del estado para ICE.",
                "Summary": "La piden con nosotros decenas de comunidades de fe de todo el estado.",
            },
        },
        ((US, "Leading"),),
    ),
    CampaignFacts(
        "sherburne-county",
        {
            "en": {
                "Title": "Ending ICE Detention in Sherburne County",
                "Aim, in one sentence": "The county ends its contract with ICE, no more beds.",
                "Summary": "Every Wednesday afternoon our partner stands before the "
                "Sherburne County Detention Center.",
            },
            "es": {
                "Title": "Alto a la detención de ICE en el condado de Sherburne",
                "Aim, in one sentence": "Que el condado termine su contrato con ICE, sin ampliar.",
                "Summary": "Cada miércoles por la tarde nuestra aliada se planta ante el centro "
                "de detención del condado de Sherburne.",
            },
        },
        ((SARI, "Leading"), (US, "Supporting")),
    ),
    CampaignFacts(
        "sheriffs-and-ice",
        {
            "en": {
                "Title": "County sheriffs without ICE",
                "Aim, in one sentence": "County sheriffs in Minnesota stop working for ICE.",
                "Summary": "Working with ICE is a sheriff's choice. We ask each to end it.",
            },
            "es": {
                "Title": "Alguaciles sin ICE",
                "Aim, in one sentence": "Que los alguaciles de Minnesota no trabajen para ICE.",
                "Summary": "Trabajar con ICE lo decide cada alguacil. A cada uno se lo pedimos.",
            },
        },
        ((US, "Leading"),),
    ),
)
