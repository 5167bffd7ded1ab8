"""`amparo`: all that a host does from the command line. Each command is one call to a room.

Django is set up only after the arguments are read, because settings.py reads the data directory
that a command may name; so the rooms are imported inside the commands.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from amparo.lib.catalogs import compile_catalogs

PACKAGE = Path(__file__).resolve().parent


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code. Mistakes are told in a sentence, not a traceback."""
    arguments = _parser().parse_args(argv)
    if getattr(arguments, "data_dir", None):
        os.environ["DATA_DIR"] = str(Path(arguments.data_dir).expanduser().absolute())
    command = arguments.command
    try:
        code: int | None = command(arguments)
    except _sentences() as mistake:
        print(f"amparo: {mistake}", file=sys.stderr)
        return 1
    return code or 0


def _sentences() -> tuple[type[Exception], ...]:
    from django.core.exceptions import ImproperlyConfigured

    from amparo.hosting.errors import CannotHost

    return (ImproperlyConfigured, CannotHost)


def messages(arguments: argparse.Namespace) -> None:
    compile_catalogs(PACKAGE)


def demo(arguments: argparse.Namespace) -> None:
    from amparo.hosting.environment import make_demo_environment

    make_demo_environment(port=arguments.port)
    _set_up_django()
    from amparo.demo.filling import fill_if_empty
    from amparo.hosting.preparing import prepare
    from amparo.hosting.serving import serve as serve_now

    prepare()
    people = fill_if_empty(small=arguments.small)
    serve_now(host=arguments.host, port=arguments.port, notice=people.notice)


def init(arguments: argparse.Namespace) -> None:
    from amparo.hosting.questions import ask_six_questions, write_environment

    answers = ask_six_questions(arguments.answers)
    write_environment(answers)
    _set_up_django()
    from amparo.hosting.installing import install

    install(answers, assume_typed_back=arguments.kit_typed_back)


def serve(arguments: argparse.Namespace) -> None:
    _set_up_django()
    from amparo.hosting.preparing import prepare
    from amparo.hosting.serving import serve as serve_now

    prepare()
    serve_now(host=arguments.host, port=arguments.port, works=not arguments.no_worker)


def worker(arguments: argparse.Namespace) -> None:
    _set_up_django()
    from amparo.hosting.serving import refuse_plain_swap
    from amparo.hosting.working import work

    refuse_plain_swap()
    work()


def backup(arguments: argparse.Namespace) -> None:
    _set_up_django()
    from amparo.hosting.backups import back_up

    print(f"Backed up to {back_up(Path(arguments.directory))}")


def restore(arguments: argparse.Namespace) -> None:
    _set_up_django()
    from amparo.hosting.backups import restore as restore_now

    print(restore_now(Path(arguments.backup)))


def doctor(arguments: argparse.Namespace) -> int:
    _set_up_django()
    from amparo.hosting.doctor import examine

    findings = examine()
    for finding in findings:
        print(finding)
    if not findings:
        print("All is well.")
    return 1 if any(finding.is_serious for finding in findings) else 0


def import_files(arguments: argparse.Namespace) -> None:
    _set_up_django()
    from amparo.hosting.importing import ASKED, Asked, import_file

    asked = Asked(**{name: value for name, value in vars(arguments).items() if name in ASKED})
    for path in arguments.files:
        print(import_file(arguments.what, path, asked, tell=sys.stderr))


def import_counties(arguments: argparse.Namespace) -> None:
    _set_up_django()
    from amparo.hosting.importing import bring_counties

    for state in arguments.states:
        print(bring_counties(state))


def verify_audit(arguments: argparse.Namespace) -> int:
    _set_up_django()
    from amparo.audit.operations import verify_chain

    report = verify_chain()
    if report.ok:
        print(f"The log is whole: {report.count} entries.")
        return 0
    print(f"The log was altered at entry {report.first_broken}.")
    return 1


def bring_old_site(arguments: argparse.Namespace) -> int:
    _set_up_django()
    from amparo.hosting.oldsites import bring

    for line in bring(Path(arguments.file), uploads=arguments.uploads):
        print(line)
    return 0


def import_bills(arguments: argparse.Namespace) -> int:
    _set_up_django()
    from amparo.bills.commands import import_file

    return import_file(arguments.file, session=arguments.session)


def watch_bills(arguments: argparse.Namespace) -> int:
    _set_up_django()
    from amparo.bills.commands import watch_feeds

    return watch_feeds(arguments.feed, arguments.state, arguments.session)


