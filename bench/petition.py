"""`python -m bench.petition`: tables, keys and one open petition, where the environment says."""

import os

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amparo.settings")
    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from amparo.hosting.installing import describe, found_coalition
    from amparo.hosting.preparing import prepare
    from tests.makers import make_open_petition

    prepare()
    describe(name="Bench", state="MN")
    found_coalition("Alma", "alma@example.org", language="es", now=timezone.now())
    petition = make_open_petition(timezone.now())
    (petition_file()).write_text(f"{petition.pk} {petition.slug} {petition.text('es').text_hash}")
    call_command("check", verbosity=0)


def petition_file() -> "os.PathLike[str]":
    from pathlib import Path

    return Path(os.environ["DATA_DIR"]) / "petition.txt"


if __name__ == "__main__":
    main()
