"""The papers of another town's jury: appointed by a decision, elected members, its own names."""

from __future__ import annotations

import io
from pathlib import Path

from pypdf import PdfReader

from ruse_desktop.domain.commissions import OrderInput
from ruse_desktop.domain.papers import Grid, PaperKind
from tests.town.world import ACTOR, Town


def test_papers_follow_the_towns_own_law(tmp_path: Path) -> None:
    town = Town(tmp_path)
    services = town.services
    (jury,) = services.commissions.of_edition(town.edition("GP", 2026), actor=ACTOR)
    services.commissions.appoint(jury.id, [], OrderInput("", None), actor=ACTOR)
    names = {line.kind: line.name for line in services.papers.list(jury.id)}
    assert names[PaperKind.ORDER].startswith("Решение на Постоянната комисия по култура")
    assert names[PaperKind.NAMING] == "Писма за избор на членове"
    (order,) = services.papers.compose(jury.id, PaperKind.ORDER).papers
    assert order.title == "РЕШЕНИЕ НА ПОСТОЯННАТА КОМИСИЯ ПО КУЛТУРА"
    text = "\n".join(order.paragraphs)
    assert "РЕШИ:" in text
    assert "НАРЕЖДАМ" not in text
    assert "най-малко 5 членове (чл. 6, ал. 3)" in text
    seats = next(block.rows for block in order.blocks if isinstance(block, Grid))
    assert [row[3] for row in seats] == ["………………"] * 5 + ["по длъжност"] * 2
    (letter,) = services.papers.compose(jury.id, PaperKind.NAMING).papers
    assert "протокола от избора" in "\n".join(letter.paragraphs)
    town.opened_session(absent=0)
    for line in services.papers.list(jury.id):
        if line.ready:
            pdf = services.papers.pdf(jury.id, line.kind, line.part)
            pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
            assert all(pages), line.name
            assert "Наредба № 17" not in "".join(pages)
            assert "РУСЕ" not in "".join(pages).upper().split()
    services.close()
