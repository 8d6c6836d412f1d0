"""What an act must have before it is kept: kind, number, day, and a reason for each changed name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruse_desktop.domain.acts import DECISION, KIND_NAMES, differs
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean
from ruse_desktop.services.act_reading import act_naming
from ruse_desktop.storage.nominations import NominationRecord

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.acts import ActDraft, ActInput


def refuse_incomplete(draft: ActDraft, typed: ActInput, today: date) -> None:
    """Raise UserError for what is missing, Refused for what the ordinance does not let pass."""
    citation = str(draft.rule.citation)
    if typed.kind not in draft.rule.kinds:
        allowed = ", ".join(_(KIND_NAMES[kind]).lower() for kind in draft.rule.kinds)
        raise Refused(
            _("Не се присъжда с такъв акт, а само с: {kinds}.").format(kinds=allowed),
            _("Изберете вида на акта."),
            citation=citation,
            code="wrong-act",
        )
    if not clean(typed.number):
        raise UserError(_("Актът няма номер."), _("Впишете номера на акта."))
    if typed.kind == DECISION and not clean(typed.protocol):
        raise UserError(
            _("Липсва номерът на протокола на Общинския съвет."), _("Впишете го.")
        )  # fmt: skip
    if typed.on is None:
        raise UserError(_("Актът няма дата."), _("Впишете датата на акта."))
    if typed.on > today:
        raise UserError(_("Датата на акта е бъдеща."), _("Проверете я."))
    if draft.not_before is not None and typed.on < draft.not_before:
        raise Refused(
            _("Актът е от {day}, а комисията заседава на {held}.").format(
                day=date_short(typed.on), held=date_short(draft.not_before)
            ),
            _("Актът е по нейно предложение и не може да е преди него."),
            citation=citation,
            code="act-first",
        )


def refuse_names(session: Session, draft: ActDraft, typed: ActInput, least: int) -> None:
    """Raise when nobody is named, somebody may not be, or a change to the proposal has no reason."""
    known = {one.nomination_id: one for one in draft.candidates}
    named = [one for one in typed.names if one.named]
    if not named:
        raise UserError(_("Актът не посочва никого."), _("Отбележете поне едно име."))
    if {one.nomination_id for one in typed.names} - set(known):
        raise Refused(_("Предложение от акта вече не е на дневен ред."), _("Опреснете екрана."))
    for one in named:
        _refuse_second(session, one.nomination_id, known[one.nomination_id].name)
        _refuse_before_intake(session, one.nomination_id, typed.on)
    typed_by_id = {one.nomination_id: one for one in typed.names}
    for nomination_id in differs(typed.names, draft.candidates):
        line = typed_by_id.get(nomination_id)
        if line is None or len(clean(line.reason)) < least:
            raise Refused(
                _("{name}: актът се отклонява от предложението на комисията.").format(
                    name=known[nomination_id].name
                ),
                _("Впишете причината, поне {n} знака.").format(n=least),
                citation=str(draft.rule.citation),
                code="act-differs",
            )


def _refuse_second(session: Session, nomination_id: int, name: str) -> None:
    other = act_naming(session, nomination_id)
    if other is not None:
        raise Refused(
            _("{name} вече е в друг акт: {act}.").format(name=name, act=other.text_),
            _("Махнете името или отменете погрешно вписания акт."),
        )


def _refuse_before_intake(session: Session, nomination_id: int, on: date | None) -> None:
    record = session.get_one(NominationRecord, nomination_id)
    if on is not None and record.registered_on is not None and on < record.registered_on:
        raise Refused(
            _("Предложение {number} е заведено на {day}, след датата на акта.").format(
                number=record.number or "", day=date_short(record.registered_on)
            ),
            _("Проверете датата на акта."),
        )
