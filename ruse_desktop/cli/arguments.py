"""Which commands and options there are; help and mistakes in Bulgarian."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from ruse_desktop import __version__
from ruse_desktop.domain.events import Category
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

USAGE_ERROR = 2


class _Formatter(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """The usage line with a Bulgarian word before it."""
        super().add_usage(usage, actions, groups, _("Употреба: ") if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        """The heading of a group in Bulgarian."""
        names = {"positional arguments": _("аргументи"), "options": _("настройки")}
        super().start_section(names.get(heading or "", heading))


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Say in one sentence that the command was not understood and end with 2."""
        why = _in_bulgarian(message).rstrip(".")
        print(_("Командата не е разбрана: {why}.").format(why=why), file=sys.stderr)
        print(
            _("Вижте възможностите с: {program} --help").format(program=self.prog), file=sys.stderr
        )
        raise SystemExit(USAGE_ERROR)


def _in_bulgarian(message: str) -> str:
    """What argparse complains of, said in Bulgarian."""
    for pattern, text in (
        (r"^argument (?P<what>[^:]+): ", "{what}: "),
        (r"^the following arguments are required: (?P<what>.+)$", _("липсва {what}")),
        (r"^unrecognized arguments: (?P<what>.+)$", _("непознато: {what}")),
        (
            r"invalid choice: (?P<what>.+) \(choose from (?P<known>.+)\)$",
            _("няма {what}, изберете от {known}"),
        ),
        (r"invalid int value: (?P<what>.+)$", _("{what} не е число")),
        (r"expected one argument$", _("липсва стойност")),
        (r"ignored explicit argument (?P<what>.+)$", _("не приема стойност {what}")),
    ):
        message = re.sub(pattern, lambda found, say=text: say.format(**found.groupdict()), message)  # type: ignore[misc]  # mypy does not infer the default of a lambda
    return message


def parse(argv: Sequence[str] | None) -> argparse.Namespace:
    """The understood command line; `command` is „“ for the window. Raises SystemExit (0 or 2)."""
    parser = _parser("ruse-desktop", _("Отличия, символи и протокол на Община Русе."))
    parser.add_argument(
        "--version", action="version", version=__version__, help=_("показва версията")
    )
    _common(parser, first=True)
    commands = parser.add_subparsers(
        dest="command",
        title=_("команди"),
        metavar=_("КОМАНДА"),
        parser_class=_Parser,
    )
    parser.set_defaults(command="")
    _demo(commands)
    _law(commands)
    _deadlines(commands)
    _imports(commands)
    _calendar(commands)
    _work(commands)
    _backup(commands)
    _rescue(commands)
    found = parser.parse_args(argv)
    found.command = found.command or ""
    return found


def _parser(name: str, description: str) -> _Parser:
    parser = _Parser(prog=name, description=description, formatter_class=_Formatter, add_help=False)
    _help(parser)
    return parser


