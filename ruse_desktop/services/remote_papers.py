"""What is printed of a session from a distance: sentences of the minutes, the closed annex of votes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ruse_desktop.domain.papers import Grid, Look, Paper, PaperKind, PaperSet, Signatures, Text
from ruse_desktop.domain.remote_session import (
    NAMED,
    SITUATIONS,
    WAYS,
    VoteWay,
    period,
)
from ruse_desktop.domain.sessions import RoundState
from ruse_desktop.kernel.errors import Refused
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.services.remote_reading import named_votes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.papers import Block
    from ruse_desktop.domain.sessions import RoundView, SessionView, SlotView


def remote_notes(view: SessionView) -> tuple[str, ...]:
    """The act, the means, who was away and how identified, the way of voting with its reason."""
    if view.remote is None:
        return ()
    typed, rule = view.remote.typed, view.commission.rule
    names = {line.member_id: line.name for line in view.attendance if line.present}
    away = [one for one in view.remote.members if one.member_id in names]
    here = [name for key, name in names.items() if key not in view.remote.away]
    said = [
        _(
            "Заседанието се провежда от разстояние ({citation}): {situation}, {act}, срок {period}, "
            "територия: {territory}. Мярката, която пречи да се заседава в залата: {hinders}."
        ).format(
            citation=rule.remote_citation or rule.citation,
            situation=_(SITUATIONS[typed.situation]),
            act=typed.act,
            period=period(typed),
            territory=typed.territory,
            hinders=typed.hinders.rstrip("."),
        ),
        _("Технически средства: {means}.").format(means=typed.means.rstrip(".")),
        _("От разстояние участват: {names}.").format(
            names="; ".join(
                _("{name} (самоличност: {how})").format(
                    name=names[one.member_id], how=one.identified
                )
                for one in away
            )
            or _("никой")
        ),
        _("В залата са: {names}.").format(names=", ".join(here) or _("никой")),
        _("Всеки член гласува лично. Начин на гласуване: {way}. Причина за избора: {why}").format(
            way=_(WAYS[typed.way]), why=_full_stop(typed.way_reason)
        ),
    ]
    if typed.way is VoteWay.NAMED:
        said.append(_("Поименните гласове са в закрито приложение, което не се дава с извлечение."))
    return tuple(said)


def _full_stop(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def annex(session: Session, view: SessionView, municipality: str) -> PaperSet:
    """The closed annex: how each member voted in the rounds held by name (R-45-9.3).

    Raises Refused when no round was.
    """
    blocks = tuple(
        block
        for place in view.slots
        for one in place.rounds
        if one.mode == NAMED and one.session_id == view.id and one.state is not RoundState.OPEN
        for block in _round(session, view, place, one)
    )
    if not blocks:
        raise Refused(
            _("В това заседание няма поименно гласуване."),
            _("Закрито приложение се съставя само за него."),
            code="no-paper",
        )
    number, day = view.typed.protocol_no, date_short(view.typed.held_on)
    heading = _("Закрито приложение към протокол № {no}/{day}").format(no=number, day=day)
    signed = [(_("Председател"), line.name) for line in view.attendance if line.chair]
    if view.commission.secretary:
        signed.append((_("Секретар"), view.commission.secretary))
    paper = Paper(
        title=_("ЗАКРИТО ПРИЛОЖЕНИЕ"),
        under=(
            _("към протокол № {no}/{day}").format(no=number, day=day),
            view.commission.rule.name,
        ),
        blocks=(
            Text(
                _(
                    "Поименно гласуване. Приложението се пази отделно от протокола, в запечатан "
                    "плик, и не се дава с извлечения и преписи."
                )
            ),
            *blocks,
            Signatures(tuple(signed)),
        ),
        foot=heading,
    )
    stem = re.sub(r"[^\w.-]+", "-", f"zakrito-prilozhenie-{number}")
    return PaperSet(PaperKind.MINUTES, heading, stem, (paper,), municipality)


def _round(session: Session, view: SessionView, place: SlotView, one: RoundView) -> Iterator[Block]:
    votes = named_votes(session, one.id)
    names = {nominee.id: nominee.nominee_name for nominee in place.nominees}
    title = _("{slot} · тур {n} – {name}").format(
        slot=place.name, n=one.number, name=one.name.lower()
    )
    if one.attempt:
        title += _(", прегласуване {n}").format(n=one.attempt)
    if one.state is RoundState.VOID:
        title += _(" (недействителен)")
    yield Text(title, Look.PART)
    rows = []
    for line in view.attendance:
        if line.member_id not in votes:
            continue
        marks, abstained = votes[line.member_id]
        said = ", ".join(names[mark] for mark in marks)
        if abstained:
            said = _("въздържал се")
        rows.append((line.name, said or _("против")))
    yield Grid((_("Член"), _("Гласува за")), tuple(rows), (0.42, 0.58))
