"""`python -m amparo.mailouts.child LETTER RUN`: the short-lived process that sends one letter.

It opens cards with what one grant holds and exits at the end, so that nothing of it stays in the
memory of a worker that lives for weeks.
"""

import os
import sys
from uuid import UUID


def main(arguments: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amparo.settings")
    import django

    django.setup()
    from amparo.keyring.errors import Unavailable
    from amparo.lib.ram import forbid_core_dumps
    from amparo.mailouts.sending import send

    forbid_core_dumps()
    letter, run = (UUID(each) for each in arguments)
    try:
        send(letter, run)
    except Unavailable:
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
