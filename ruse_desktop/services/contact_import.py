"""Contacts out of a spreadsheet: persons and organisations with their groups (функция 16)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ruse_desktop.domain.contacts import KIND_NAMES, ContactInput, Kind
from ruse_desktop.domain.register_cards import joined
from ruse_desktop.domain.register_imports import ImportField
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.kernel.text import search_key
from ruse_desktop.services.contacts import KINDS, OBJECT, add_in, ready_in
from ruse_desktop.services.table_import import Cells, Read, TableImport, spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from ruse_desktop.storage.store import Transaction

_KIND_WORDS: tuple[tuple[str, Kind], ...] = (
    ("държавн", Kind.STATE), ("общин", Kind.MUNICIPAL), ("политич", Kind.POLITICAL),
    ("парти", Kind.POLITICAL), ("обществен", Kind.PUBLIC), ("граждан", Kind.CIVIL),
    ("сдружен", Kind.CIVIL), ("нпо", Kind.CIVIL), ("посолств", Kind.EMBASSY),
    ("консул", Kind.EMBASSY), ("чуждестран", Kind.INSTITUTE), ("културен институт", Kind.INSTITUTE),
    ("меди", Kind.MEDIA), ("вестник", Kind.MEDIA), ("телевиз", Kind.MEDIA), ("радио", Kind.MEDIA),
    ("лице", Kind.PERSON), ("министерств", Kind.STATE), ("агенция", Kind.STATE),
    ("областен", Kind.STATE), ("областна", Kind.STATE), ("музей", Kind.PUBLIC),
    ("читалищ", Kind.PUBLIC), ("университет", Kind.PUBLIC), ("училищ", Kind.PUBLIC),
    ("гимназия", Kind.PUBLIC), ("театър", Kind.PUBLIC), ("опера", Kind.PUBLIC),
    ("библиотек", Kind.PUBLIC), ("галерия", Kind.PUBLIC), ("фондаци", Kind.CIVIL),
)  # fmt: skip


class ContactImport(TableImport[ContactInput]):
    """A line is a contact; one that is there already is left out."""

    verb, kinds, subject = "contacts.import", KINDS, OBJECT
    either = ("person", "organisation")

    @property
    def fields(self) -> tuple[ImportField, ...]:
        """What a column may mean, in the order of the register."""
        return (
            ImportField("person", _("Лице"), ("лице", "име", "име и фамилия", "имена", "контакт", "лице за контакт", "гост")),
            ImportField("organisation", _("Организация"), ("организация", "институция", "учреждение", "фирма", "ведомство")),
            ImportField("kind", _("Вид"), ("вид", "тип", "категория", "вид организация")),
            ImportField("title", _("Длъжност"), ("длъжност", "качество", "позиция", "пост")),
            ImportField("called", _("Обръщение"), ("обръщение", "титла", "форма на обръщение", "уважаеми")),
            ImportField("address", _("Адрес"), ("адрес", "адрес за кореспонденция", "пощенски адрес")),
            ImportField("phone", _("Телефон"), ("телефон", "тел", "телефони", "мобилен", "gsm", "тел номер")),
            ImportField("email", _("Е-поща"), ("е поща", "имейл", "email", "e mail", "електронна поща", "ел поща")),
            ImportField("groups", _("Групи"), ("групи", "група", "списък", "списъци", "покани за")),
            ImportField("checked_on", _("Проверен на"), ("проверен", "проверен на", "актуализиран", "актуално към")),
            ImportField("note", _("Бележка"), ("бележка", "забележка", "бележки", "коментар")),
        )  # fmt: skip

    def _counted(self, n: int) -> str:
        return ngettext("{n} контакт от таблица", "{n} контакта от таблица", n).format(n=n)

    def _read(self, cells: Cells) -> Read[ContactInput]:
        person, organisation = cells.text("person"), cells.text("organisation")
        known = Kind.PERSON if not organisation else spoken(_KIND_WORDS, organisation)
        kind = cells.one_of("kind", _KIND_WORDS, KIND_NAMES, known or Kind.STATE)
        checked = cells.day("checked_on")
        if checked is not None and checked > cells.today:
            raise UserError(_("Денят на проверката още не е дошъл."))
        typed = ContactInput(
            kind, organisation, person, cells.text("title"), cells.text("called"),
            address=cells.text("address"), phone=cells.text("phone"), email=cells.text("email"),
            groups=cells.names("groups"), checked_on=checked, note=cells.text("note", 1000),
        )  # fmt: skip
        key = f"{search_key(person)}|{search_key(organisation)}"
        detail = joined((typed.office, _(KIND_NAMES[kind]), joined(typed.groups)))
        doubt = ""
        if known is None and not cells.text("kind"):
            doubt = _("Видът не е посочен; вписва се „{kind}“.").format(kind=_(KIND_NAMES[kind]))
        return Read(typed, typed.name, key, detail, doubt)

    def _against(
        self, session: Session, read: Read[ContactInput], earlier: Sequence[Read[ContactInput]]
    ) -> Read[ContactInput]:
        del earlier
        return replace(read, typed=ready_in(session, read.typed))

    def _write(self, tx: Transaction, typed: ContactInput) -> None:
        add_in(tx, typed)
