"""From opening to signed minutes in the real window, every click counted as docs/ counts it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLineEdit

from ruse_desktop.domain.sessions import SessionState
from ruse_desktop.ui.kit import files
from ruse_desktop.ui.main_window import MainWindow
from ruse_desktop.ui.screens.sessions.attendance import AttendanceDialog
from ruse_desktop.ui.screens.sessions.closing import MinutesDialog
from ruse_desktop.ui.screens.sessions.papers import PapersDialog
from ruse_desktop.ui.screens.sessions.signing import SignDialog
from tests.e2e.test_walk import pdf_text
from tests.storage.sessions_world import ACTOR, NOW, World, services_in
from tests.ui import windows
from tests.ui.test_screen_sessions_signing import drop
from tests.ui.typing import type_text
from tests.ui.windows import Modal, dialog, gone, say

DOC = Path(__file__).parents[2] / "docs" / "walk-session.md"
MOTIVE = "За новия прочит на дунавската тема и за работата с младите хора на Русе."
KINSHIP = "родство"


def counted_in_the_doc() -> tuple[dict[str, tuple[int, int]], tuple[int, int]]:
    """Clicks and fields of each step as the table states them, and its total."""
    rows = re.findall(
        r"^\| (.+?) \| .*\| \**(\d+)\** \| \**(\d+)\** \|$", DOC.read_text("utf-8"), re.MULTILINE
    )
    steps = {name: (int(clicks), int(fields)) for name, clicks, fields in rows}
    return steps, steps.pop("**общо**")


class Secretary:
    """The person at the screen; every click and every field written is counted by step."""

    def __init__(self, qtbot: Any, window: MainWindow) -> None:
        self.qtbot, self.window = qtbot, window
        self.clicks: Counter[str] = Counter()
        self.fields: Counter[str] = Counter()
        self.step = ""
        window.pages.show_screen("sessions")
        self.settle()
        self.screen: Any = window.pages.current()

    def settle(self) -> None:
        windows.settle(self.qtbot, self.window)

    @property
    def panel(self) -> Any:
        return self.screen.session.slot_panel

    def click(self, root: Any, text: str) -> None:
        """Press the button that says `text`."""
        self.clicks[self.step] += 1
        windows.press(self.qtbot, root, text)
        self.settle()

    def write(self, where: QLineEdit, text: str) -> None:
        """Type into a field in place of what it holds."""
        self.fields[self.step] += 1
        where.setFocus()
        where.selectAll()
        type_text(where, text)

    def answer(self, root: Any, opens: str, does: str, text: str = "") -> list[str]:
        """Press `opens`, write `text` into the question that comes, press `does` in it."""

        def shown(question: Any) -> None:
            if text:
                self.fields[self.step] += 1
                type_text(question.field, text)
            self.clicks[self.step] += 1
            windows.press(self.qtbot, question, does)

        self.clicks[self.step] += 1
        with Modal(shown) as asked:
            windows.press(self.qtbot, root, opens)
        self.settle()
        return asked.seen

    def dialog(self, kind: Any) -> Any:
        return dialog(self.qtbot, self.window, kind)

    # the steps

    def attend(self) -> None:
        """Everybody is there and has signed."""
        self.click(self.screen, "Присъствие и декларации…")
        there = self.dialog(AttendanceDialog)
        self.click(there, "Всички присъстват с декларации")
        self.click(there, "Запиши присъствието")
        gone(self.qtbot, self.window, AttendanceDialog)

    def choose(self, code: str) -> None:
        """Go to a section by its tile, unless it is in sight."""
        if self.panel.place.slot.code == code:
            return
        wanted = next(one for one in self.screen.chosen[1].slots if one.slot.code == code)
        tile = next(
            one
            for one in self.screen.session._group.buttons()
            if one.accessibleName().startswith(wanted.name)
        )
        self.clicks[self.step] += 1
        windows.click(self.qtbot, tile)
        self.settle()
        assert self.panel.place.slot.code == code

    def vote(self, code: str) -> None:
        """Both tellers count each round of a section until a laureate is chosen; his motive."""
        self.choose(code)
        while not self.panel.place.awards:
            step, entitled = self.panel.place.step, self.screen.chosen[1].entitled
            first = entitled // 2 + 2
            votes = [first, entitled // 2 + 1] if step.places > 1 else [first, entitled - first]
            votes = [*votes, 1][: len(step.options)]
            for which in ("първото", "второто"):
                for option, n in zip(step.options, votes, strict=True):
                    name = self.panel.place.nominee(option).nominee_name
                    spin = self.panel.count.votes[option]
                    assert spin.accessibleName() == f"Гласове за {name}"
                    self.write(spin.lineEdit(), str(n))
                    spin.interpretText()
                self.answer(self.panel, f"Предай {which} броене…", "Предай броенето")
        self.answer(self.panel, "Мотив за носителя…", "Запиши мотива", MOTIVE)
        assert self.panel.place.done

    def leave(self, code: str) -> None:
        """A section without nominations stays without a laureate."""
        self.choose(code)
        self.answer(self.panel, "Неприсъдена…", "Отбележи „неприсъдена“")
        assert self.panel.place.unawarded

    def close(self) -> str:
        """Close the session; what its minutes say."""
        self.answer(self.screen, "Приключи заседанието…", "Приключи заседанието")
        return pdf_text(self.dialog(MinutesDialog).view.pdf)

    def save(self, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Save the minutes that are shown, to be printed and signed."""
        monkeypatch.setattr(
            files.QFileDialog, "getSaveFileName", lambda *_args: (str(target), "PDF (*.pdf)")
        )
        shown = self.dialog(MinutesDialog)
        self.click(shown, "Запази PDF…")
        self.click(shown, "Затвори")
        assert target.is_file()

    def sign(self, scan: Path) -> None:
        """Attach the signed minutes."""
        self.click(self.screen, "Протоколът е подписан…")
        asked = self.dialog(SignDialog)
        self.clicks[self.step] += 1
        assert drop(asked, scan)
        self.click(asked, "Приложи и заключи протокола")
        gone(self.qtbot, self.window, SignDialog)
        self.settle()


