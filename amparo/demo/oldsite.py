"""An invented blog of years ago, brought along: most of it on the site, some of it still to be
looked at, so that the archive has years and the desk has something to do.

A newcomer's mistake: posts in one language. The demo's pages are in step, so every post that is on
the site says the same in both.
"""

from datetime import date

from amparo.accounts.models import User
from amparo.archive.models import Item
from amparo.archive.operations import look_at, pair, read_in, take_over
from amparo.demo.words import Clock
from amparo.lib.oldsites import OldSite, Record

ADDRESS = "https://old-blog.example.org"
WAITS = {"A raffle for the summer school", "Noche de canciones"}

POSTS = [
    (
        date(2011, 5, 14),
        "First meeting on Saturday / Primera reunión el sábado",
        """(Español abajo)

Saturday, May 21, 11:00 a.m. in the basement of the Linden Street church. Bring a friend, and a
chair if you have one.

We will talk about what the county does with the fingerprints that it takes, and what we can ask
of the board before its vote.

Sábado 21 de mayo, 11:00 a. m., en el sótano de la iglesia de la calle Linden. Traiga a una amistad,
y una silla si tiene.

Vamos a hablar de lo que hace el condado con las huellas que toma, y de lo que podemos pedirle a la
junta antes de su voto.""",
        ["Meetings"],
    ),
    (
        date(2011, 9, 3),
        "Clínica legal gratis el 10 de septiembre",
        """(English below)

La gente del barrio puede hablar con una abogada, sin costo y sin cita: sábado 10 de septiembre, de
10:00 a. m. a 1:00 p. m., en la biblioteca de la calle Linden. Entre por el jardín.

Free legal clinic on September 10

Everybody from the neighborhood can talk with a lawyer, at no cost and without an appointment:
Saturday, September 10, 10:00 a.m. to 1:00 p.m., at the library on Linden Street. Enter by the
garden.""",
        ["Legal help"],
    ),
    (
        date(2012, 3, 24),
        "Banners over the bridge / Mantas sobre el puente",
        """(Español abajo)

Forty of us held banners over the highway at noon, and the drivers honked for an hour. Thank you to
the choir that came along.

Éramos 40 personas con mantas sobre la carretera al mediodía, y los carros tocaron la bocina por una
hora. Gracias al coro que vino con nosotras.""",
        ["Demonstrations"],
    ),
    (
        date(2013, 6, 15),
        "The board heard us",
        """Sixty people sat in the room of the county board on June 11, and 14 of them spoke. The
vote was put off until July 9, and that is a beginning. We thank everybody who came, cooked, or
watched the children.""",
        ["County board"],
    ),
    (
        date(2013, 6, 15),
        "La junta nos escuchó",
        """Sesenta personas llenaron la sala de la junta del condado el 11 de junio, y 14 de ellas
hablaron. El voto se pasó al 9 de julio, y eso es un comienzo. Gracias a quienes vinieron, a quienes
cocinaron y a quienes cuidaron a las niñas y los niños.""",
        ["County board"],
    ),
    (
        date(2014, 7, 5),
        "A raffle for the summer school",
        "Buy your tickets at the door of the school. The first prize is a quilt that 12 made.",
        [],
    ),
    (
        date(2015, 2, 14),
        "Noche de canciones",
        "Venga a cantar con nosotras el 14 de febrero, en la iglesia de la calle Linden.",
        [],
    ),
]


def fill_old_site(clock: Clock, *, alma: User) -> None:
    """Read the blog, look at most of it, and put that on the site."""
    outcome = read_in(
        _blog(), name="old-blog.xml", sha256="0" * 64, actor=alma.actor, now=clock.now
    )
    items = {item.title: item for item in outcome.origin.items.prefetch_related("pieces")}
    pair(items["The board heard us"], items["La junta nos escuchó"], actor=alma.actor)
    seen = [item for title, item in items.items() if title not in WAITS]
    for item in seen:
        look_at(item, actor=alma.actor)
    take_over(Item.objects.filter(pk__in=[each.pk for each in seen]), by=alma, now=clock.now)


def _blog() -> OldSite:
    records = [
        Record(
            guid=f"{ADDRESS}/?p={number}",
            kind="post",
            title=title,
            body=_unwrapped(body),
            posted_on=day,
            link=f"{ADDRESS}/{day:%Y/%m/%d}/post-{number}/",
            number=str(number),
            labels=list(labels),
        )
        for number, (day, title, body, labels) in enumerate(POSTS, 11)
    ]
    blog = OldSite(title="Linden Street blog", address=ADDRESS, records=records)
    blog.left_out.update({"comments": 23, "drafts": 4})
    return blog


def _unwrapped(body: str) -> str:
    """Paragraphs on one line each, as people type them; they are broken here to fit the page."""
    return "\n\n".join(" ".join(each.split()) for each in body.split("\n\n"))
