"""Publications and campaigns out of a spreadsheet: what appeared where, who agreed when (функции 11, 33)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.campaigns import (
    FORM_NAMES,
    FORMS,
    KIND_NAMES,
    CampaignInput,
    Form,
    Kind,
    Office,
)
from ruse_desktop.domain.register_cards import joined
from ruse_desktop.domain.register_imports import ImportField
from ruse_desktop.kernel.errors import Refused
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.kernel.text import search_key
from ruse_desktop.services.campaigns import KINDS, OBJECT, add_in, checked
from ruse_desktop.services.register_table import day_text
from ruse_desktop.services.table_import import Cells, Read, TableImport, spoken
from ruse_desktop.storage.campaigns import CampaignRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from ruse_desktop.storage.store import Transaction

_FORM_WORDS: tuple[tuple[str, Form], ...] = (
    ("изложб", Form.EXHIBITION), ("представян", Form.PRESENTATION), ("спонсор", Form.SPONSORS),
    ("дарител", Form.SPONSORS), ("сайт", Form.WEB), ("интернет", Form.WEB), ("онлайн", Form.WEB),
    ("фейсбук", Form.WEB), ("facebook", Form.WEB), ("видео", Form.AUDIOVISUAL),
    ("аудио", Form.AUDIOVISUAL), ("телевиз", Form.AUDIOVISUAL), ("радио", Form.AUDIOVISUAL),
    ("филм", Form.AUDIOVISUAL), ("снимк", Form.PHOTO), ("фото", Form.PHOTO),
    ("плакат", Form.GRAPHIC), ("график", Form.GRAPHIC), ("афиш", Form.GRAPHIC),
    ("печат", Form.PRINTED), ("вестник", Form.PRINTED), ("списание", Form.PRINTED),
    ("книга", Form.PRINTED), ("каталог", Form.PRINTED),
)  # fmt: skip
_KIND_WORDS: tuple[tuple[str, Kind | None], ...] = (
    ("публикац", Kind.PUBLICATION), ("кампани", Kind.CAMPAIGN),
)  # fmt: skip
_KINDS: dict[Kind | None, str] = {one: KIND_NAMES[one] for one in FORMS}
_AGREED = (
    (Office.DIRECTOR, "director_on"),
    (Office.DEPUTY, "deputy_on"),
    (Office.MAYOR, "mayor_on"),
)


class CampaignImport(TableImport[CampaignInput]):
    """A line is a publication or a campaign; its form says which."""

    verb, kinds, subject = "campaigns.import", KINDS, OBJECT

    @property
    def fields(self) -> tuple[ImportField, ...]:
        """What a column may mean, in the order of the register."""
        return (
            ImportField("title", _("Какво"), ("какво", "заглавие", "наименование", "публикация", "кампания", "тема", "материал"), required=True),
            ImportField("kind", _("Вид"), ("вид", "тип", "вид на записа")),
            ImportField("form", _("Форма"), ("форма", "вид публикация", "вид на изданието", "носител")),
            ImportField("on", _("Ден"), ("ден", "дата", "от", "дата на публикуване", "излязло на", "начало"), required=True),
            ImportField("until", _("До"), ("до", "последен ден", "край")),
            ImportField("medium", _("Къде"), ("къде", "медия", "място", "издание", "сайт")),
            ImportField("reference", _("Препратка"), ("препратка", "връзка", "линк", "адрес в интернет", "брой")),
            ImportField("responsible", _("Отговорник"), ("отговорник", "отговорен", "изготвил", "автор")),
            ImportField("director_on", _("Съгласувал директорът"), ("съгласувал директорът", "директор", "съгласувано с директора")),
            ImportField("deputy_on", _("Съгласувал зам.-кметът"), ("съгласувал зам кметът", "зам кмет", "съгласувано със зам кмета")),
            ImportField("mayor_on", _("Съгласувал кметът"), ("съгласувал кметът", "кмет", "съгласувано с кмета")),
            ImportField("note", _("Бележка"), ("бележка", "забележка", "бележки", "коментар")),
        )  # fmt: skip

    def _counted(self, n: int) -> str:
        return ngettext("{n} запис от таблица", "{n} записа от таблица", n).format(n=n)

    def _read(self, cells: Cells) -> Read[CampaignInput]:
        said = spoken(_FORM_WORDS, cells.text("kind"))  # offices write the form under „Вид“ too
        named = None if said else cells.one_of("kind", _KIND_WORDS, _KINDS, None)
        usual = said or (Form.PRESENTATION if named is Kind.CAMPAIGN else Form.PRINTED)
        shown = spoken(_FORM_WORDS, cells.text("medium"))
        if not said and shown in FORMS[named or Kind.PUBLICATION]:
            usual = shown or usual
        form = cells.one_of("form", _FORM_WORDS, FORM_NAMES, usual)
        kind = named or next(one for one, forms in FORMS.items() if form in forms)
        agreed = {office: on for office, key in _AGREED if (on := cells.day(key)) is not None}
        typed = CampaignInput(
            kind, form, cells.text("title"), cells.day("on"), cells.day("until"),
            cells.text("medium"), agreed=agreed, reference=cells.text("reference"),
            responsible=cells.text("responsible"), note=cells.text("note", 1000),
        )  # fmt: skip
        day = day_text(typed.on)
        key = search_key(f"{typed.title} {day} {typed.medium}")
        return Read(typed, typed.title, key, joined((_(FORM_NAMES[form]), typed.medium, day)))

    def _against(
        self, session: Session, read: Read[CampaignInput], earlier: Sequence[Read[CampaignInput]]
    ) -> Read[CampaignInput]:
        del earlier
        ready = checked(read.typed, self._store.clock.today())
        there = session.scalar(
            select(CampaignRow.id).where(
                CampaignRow.title == ready.title, CampaignRow.on == ready.on,
                CampaignRow.medium == ready.medium, CampaignRow.struck_why == "",
            )
        )  # fmt: skip
        if there is not None:
            raise Refused(_("Вече е в регистъра."))
        return replace(read, typed=ready)

    def _write(self, tx: Transaction, typed: CampaignInput) -> None:
        add_in(tx, typed)