@pytest.mark.slow
@pytest.mark.requirement("R-45-8.2")
def test_five_sections_take_no_more_clicks_than_the_doc_counts(qtbot, tmp_path, monkeypatch):
    stated, total = counted_in_the_doc()
    world = World(tmp_path, {"1.1": 3, "1.2-i": 2, "1.2-c": 1, "1.3": 2})
    world.plan()
    world.close()
    with windows.opened(qtbot, tmp_path, NOW) as window:
        one = Secretary(qtbot, window)
        paper = tmp_path / "протокол.pdf"
        minutes: list[str] = []
        steps = {
            "присъствие": one.attend,
            "откриване": lambda: one.click(one.screen, "Открий заседанието"),
            "трима предложени": lambda: one.vote("1.1"),
            "двама предложени": lambda: one.vote("1.2-i"),
            "един предложен": lambda: one.vote("1.2-c"),
            "двама предложени в следващ раздел": lambda: one.vote("1.3"),
            "без предложения": lambda: one.leave("1.4"),
            "приключване": lambda: minutes.append(one.close()),
            "протокол за подпис": lambda: one.save(paper, monkeypatch),
            "подписан протокол": lambda: one.sign(paper),
        }
        assert list(steps) == list(stated)
        for one.step, work in steps.items():
            work()
        assert "протоколът е подписан на 18.05.2026" in say(one.screen)
        assert minutes[0].count("Носител:") == 4
        assert "Наградата не се присъжда" in minutes[0]
        spent = {name: (one.clicks[name], one.fields[name]) for name in steps}
        over = {name: (spent[name], stated[name]) for name in steps
                if spent[name][0] > stated[name][0] or spent[name][1] > stated[name][1]}  # fmt: skip
        assert over == {}
        assert total == tuple(map(sum, zip(*stated.values(), strict=True)))
        assert (sum(one.clicks.values()), sum(one.fields.values())) <= total


def declare(one: Secretary, there: AttendanceDialog, place: int, nominee: str, text: str) -> None:
    """The member at `place` declares a relation with a nominee."""
    windows.click(one.qtbot, there.lines[place].relations)
    panel = there.declaration
    panel.whom.setCurrentIndex(panel.whom.findText(f"{nominee} – предложен"))
    panel.kind.setCurrentIndex(panel.kind.findText(KINSHIP))
    type_text(panel.text, text)
    windows.press(one.qtbot, there, "Добави връзката")


