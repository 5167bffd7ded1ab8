"""How long a letter with 600 signatories, and a flyer in two languages, take to be typeset.

Nothing is kept between two of them: each is made of other words.
"""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from statistics import median

from bench import worlds
from bench.table import Row

TIMES = 5
LETTER_SECONDS, FLYER_SECONDS = 2, 1
SIGNERS = 600
A_GROUP = 60


def run(is_postgres: bool) -> Iterator[Row]:
    with worlds.prepared(is_postgres) as environment:
        command = [sys.executable, "-m", "bench.papers"]
        done = subprocess.run(
            command, env=environment, check=True, stdout=subprocess.PIPE, text=True
        )
    letter, flyer = (float(word) for word in done.stdout.split())
    name = f"a letter with {SIGNERS} signatories, PDF"
    yield Row(name, letter * 1000, "ms", letter / LETTER_SECONDS, f"{LETTER_SECONDS} s")
    name = "a flyer in two languages, PDF"
    yield Row(name, flyer * 1000, "ms", flyer / FLYER_SECONDS, f"{FLYER_SECONDS} s")


def main() -> None:
    import django

    django.setup()
    print(_seconds(_letter), _seconds(_flyer))


def _seconds(make: Callable[[int], bytes]) -> float:
    """The median of a few; the first, for which fonts are read, is not counted."""
    took = []
    for number in range(TIMES + 1):
        began = time.perf_counter()
        make(number)
        took.append(time.perf_counter() - began)
    return median(took[1:])


def _letter(number: int) -> bytes:
    from datetime import date

    from amparo.signons.listing import Group, Signer
    from amparo.signons.papers import Counts, Print, letter_pdf

    names = [f"Comité de vecinas y vecinos número {each}" for each in range(SIGNERS)]
    groups = [
        Group(f"g{at}", f"Estado {at}", [Signer(name, place="Northfield") for name in share])
        for at in range(0, SIGNERS, A_GROUP)
        if (share := names[at : at + A_GROUP])
    ]
    made = Print(
        language="es",
        coalition="Coalición Ríos del Norte",
        hosts=["Comité de la bahía"],
        is_statement=False,
        title=f"Carta {number}",
        dated_on=date(2026, 11, 30),
        recipients=[["Señora Ejemplo", "Directora", "Oficina de ejemplo"]],
        salutation="Estimada señora Ejemplo:",
        ask="Que se vote el proyecto.",
        body="\n\n".join("Le escribimos porque nuestras familias viven aquí. " * 8 for _ in "1234"),
        closing="Atentamente,",
        groups=groups,
        counts=Counts(SIGNERS),
        individuals=[],
        copies=["Otra oficina"],
        number=1,
        frozen_on=date(2026, 11, 30),
        text_hash="0" * 64,
    )
    return letter_pdf(made)


def _flyer(number: int) -> bytes:
    from amparo.announcing.flyers import Flyer, Ink, Size, flyer_pdf
    from amparo.lib.announcing import Facts

    spanish = Facts(
        language="es",
        title=f"Clínica legal {number}",
        url="https://amparo.example/es/gatherings/clinica/",
        kind="Clínica legal",
        summary="Venga a hablar con una abogada. Es gratis y es en español.",
        day="sábado 28 de agosto",
        hours="de 10:00 a 1:00",
        place="Iglesia del Río",
        coalition="Coalición Ríos del Norte",
    )
    english = Facts(
        language="en",
        title=f"Legal clinic {number}",
        url="https://amparo.example/en/gatherings/clinica/",
        summary="Come and talk with an attorney. It is free.",
        place="River Church",
        coalition="Coalition of the North Rivers",
    )
    return flyer_pdf(Flyer((spanish, english), Size.LETTER, Ink.COLOR))


if __name__ == "__main__":
    main()