def _help(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-h", "--help", action="help", help=_("показва тази помощ"))


def _common(parser: argparse.ArgumentParser, *, first: bool = False) -> None:
    missing = None if first else argparse.SUPPRESS
    parser.add_argument(
        "--data", type=Path, metavar=_("ПАПКА"), default=missing, help=_("папка с базата данни")
    )
    parser.add_argument(
        "--law",
        type=Path,
        metavar=_("ПАПКА"),
        dest="law_dir",
        default=missing,
        help=_("папка с друга наредба; без нея – вградената"),
    )
    parser.add_argument(
        "--user",
        metavar=_("ИМЕ"),
        default="" if first else argparse.SUPPRESS,
        help=_("име за вход, когато данните имат профили; без него – името в системата"),
    )
    parser.add_argument(
        "--json",
        action="store_true",
        default=False if first else argparse.SUPPRESS,
        help=_("отговор за друга програма (JSON)"),
    )


_Commands = argparse._SubParsersAction  # noqa: SLF001 - the only name argparse gives to this type


def _add(commands: _Commands[_Parser], name: str, text: str) -> _Parser:
    parser = commands.add_parser(
        name, help=text, description=text, formatter_class=_Formatter, add_help=False
    )
    _help(parser)
    _common(parser)
    return parser


def _demo(commands: _Commands[_Parser]) -> None:
    demo = _add(commands, "demo", _("построява примерната 2026 година с документите ѝ"))
    demo.add_argument("--open", action="store_true", help=_("отваря прозореца върху примера"))
    demo.add_argument(
        "--out", type=Path, metavar=_("ПАПКА"), help=_("къде да се запишат документите")
    )


def _law(commands: _Commands[_Parser]) -> None:
    law = _add(commands, "law", _("проверява и показва наредбата"))
    parts = law.add_subparsers(
        dest="law_command", metavar=_("ДЕЙСТВИЕ"), required=True, parser_class=_Parser
    )
    check = _add(parts, "check", _("проверява файловете на наредба в папка"))
    check.add_argument("folder", type=Path, metavar=_("ПАПКА"), help=_("папка с файловете"))
    show = _add(parts, "show", _("показва редакцията в сила на дата"))
    show.add_argument("--date", metavar=_("ДАТА"), help=_("напр. 06.05.2026; без нея – днес"))
    show.add_argument("--article", metavar=_("ЧЛЕН"), help=_("напр. „чл. 43, ал. 1“"))


def _deadlines(commands: _Commands[_Parser]) -> None:
    deadlines = _add(commands, "deadlines", _("сроковете за една година"))
    deadlines.add_argument(
        "of_year", type=int, nargs="?", metavar=_("ГОДИНА"), help=_("без нея – текущата година")
    )
    deadlines.add_argument(
        "--year", type=int, metavar=_("ГОДИНА"), help=_("без нея – текущата година")
    )


def _imports(commands: _Commands[_Parser]) -> None:
    nominations = _add(commands, "import-nominations", _("внася предложения от таблица"))
    nominations.add_argument("file", type=Path, metavar=_("ФАЙЛ"))
    nominations.add_argument(
        "--dry-run", action="store_true", help=_("само проверява, нищо не записва")
    )
    nominations.add_argument("--sheet", metavar=_("ЛИСТ"), help=_("име на листа"))
    nominations.add_argument(
        "--year",
        type=int,
        metavar=_("ГОДИНА"),
        help=_("издание на наградата; без нея – последното"),
    )
    nominations.add_argument(
        "--open-edition",
        action="store_true",
        help=_("открива изданието под действащата редакция, ако още го няма"),
    )
    book = _add(commands, "import-book", _("внася стари удостоени в книгата"))
    book.add_argument("file", type=Path, metavar=_("ФАЙЛ"))
    book.add_argument("--award", default="NR", metavar=_("КОД"), help=_("код на наградата"))
    book.add_argument(
        "--complete-from",
        type=int,
        metavar=_("ГОДИНА"),
        help=_("от коя година списъкът е пълен"),
    )
    book.add_argument("--dry-run", action="store_true", help=_("само проверява, нищо не записва"))


def _days(part: _Parser) -> None:
    part.add_argument("--year", type=int, metavar=_("ГОДИНА"), help=_("без нея – текущата година"))
    part.add_argument(
        "--month", type=int, choices=range(1, 13), metavar=_("МЕСЕЦ"),
        help=_("само този месец, от 1 до 12"),
    )  # fmt: skip


def _calendar(commands: _Commands[_Parser]) -> None:
    calendar = _add(commands, "calendar", _("протоколният календар: изнасяне, внасяне, печат"))
    parts = calendar.add_subparsers(
        dest="calendar_command", metavar=_("ДЕЙСТВИЕ"), required=True, parser_class=_Parser
    )
    out = _add(parts, "export", _("записва календара като iCalendar (.ics)"))
    paper = _add(parts, "print", _("прави месец (с --month) или година за печат (PDF)"))
    for part in (out, paper):
        part.add_argument("file", type=Path, metavar=_("ФАЙЛ"), help=_("къде да се запише"))
        _days(part)
        part.add_argument(
            "--internal", action="store_true", help=_("и каквото е само за служебно ползване")
        )
    out.add_argument("--category", choices=[str(one) for one in Category], metavar=_("ВИД"),
                     help=_("само събитията от този вид, напр. festival"))  # fmt: skip
    site = _add(parts, "site", _("публичният календар за сайта (HTML, TXT, CSV)"))
    site.add_argument("folder", type=Path, metavar=_("ПАПКА"), help=_("къде да се запише"))
    _days(site)
    into = _add(parts, "import", _("показва какво носи файл iCalendar (.ics)"))
    into.add_argument("file", type=Path, metavar=_("ФАЙЛ"))
    into.add_argument(
        "--take", action="store_true", help=_("внася новото и промененото, което на нищо не пречи")
    )


_LETTERS = ("receipt", "completion", "rejection", "withdrawal")


def _work(commands: _Commands[_Parser]) -> None:
    form = _add(commands, "form", _("прави празен формуляр (PDF) за предложение"))
    form.add_argument("award", metavar=_("НАГРАДА"), help=_("код на наградата, напр. NR"))
    form.add_argument("file", type=Path, metavar=_("ФАЙЛ"), help=_("къде да се запише"))
    form.add_argument("--year", type=int, metavar=_("ГОДИНА"), help=_("без нея – текущата година"))
    register = _add(commands, "register", _("книгата за завеждане на една награда (PDF)"))
    register.add_argument("award", metavar=_("НАГРАДА"), help=_("код на наградата, напр. NLN"))
    register.add_argument("file", type=Path, metavar=_("ФАЙЛ"), help=_("къде да се запише"))
    register.add_argument(
        "--year", type=int, metavar=_("ГОДИНА"), help=_("без нея – текущата година")
    )
    letter = _add(commands, "letter", _("бележка или писмо по предложение (PDF)"))
    letter.add_argument("number", metavar=_("НОМЕР"), help=_("напр. ПР-2026-031"))
    letter.add_argument("kind", choices=_LETTERS, help=_("вид на писмото"))
    letter.add_argument("file", type=Path, metavar=_("ФАЙЛ"), help=_("къде да се запише"))
    findings = _add(commands, "findings", _("какво чака преценка или пречи по предложенията"))
    findings.add_argument("--year", type=int, metavar=_("ГОДИНА"))
    diplomas = _add(commands, "diplomas", _("дипломите за една година в един PDF"))
    diplomas.add_argument("--year", type=int, metavar=_("ГОДИНА"))
    diplomas.add_argument(
        "--out", type=Path, metavar=_("ФАЙЛ"), help=_("къде да се запише PDF файлът")
    )
    verify = _add(commands, "verify", _("проверява книгите, дневника и базата"))
    verify.add_argument(
        "--anchor",
        metavar=_("КОД"),
        help=_("код или отпечатък от лист за удостоверяване на книга"),
    )
    diploma = _add(commands, "verify-diploma", _("проверява диплом по снимка, скан или код"))
    diploma.add_argument("diploma", metavar=_("ФАЙЛ_ИЛИ_КОД"))
    book = _add(commands, "book", _("книгата на носителите за подвързване (PDF)"))
    book.add_argument("award", metavar=_("НАГРАДА"), help=_("код на наградата, напр. NR"))
    book.add_argument("file", type=Path, metavar=_("ФАЙЛ"), help=_("къде да се запише"))
    book.add_argument("--volume", type=int, metavar=_("ТОМ"), help=_("без него – цялата книга"))
    web_list = _add(commands, "web-list", _("списъкът на носителите за сайта (HTML, CSV, JSON)"))
    web_list.add_argument("folder", type=Path, metavar=_("ПАПКА"), help=_("къде да се запише"))


def _rescue(commands: _Commands[_Parser]) -> None:
    _add(commands, "rescue", _("спасява четимото от повредена база в нова"))
    copy = _add(commands, "data-copy", _("копира всички данни в празна папка"))
    copy.add_argument("folder", type=Path, metavar=_("ПАПКА"), help=_("празната папка"))
    copy.add_argument("--encrypt", action="store_true", help=_("копието е шифровано с нова парола"))


def _backup(commands: _Commands[_Parser]) -> None:
    backup = _add(
        commands, "backup", _("резервни копия: правене, списък, проверка, възстановяване")
    )
    parts = backup.add_subparsers(
        dest="backup_command", metavar=_("ДЕЙСТВИЕ"), required=True, parser_class=_Parser
    )
    made = _add(parts, "make", _("прави проверено резервно копие на всички места"))
    made.add_argument("--to", type=Path, metavar=_("ПАПКА"), help=_("само в тази папка"))
    listed = _add(parts, "list", _("копията в една папка"))
    listed.add_argument(
        "folder", type=Path, nargs="?", metavar=_("ПАПКА"), help=_("без нея – папката до данните")
    )
    checked = _add(parts, "check", _("проверява копие и показва какво съдържа"))
    tried = _add(parts, "rehearse", _("проверява дали копие се възстановява и го записва"))
    restored = _add(parts, "restore", _("възстановява данните от копие"))
    for part in (checked, tried, restored):
        part.add_argument("copy", type=Path, metavar=_("КОПИЕ"), help=_("файлът .bak"))
    tried.add_argument(
        "--out", type=Path, metavar=_("ФАЙЛ"), help=_("къде да се запише удостоверението (PDF)")
    )
    restored.add_argument(
        "--yes", action="store_true", help=_("да, дори когато нещо от сегашното ще липсва")
    )