def papers_of(one: Secretary, name: str, *words: str) -> str:
    """The pages of a paper of the commission, chosen in its list; they say `words`."""
    windows.press(one.qtbot, one.screen, "Документи…")
    shown = one.dialog(PapersDialog)
    one.settle()
    names = [line.texts[0] for line in shown.table.lines_model.lines]
    shown.table.select(names.index(name))
    one.qtbot.waitUntil(
        lambda: shown.title.text() == name and shown.view.pdf != b"", timeout=windows.PATIENCE
    )
    text = pdf_text(shown.view.pdf)
    assert [word for word in words if word not in text] == []
    windows.press(one.qtbot, shown, "Затвори")
    one.settle()
    return text


@pytest.mark.slow
@pytest.mark.requirement("R-45-7.1")
@pytest.mark.requirement("R-45-8.2")
@pytest.mark.requirement("R-X-0.20")
def test_nine_members_with_two_recusals_to_the_signed_minutes(qtbot, tmp_path, monkeypatch):
    world = World(tmp_path, {"1.1": 3})
    world.plan()
    first = world.services.nominations.detail(world.ids["1.1"][0]).row.nominee
    members = [member.name for member in world.commission.members]
    world.close()
    assert len(members) == 9
    with windows.opened(qtbot, tmp_path, NOW) as window:
        one = Secretary(qtbot, window)
        windows.press(qtbot, one.screen, "Присъствие и декларации…")
        there = one.dialog(AttendanceDialog)
        one.settle()
        windows.press(qtbot, there, "Всички присъстват с декларации")
        declare(one, there, 6, first, "брат на предложения")
        declare(one, there, 8, first, "съпруга на предложения")
        assert "с право на глас 7 от 7" in say(there)
        windows.press(qtbot, there, "Запиши присъствието")
        one.settle()
        dossiers = papers_of(one, "Досиета на членовете", members[0])
        assert members[6] not in dossiers
        assert members[8] not in dossiers
        one.click(one.screen, "Открий заседанието")
        one.choose("1.1")
        sheet = one.panel.count
        assert (sheet.form.issued.value(), sheet.form.used.value()) == (7, 7)
        windows.spin(one.panel, "Раздадени бюлетини", 9)
        assert not sheet.seal.isEnabled()
        windows.spin(one.panel, "Раздадени бюлетини", 7)
        papers_of(one, "Бюлетини – всички чакащи раздели", "БЮЛЕТИНА", first)
        one.vote("1.1")
        held = one.panel.place.rounds[-1]
        assert (held.base, held.needed, held.issued) == (7, 4, 7)
        for slot in one.screen.chosen[1].slots[1:]:
            one.leave(slot.slot.code)
        minutes = one.close()
        for words in ("брат на предложения", "съпруга на предложения", "с право на глас 7",
                      "Основата за мнозинството е 7", "нужни 4 от 7", "стр. 1 от"):  # fmt: skip
            assert words in minutes, words
        assert minutes.count("не участва (чл. 45, ал. 7)") == 2
        signed = minutes.rpartition("Подписи")[2]
        there_or_not = [f"({name})" in signed for name in members]
        assert [n for n, there in enumerate(there_or_not) if not there] == [6, 8]
        paper = tmp_path / "протокол.pdf"
        one.save(paper, monkeypatch)
        one.sign(paper)
        extract = papers_of(one, "Извлечение от протокола", "вярно с оригинала")
        for secret in ("брат", "съпруга", "нужни", *members):
            assert secret not in extract
    assert reopened(tmp_path) == (SessionState.CLOSED, 1)


def reopened(folder: Path) -> tuple[SessionState, int]:
    """The state of the only session after the program was closed, and how many scans it has."""
    services = services_in(folder)
    try:
        edition = services.editions.list()[0]
        found = [
            session
            for commission in services.commissions.of_edition(edition.id, actor=ACTOR)
            for session in services.sessions.of_commission(commission.id)
        ]
        return found[0].state, len(services.signed_minutes.of_session(found[0].id).versions)
    finally:
        services.store.close()
