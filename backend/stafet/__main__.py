"""The `stafet` command: everything an operator does, from `stafet serve` to `stafet content check`."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from stafet import __version__
from stafet.settings import Settings, SettingsError, for_opening, for_serving, read_settings


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. 0 when it went well, 2 when a setting or an argument is wrong."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except SettingsError as error:
        print(f"stafet: {error}", file=sys.stderr)
        return 2
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="stafet", description="Stafet: one citizen, one shared course.")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    serve = commands.add_parser("serve", help="run the server with the settings in STAFET_*")
    serve.set_defaults(run=_serve)

    demo = commands.add_parser("demo", help="run with fictional people on this machine, in a throw-away folder")
    demo.add_argument("--port", type=int, default=8000)
    demo.add_argument("--folder", type=Path, help="keep the demo's database here instead of a temporary folder")
    demo.add_argument("--empty", action="store_true", help="begin without any plan")
    demo.set_defaults(run=_demo)

    migrate = commands.add_parser("migrate", help="bring the database to this release (after a backup)")
    migrate.add_argument("--check", action="store_true", help="only tell whether tables and migrations agree")
    migrate.set_defaults(run=_migrate)

    restored = commands.add_parser(
        "restored", help="run once after the database was put back from a backup, before the server starts"
    )
    restored.add_argument(
        "--stops",
        type=Path,
        metavar="FILE",
        help="the journal of stops (STAFET_STOPS_FILE): they are done again; without it every plan is closed",
    )
    restored.set_defaults(run=_restored)

    for word, doing, helps in (
        (
            "suspend-plan",
            "suspend",
            "after a death, or while a case is looked into: close a plan to all but its citizen",
        ),
        ("resume-plan", "resume", "take that back; what was open and has not ended since is open again"),
    ):
        one = commands.add_parser(word, help=helps)
        which = one.add_mutually_exclusive_group(required=True)
        which.add_argument("plan", nargs="?", help="the plan's id, or the subject under which its citizen signs in")
        if doing == "resume":
            which.add_argument("--restored", action="store_true", help="every plan that `stafet restored` closed")
        one.add_argument(
            "--operator", action="append", default=[], metavar="NAME", help="who does it: named twice, two people"
        )
        one.set_defaults(run=_suspension, doing=doing)

    _add_people(commands)

    openapi = commands.add_parser("openapi", help="print the API's description")
    openapi.add_argument("--check", type=Path, metavar="FILE", help="fail when FILE differs")
    openapi.set_defaults(run=_openapi)

    verify = commands.add_parser("verify", help="check a receipt, or every log of this installation")
    kinds = verify.add_subparsers(required=True, metavar="WHAT")
    receipt = kinds.add_parser("receipt", help="whether a receipt is genuine; needs no database and no network")
    receipt.add_argument("file", type=Path, help="the receipt, exactly as it was given")
    receipt.add_argument(
        "--key", metavar="PUBLICKEY", help="64 hexadecimal digits, or a file; else this installation's"
    )
    receipt.set_defaults(run=_verify_receipt)

    logs = kinds.add_parser("log", help="whether every log is what it was; names the first bad row of each that is not")
    logs.add_argument("--plan", help="only this plan's")
    logs.add_argument("--heads", type=Path, metavar="FILE", help="heads that were kept elsewhere: finds a cut-off end")
    logs.set_defaults(run=_verify_log)

    heads = commands.add_parser("heads", help="print the newest row of every log, to be kept where Stafet cannot write")
    heads.set_defaults(run=_heads)

    content = commands.add_parser("content", help="the operator's own files: numbers to call, organisations, templates")
    content_acts = content.add_subparsers(required=True, metavar="WHAT")
    content_check = content_acts.add_parser("check", help="say what is wrong with them, where, and how to mend it")
    content_check.add_argument("folder", type=Path, nargs="?", help="else STAFET_CONTENT_DIR, else what is shipped")
    content_check.set_defaults(run=_content_check)

    _add_keeping(commands)
    return parser


def _add_people(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Who works there, and how much it is used."""
    left = commands.add_parser(
        "employee-left", help="somebody does not work there any more: end every place they had by their work"
    )
    left.add_argument("subject", help="the subject under which they sign in")
    left.add_argument("--issuer", metavar="URL", help="the provider, where several have had people with this subject")
    left.add_argument("--yes", action="store_true", help="do not ask")
    left.set_defaults(run=_employee_left)

    counts = commands.add_parser(
        "counts", help="how much Stafet is used, in numbers that tell nothing about one person"
    )
    counts.add_argument("--json", action="store_true", help="for a program")
    counts.set_defaults(run=_counts)


