"""A session from a distance through the window: the act, who is away, cards, codes, the result."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog

from ruse_desktop.kernel.formats import date_plain
from ruse_desktop.ui.screens.sessions.remote.dialogs import (
    CardsDialog,
    OpenDialog,
    StartCodesDialog,
)
from ruse_desktop.ui.screens.sessions.remote.plan import AwayDialog, RemoteDialog
from ruse_desktop.ui.screens.sessions.voting.pins import ChecksDialog
from tests.ui import windows
from tests.ui.test_screen_sessions import eve, eve_folder  # noqa: F401 - fixtures
from tests.ui.test_screen_voting import on_worker
from tests.ui.windows import Modal, button, dialog, field, fill, gone, press, say

CHAIR, SECRETARY = "дунавски вълни", "лозова градина"


def shot(widget: Any, name: str) -> None:
    """Keep a picture where the environment asks for it."""
    if folder := os.environ.get("PICTURES"):
        QApplication.processEvents()
        widget.grab().save(f"{folder}/{name}.png")


def declare(qtbot: Any, window: Any, screen: Any, *, named: bool = False) -> None:
    """Without the act it is refused; with it the session is one from a distance."""
    press(qtbot, screen, "От разстояние…")
    asked = dialog(qtbot, window, RemoteDialog)
    assert windows.nameless(asked) == []
    press(qtbot, asked, "Запиши")
    windows.settle(qtbot, window)
    assert "няма акт" in say(asked.message)
    shot(asked, "refused")
    day = screen.chosen[1].typed.held_on
    for name, text in (
        ("Номер на акта", "РД-01-77"),
        ("Издател на акта", "Министъра на здравеопазването"),
        ("Дата на акта", date_plain(day - timedelta(9))),
        ("Положението е от", date_plain(day - timedelta(8))),
        ("Положението е до", date_plain(day + timedelta(20))),
        ("Територия", "област Русе"),
        ("Мярка, която пречи", "забранени са събирания на закрито"),
        ("Технически средства", "видеоконферентна връзка"),
        ("Причина за избора", "Тайната на гласуването е изискване на чл. 45, ал. 5."),
    ):
        fill(asked, name, text)
    if named:
        asked.named.click()
    shot(asked, "act")
    press(qtbot, asked, "Запиши")
    gone(qtbot, window, RemoteDialog)
    windows.settle(qtbot, window)


def away(qtbot: Any, window: Any, screen: Any, n: int) -> None:
    """The first `n` members are elsewhere."""
    press(qtbot, screen, "Кой е от разстояние…")
    asked = dialog(qtbot, window, AwayDialog)
    for box in asked.findChildren(QCheckBox)[:n]:
        box.click()
        fill(asked, f"Самоличност: {box.text()}", "лична карта пред камерата")
    shot(asked, "away")
    press(qtbot, asked, "Запиши")
    gone(qtbot, window, AwayDialog)
    windows.settle(qtbot, window)


def passwords(qtbot: Any, asked: QDialog, *, twice: bool) -> None:
    """Chair and secretary type theirs."""
    for name, text in (("председателя", CHAIR), ("секретаря", SECRETARY)):
        fill(asked, f"Парола на {name}", text)
        if twice:
            fill(asked, f"Парола на {name}, отново", text)


@pytest.mark.requirement("R-45-9.1")
@pytest.mark.requirement("R-45-9.3")
def test_walk_from_the_act_to_the_result_by_code_cards(qtbot, eve, settle):  # noqa: F811 - fixtures
    screen = eve.pages.current()
    declare(qtbot, eve, screen)
    away(qtbot, eve, screen, 3)
    assert "3 от разстояние · тайно, с карти с кодове" in say(screen.session.remote)
    shot(eve, "planned")
    press(qtbot, screen, "Открий заседанието")
    windows.settle(qtbot, eve)
    press(qtbot, screen, "Започни гласуване с кодове…")
    asked = dialog(qtbot, eve, StartCodesDialog)
    passwords(qtbot, asked, twice=True)
    shot(asked, "start")
    press(qtbot, asked, "Започни и подготви картите")
    gone(qtbot, eve, StartCodesDialog)
    windows.settle(qtbot, eve)
    shot(eve, "prepared")
    press(qtbot, screen, "Карти за печат…")
    shown = dialog(qtbot, eve, CardsDialog)
    windows.settle(qtbot, eve)
    assert shown.view.count == 9
    shot(shown, "cards")
    press(qtbot, shown, "Затвори")
    cards = next(iter(on_worker(qtbot, eve, lambda s: tuple(s._codes.cards.values()))))
    with Modal(lambda one: press(qtbot, one, "Всички карти са раздадени")):
        press(qtbot, screen, "Картите са раздадени…")
    windows.settle(qtbot, eve)
    panel = screen.session.slot_panel
    for n, card in enumerate(cards):
        fill(panel, "Кодове от една карта", card.codes[0][1].lower())
        press(qtbot, panel, "Приеми бюлетината")
        windows.settle(qtbot, eve)
        assert f"върнати бюлетини {n + 1} от {len(cards)}" in say(panel)
        assert field(panel, "Кодове от една карта").text() == ""
    fill(panel, "Кодове от една карта", "ZZZZ-ZZZZ")
    press(qtbot, panel, "Приеми бюлетината")
    windows.settle(qtbot, eve)
    assert "не е от картите" in say(panel.message)
    for box in [one for one in panel.findChildren(QCheckBox) if one.isVisible()]:
        box.click()
        windows.settle(qtbot, eve)
    assert windows.nameless(panel) == []
    shot(eve, "running")
    press(qtbot, panel, "Приключи гласуването…")
    closing = dialog(qtbot, eve, OpenDialog)
    passwords(qtbot, closing, twice=False)
    shot(closing, "closing")
    press(qtbot, closing, "Разчети и запечатай тура")
    checks = dialog(qtbot, eve, ChecksDialog)
    windows.settle(qtbot, eve)
    shot(checks, "checks")
    assert all(card.control in say(checks) for card in cards)
    press(qtbot, checks, "Проверено – скрий списъка")
    windows.settle(qtbot, eve)
    assert f"действителни {len(cards)}" in say(screen)
    assert ", с карти с кодове" in say(screen)
    shot(eve, "sealed")


@pytest.mark.requirement("R-45-9.3")
def test_vote_by_name_is_entered_for_each_member(qtbot, eve, settle):  # noqa: F811 - fixtures
    screen = eve.pages.current()
    declare(qtbot, eve, screen, named=True)
    away(qtbot, eve, screen, 2)
    press(qtbot, screen, "Открий заседанието")
    windows.settle(qtbot, eve)
    panel = screen.session.slot_panel
    boxes = [one for one in panel.findChildren(QCheckBox) if one.isVisible()]
    for box in boxes:
        if box.text() == "за 1":
            box.click()
    voters = [one for one in boxes if one.text() == "гласува"]
    voters[0].click()
    shot(eve, "named")
    press(qtbot, panel, "Запечатай поименния тур")
    windows.settle(qtbot, eve)
    assert f"действителни {len(voters) - 1}" in say(screen)
    assert "(поименно" in say(screen)
    assert button(screen, "Закрито приложение…").isEnabled()
    shot(eve, "named-sealed")
