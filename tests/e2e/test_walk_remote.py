"""Nine members, three of them elsewhere and one recused, vote by code cards in the real window."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pypdf
import pytest
from PySide6.QtWidgets import QApplication, QCheckBox

from ruse_desktop.kernel.formats import date_plain
from ruse_desktop.ui.screens.sessions.attendance import AttendanceDialog
from ruse_desktop.ui.screens.sessions.remote.dialogs import (
    CardsDialog,
    OpenDialog,
    StartCodesDialog,
)
from ruse_desktop.ui.screens.sessions.remote.plan import AwayDialog, RemoteDialog
from ruse_desktop.ui.screens.sessions.voting.pins import ChecksDialog
from tests.e2e.test_walk_session import MOTIVE, Secretary, declare
from tests.storage.sessions_world import HELD, NOW, World
from tests.ui import windows
from tests.ui.windows import Modal, fill, gone, press, say

CHAIR, SECRETARY = "дунавски вълни", "лозова градина"
WHY = "Тайната на гласуването е изискване на чл. 45, ал. 5."
HOW = "лична карта пред камерата"
DRIFT = "Единият член се отказа да бъде отбелязан."

Printed = dict[str, str]
"""A card as its holder reads it: the choice → its code; under "" its control number."""


def shot(widget: Any, name: str) -> None:
    """Keep a picture where the environment asks for it."""
    if folder := os.environ.get("PICTURES"):
        QApplication.processEvents()
        widget.grab().save(f"{folder}/{name}.png")


def read_cards(pdf: bytes, choices: Sequence[str]) -> list[Printed]:
    """The printed cards, a page each."""
    cards = []
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        text = " ".join(page.extract_text().split())
        codes = re.findall(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b", text)
        control = re.search(r"Контролно число (\d{4})", text)
        assert control is not None
        assert len(codes) == len(choices)
        cards.append(dict(zip(choices, codes, strict=True)) | {"": control[1]})
    return cards


class Clerk(Secretary):
    """The secretary of a session from a distance."""

    def plan_from_a_distance(self) -> None:
        """Refused without the act; then the act, the means and the choice of a secret ballot."""
        press(self.qtbot, self.screen, "От разстояние…")
        asked = self.dialog(RemoteDialog)
        press(self.qtbot, asked, "Запиши")
        self.settle()
        assert "няма акт" in say(asked.message)
        for name, text in (
            ("Номер на акта", "РД-01-77"),
            ("Издател на акта", "Министъра на здравеопазването"),
            ("Дата на акта", date_plain(HELD - timedelta(9))),
            ("Положението е от", date_plain(HELD - timedelta(8))),
            ("Положението е до", date_plain(HELD + timedelta(20))),
            ("Територия", "област Русе"),
            ("Мярка, която пречи", "забранени са събирания на закрито"),
            ("Технически средства", "видеоконферентна връзка"),
            ("Причина за избора", WHY),
        ):
            fill(asked, name, text)
        shot(asked, "act")
        press(self.qtbot, asked, "Запиши")
        gone(self.qtbot, self.window, RemoteDialog)
        self.settle()

    def three_are_elsewhere(self, names: Sequence[str]) -> None:
        """Each of them was identified."""
        press(self.qtbot, self.screen, "Кой е от разстояние…")
        asked = self.dialog(AwayDialog)
        for name in names:
            next(one for one in asked.findChildren(QCheckBox) if one.text() == name).click()
            fill(asked, f"Самоличност: {name}", HOW)
        shot(asked, "away")
        press(self.qtbot, asked, "Запиши")
        gone(self.qtbot, self.window, AwayDialog)
        self.settle()

    def start_round(self, choices: Sequence[str]) -> list[Printed]:
        """Passwords, the printed cards, the covers drawn."""
        press(self.qtbot, self.panel, "Започни гласуване с кодове…")
        asked = self.dialog(StartCodesDialog)
        for who, text in (("председателя", CHAIR), ("секретаря", SECRETARY)):
            fill(asked, f"Парола на {who}", text)
            fill(asked, f"Парола на {who}, отново", text)
        press(self.qtbot, asked, "Започни и подготви картите")
        gone(self.qtbot, self.window, StartCodesDialog)
        self.settle()
        shot(self.window, "prepared")
        press(self.qtbot, self.panel, "Карти за печат…")
        shown = self.dialog(CardsDialog)
        self.settle()
        shot(shown, "cards")
        cards = read_cards(shown.view.pdf, choices)
        press(self.qtbot, shown, "Затвори")
        with Modal(lambda one: press(self.qtbot, one, "Всички карти са раздадени")):
            press(self.qtbot, self.panel, "Картите са раздадени…")
        self.settle()
        return cards

    def type_codes(self, text: str) -> str:
        """What came back from one card; what the window says of it."""
        fill(self.panel, "Кодове от една карта", text)
        press(self.qtbot, self.panel, "Приеми бюлетината")
        self.settle()
        return say(self.screen)

    def tick(self, names: Sequence[str]) -> None:
        """They returned a ballot."""
        for box in [one for one in self.panel.findChildren(QCheckBox) if one.isVisible()]:
            if box.text() in names:
                box.click()
                self.settle()

    def both_passwords(self, opens: str, does: str, remark: str = "") -> None:
        """Chair and secretary type theirs; first one of them errs."""
        press(self.qtbot, self.panel, opens)
        asked = self.dialog(OpenDialog)
        if remark:
            fill(asked, "Защо броят не съвпада", remark)
        fill(asked, "Парола на председателя", CHAIR)
        fill(asked, "Парола на секретаря", "друга парола")
        press(self.qtbot, asked, does)
        self.settle()
        assert "не са верни" in say(asked)
        for who, text in (("председателя", CHAIR), ("секретаря", SECRETARY)):
            fill(asked, f"Парола на {who}", text)
        shot(asked, "passwords")
        press(self.qtbot, asked, does)
        gone(self.qtbot, self.window, OpenDialog)
        self.settle()

    def checked(self) -> str:
        """The list of control numbers, shown once."""
        checks = self.dialog(ChecksDialog)
        self.settle()
        shot(checks, "checks")
        said = say(checks)
        press(self.qtbot, checks, "Проверено – скрий списъка")
        self.settle()
        return said


@pytest.mark.slow
@pytest.mark.requirement("R-45-9.1")
@pytest.mark.requirement("R-45-9.2")
@pytest.mark.requirement("R-45-9.3")
@pytest.mark.requirement("R-45-8.2")
def test_nine_members_with_three_elsewhere_and_one_recused_to_the_closed_minutes(  # noqa: PLR0915 - one walk
    qtbot, tmp_path
):
    world = World(tmp_path, {"1.1": 3})
    world.plan()
    nominees = [world.services.nominations.detail(n).row.nominee for n in world.ids["1.1"]]
    members = [member.name for member in world.commission.members]
    world.close()
    away, recused = members[6:], members[2]
    voters = [name for name in members if name != recused]
    ballot = (*nominees, "бяла")

    with windows.opened(qtbot, tmp_path, NOW) as window:
        one = Clerk(qtbot, window)
        one.plan_from_a_distance()
        one.three_are_elsewhere(away)
        assert "3 от разстояние · тайно, с карти с кодове" in say(one.screen.session.remote)
        press(qtbot, one.screen, "Присъствие и декларации…")
        there = one.dialog(AttendanceDialog)
        one.settle()
        press(qtbot, there, "Всички присъстват с декларации")
        declare(one, there, 2, nominees[0], "сестра на предложения")
        press(qtbot, there, "Запиши присъствието")
        gone(qtbot, window, AttendanceDialog)
        one.settle()
        one.click(one.screen, "Открий заседанието")
        one.choose("1.1")
        shot(window, "opened")
        first = one.start_round(ballot)
        assert len(first) == 8
        for card in first[:3]:
            assert "Бюлетината е приета" in one.type_codes(f"{card[ballot[0]]} {card[ballot[1]]}")
        twice = one.type_codes(f"{first[0][ballot[1]]} {first[0][ballot[0]]}".lower())
        assert "вече е приета" in twice
        assert "върнати бюлетини 3 от 8" in say(one.panel)
        wrong = first[3][ballot[0]][:-1] + ("Z" if first[3][ballot[0]][-1] != "Z" else "Y")
        assert "не е от картите" in one.type_codes(wrong)
        shot(window, "wrong")
        one.tick(voters[:3])

    found = b"".join(p.read_bytes() for p in tmp_path.rglob("*") if p.is_file())
    for card in first:
        for choice in ballot:
            assert card[choice].encode() not in found
            assert card[choice].replace("-", "").encode() not in found

    with windows.opened(qtbot, tmp_path, NOW) as window:
        one = Clerk(qtbot, window)
        one.choose("1.1")
        assert "Програмата е стартирана наново" in say(one.panel)
        shot(window, "locked")
        one.both_passwords("Продължи гласуването…", "Отвори кутията")
        assert "върнати бюлетини 3 от 8" in say(one.panel)
        ticked = [b.text() for b in one.panel.findChildren(QCheckBox) if b.isChecked()]
        assert sorted(ticked) == sorted(voters[:3])
        for card in first[3:6]:
            one.type_codes(f"{card[ballot[0]]} {card[ballot[1]]}")
        one.type_codes(first[6][ballot[2]])
        assert "Бюлетината е приета" in one.type_codes(first[6][ballot[0]])
        one.type_codes(first[7]["бяла"])
        one.tick(voters[3:])
        shot(window, "running")
        one.both_passwords("Приключи гласуването…", "Разчети и запечатай тура", DRIFT)
        said = one.checked()
        assert all(card[""] in said for card in first)
        held = one.panel.place.rounds[-1]
        assert (held.issued, held.used, held.valid, held.blank, held.invalid) == (8, 8, 6, 1, 1)
        assert dict(zip(held.options, held.votes, strict=True)) == dict(
            zip(world.ids["1.1"], (6, 6, 0), strict=True)
        )
        shot(window, "sealed")

        finals = [one.panel.place.nominee(o).nominee_name for o in one.panel.place.step.options]
        assert finals == nominees[:2]
        choices = (*finals, "бяла")
        second = one.start_round(choices)
        assert "не е от картите" in one.type_codes(first[0][ballot[0]])
        for n, card in enumerate(second):
            one.type_codes(card[finals[0 if n < 6 else 1]])
        one.tick(voters)
        one.both_passwords("Приключи гласуването…", "Разчети и запечатай тура")
        one.checked()
        one.answer(one.panel, "Мотив за носителя…", "Запиши мотива", MOTIVE)
        for slot in one.screen.chosen[1].slots[1:]:
            one.leave(slot.slot.code)
        minutes = one.close()
    for words in (
        "чл. 45, ал. 9", "РД-01-77", "видеоконферентна връзка", HOW, WHY, DRIFT,
        "тайно, с карти с кодове", "са унищожени", "сестра на предложения", nominees[0],
    ):  # fmt: skip
        assert words in minutes, words
    assert all(f"{name} (самоличност: {HOW})" in minutes for name in away)
    for card in (*first, *second):
        assert not [code for choice, code in card.items() if choice and code in minutes]