def _add_keeping(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Keys, and copies of the database."""
    keys = commands.add_parser("keys", help="make every key an installation needs")
    keys.add_argument("folder", type=Path, help="where to put them; files that exist are kept")
    keys.set_defaults(run=_keys)

    rotate = commands.add_parser(
        "rotate-master", help="with every server stopped: wrap the key of every plan with another master key"
    )
    rotate.add_argument(
        "--new", type=Path, required=True, metavar="FILE", help="the new master key; made when it is not there"
    )
    rotate.set_defaults(run=_rotate_master)

    renew = commands.add_parser("renew-keys", help="give every plan another key, seal its texts anew, destroy the old")
    renew.add_argument(
        "--made-before", metavar="MOMENT", help="only keys older than this, such as 2026-11-26T12:00:00Z: to go on"
    )
    renew.set_defaults(run=_renew_keys)

    backup = commands.add_parser("backup", help="copy an SQLite database that is in use to a file, and check the copy")
    backup.add_argument("file", type=Path, help="where to; a file that is there is never written over")
    backup.set_defaults(run=_backup)


def _settings(**overrides: object) -> Settings:
    return read_settings(os.environ, **overrides)


# Imports stand inside the commands: `stafet keys --help` must not wait for a web framework.


def _serve(_options: argparse.Namespace) -> int:
    from stafet.serving import serve

    return serve(for_serving(_settings()))


def _demo(options: argparse.Namespace) -> int:
    from stafet.serving import serve_demo

    return serve_demo(_settings, port=options.port, folder=options.folder, empty=options.empty)


def _migrate(options: argparse.Namespace) -> int:
    from stafet.opening import migrate

    settings = _settings()
    if not settings.database_url:
        raise SettingsError("STAFET_DATABASE_URL is missing")
    return migrate(settings if options.check else for_opening(settings), check=options.check)


def _restored(options: argparse.Namespace) -> int:
    from stafet.restored_command import restored

    return restored(for_opening(_settings()), options.stops)


def _suspension(options: argparse.Namespace) -> int:
    from stafet.opening import suspension

    settings = _settings()
    if not settings.database_url:
        raise SettingsError("STAFET_DATABASE_URL is missing")
    return suspension(settings, doing=options.doing, plan=options.plan, operators=options.operator)


def _employee_left(options: argparse.Namespace) -> int:
    from stafet.employee_command import employee_left

    return employee_left(for_opening(_settings()), subject=options.subject, issuer=options.issuer, is_sure=options.yes)


def _counts(options: argparse.Namespace) -> int:
    from stafet.counts_command import counts

    return counts(for_opening(_settings()), as_json=options.json)


def _openapi(options: argparse.Namespace) -> int:
    from stafet.serving import openapi_bytes

    made = openapi_bytes()
    if options.check is None:
        sys.stdout.write(made.decode())
        return 0
    if not options.check.is_file():
        raise SettingsError(f"{options.check} is not there")
    if options.check.read_bytes() != made:
        print(
            f"{options.check} is not the API any more. Make it anew: stafet openapi > {options.check}", file=sys.stderr
        )
        return 1
    return 0


def _verify_receipt(options: argparse.Namespace) -> int:
    from stafet.verifying import verify_receipt

    return verify_receipt(options.file, options.key or _settings().receipt_key_file)


def _verify_log(options: argparse.Namespace) -> int:
    from stafet.log_commands import verify_log

    return verify_log(for_opening(_settings()), plan=options.plan, heads=options.heads)


def _heads(_options: argparse.Namespace) -> int:
    from stafet.log_commands import print_heads

    return print_heads(for_opening(_settings()))


def _rotate_master(options: argparse.Namespace) -> int:
    from stafet.key_commands import rotate_master

    return rotate_master(for_opening(_settings()), new=options.new)


def _content_check(options: argparse.Namespace) -> int:
    from stafet.content_command import check

    named = _settings().content_dir
    return check(options.folder or (Path(named) if named else None))


def _renew_keys(options: argparse.Namespace) -> int:
    from stafet.key_commands import renew_keys

    return renew_keys(for_opening(_settings()), made_before=options.made_before)


def _backup(options: argparse.Namespace) -> int:
    from stafet.backup_command import backup

    return backup(for_opening(_settings()), options.file)


def _keys(options: argparse.Namespace) -> int:
    from stafet.opening import make_keys

    return make_keys(options.folder)


if __name__ == "__main__":
    sys.exit(main())
