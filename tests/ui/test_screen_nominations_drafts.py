"""The drafts of an act that no commission proposes, from the list of acts of the tab."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ruse_desktop.domain.nominations import NominationInput
from ruse_desktop.domain.rules import ProposerKind
from ruse_desktop.ui.screens.nominations.acts import ActsDialog
from ruse_desktop.ui.screens.sessions.papers import PapersDialog
from tests.storage.test_awards_on_occasion import GUEST, OCCASION
from tests.ui import windows
from tests.unit.pdf_reading import words

FACTS = {**OCCASION, "occasion_on": "2026-05-06"}


@pytest.mark.requirement("R-38-0.3")
def test_order_for_one_occasion_is_seen_as_it_will_be_printed(qtbot, window):
    def enter(s):
        opened = s.editions.open("PL", 2026, actor=s.actor, law_edition="2024-02-29")
        for name in ("Вайс", "Бек"):
            typed = NominationInput(
                edition_id=opened.id, slot="individual", motives="Дългогодишен обмен.",
                person=replace(GUEST, family=name), proposer_kind=ProposerKind.MAYOR,
                proposer_person="Кметът на Община Русе", registered_on=date(2026, 5, 4), facts=FACTS,
            )  # fmt: skip
            one = s.nominations.register(typed, actor=s.actor)
            s.nominations.admit(one, actor=s.actor)
        return one

    got: list[int] = []
    window.tasks.write(enter, got.append)
    windows.settle(qtbot, window)
    window.pages.show_screen("nominations")
    windows.settle(qtbot, window)
    screen = window.pages.current()
    screen.list.show_record(got[0])
    windows.settle(qtbot, window)
    screen.context.actions.run("nominations.acts")
    windows.settle(qtbot, window)
    acts = windows.dialog(qtbot, window, ActsDialog)
    windows.press(qtbot, acts, "Проекти и преписки…")
    windows.settle(qtbot, window)
    shown = windows.dialog(qtbot, acts, PapersDialog)
    windows.settle(qtbot, window)
    assert [line.texts[0] for line in shown.table.lines_model.lines] == [
        "Проект за заповед – Празник на град Русе, 06.05.2026 г. (2 удостоени)"
    ]
    said = words(shown.view.pdf, 0)
    assert "ПРОЕКТ" in said
    assert "Клара Бек" in said
    assert "Клара Вайс" in said