def django(arguments: argparse.Namespace) -> None:
    _set_up_django()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["amparo django", *arguments.rest])


def _set_up_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amparo.settings")
    import django as django_package

    django_package.setup()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="amparo", description="Organizing that keeps its promises."
    )
    parser.add_argument("--data-dir", help="where everything is kept (or DATA_DIR)")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    _add(commands, "demo", demo, "fill an invented coalition and serve it", port=True).add_argument(
        "--small", action="store_true", help="fewer invented signers, for tests"
    )
    make = _add(commands, "init", init, "make a new installation by asking six questions")
    make.add_argument("--answers", type=Path, help="a file of NAME=value lines instead of asking")
    make.add_argument("--kit-typed-back", action="store_true", help=argparse.SUPPRESS)
    _add(
        commands, "serve", serve, "serve the site: web workers and the task worker", port=True
    ).add_argument("--no-worker", action="store_true", help="another machine does the work")
    _add(commands, "worker", worker, "only the task worker (serve starts one)")
    _add(commands, "backup", backup, "write a backup of everything but keys").add_argument(
        "directory"
    )
    _add(commands, "restore", restore, "bring a backup back, without whoever left").add_argument(
        "backup"
    )
    _add(commands, "doctor", doctor, "say in sentences what is not right")
    _add(commands, "verify-audit", verify_audit, "check that the audit log is whole")
    imports = commands.add_parser("import", help="bring along what was kept elsewhere")
    kinds = imports.add_subparsers(required=True, metavar="WHAT")
    for kind, about in (
        ("wordpress", "the posts of a WordPress export (WXR), to be looked at on the desk"),
        ("pages", "saved pages: .html, .txt or a .zip of them, to be looked at on the desk"),
    ):
        one = _add(kinds, kind, bring_old_site, about)
        one.add_argument("file")
        one.add_argument("--uploads", type=Path, help="the uploads folder, or a zip of it")
    _districts_parser(
        _add(kinds, "districts", import_files, "tables, ids, boundaries of districts")
    )
    _origin(
        _add(kinds, "people", import_files, "people in office: Open States, or a CSV"), "people"
    )
    states = _add(kinds, "counties", import_counties, "the counties of a state, without a file")
    states.add_argument("states", nargs="+", metavar="STATE", help="two letters: WI")
    _add_bills(commands, kinds)
    _add(commands, "messages", messages, "compile the translations")
    _add(commands, "django", django, "Django's own commands").add_argument(
        "rest", nargs=argparse.REMAINDER
    )
    return parser


def _districts_parser(bring: argparse.ArgumentParser) -> None:
    """What a file of districts may leave open."""
    bring.add_argument("--kind", default="", help="places, precincts, divisions, …")
    bring.add_argument("--districts", default="", help="of boundaries: congress, senate, house, …")
    bring.add_argument("--place", default="", help="FIPS code of the county or city they are of")
    bring.add_argument("--column", default="", help="the column that holds a district's number")
    bring.add_argument("--epsg", type=int, help="the projection, where the file does not say it")
    bring.add_argument("--since", help="the day from which boundaries hold: 2023-01-03")
    _origin(bring, "districts")


def _origin(bring: argparse.ArgumentParser, what: str) -> None:
    """The files, and where they were read."""
    bring.set_defaults(what=what)
    bring.add_argument("files", type=Path, nargs="+", metavar="FILE")
    bring.add_argument("--state", default="", help="two letters, where it is not your own")
    bring.add_argument("--source", default="", help="where the file was read")
    bring.add_argument("--source-url", default="", help="... and its web address")
    bring.add_argument("--checked-on", help="the day on which somebody looked; today")


def _add_bills(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    imports: "argparse._SubParsersAction[argparse.ArgumentParser]",
) -> None:
    one = _add(imports, "bills", import_bills, "bills of LegiScan, Open States or the Revisor")
    one.add_argument("file", type=Path)
    one.add_argument("--session", default="", help="for a text that does not say it: MN:2025-2026")
    watched = _add(commands, "watch-bills", watch_bills, "look at feeds of bills now, and go on so")
    watched.add_argument("feed", nargs="?", default="", help="legiscan, openstates or revisor")
    watched.add_argument("state", nargs="?", default="", help="two letters")
    watched.add_argument("session", nargs="?", default="", help="as the feed names it")


def _add(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    command: object,
    about: str,
    *,
    port: bool = False,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=about, description=about)
    parser.set_defaults(command=command)
    if port:
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
        parser.add_argument("--host", default="127.0.0.1")
    return parser


if __name__ == "__main__":
    sys.exit(main())
