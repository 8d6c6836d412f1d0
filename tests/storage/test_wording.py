"""The office's own wording, Word templates and second language, on a real file."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from ruse_desktop import app
from ruse_desktop.domain.actors import Actor
from ruse_desktop.domain.papers import PaperKind
from ruse_desktop.domain.registers import RegisterFilter
from ruse_desktop.domain.wording import GROUPS, SECOND_DIPLOMA, judged, safe
from ruse_desktop.domain.wording_fields import EXAMPLES, FIELD_NAMES
from ruse_desktop.kernel import paths
from ruse_desktop.kernel.clock import FixedClock
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.kernel.wording import say
from ruse_desktop.services import demo
from ruse_desktop.services import wording as service
from ruse_desktop.services.facade import Services
from tests.storage.sessions_world import World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    yield made
    made.services.close()


@pytest.fixture
def demo_services(demo_folder: Path, tmp_path: Path) -> Iterator[Services]:
    shutil.copytree(demo_folder, tmp_path / "data")
    options = app.Options(
        data_dir=tmp_path / "data", clock=FixedClock(demo.end_of()), actor=Actor("Мария Колева")
    )
    services = app.open_services(options)
    yield services
    services.close()


def sentence(text: str) -> int:
    [found] = [one.id for one in service.packaged() if one.original == text]
    return found


LAUREATE = "С удоволствие Ви съобщаваме, че {act} сте удостоени с {award} ({slot})."


def test_every_sentence_has_a_group_and_every_field_a_name():
    listed = json.loads(paths.resource("wording.json").read_text(encoding="utf-8"))
    known = {module for _name, modules in GROUPS.values() for module in modules}
    assert set(listed) <= known, "a module says sentences without a group of papers"
    assert len({one.original for one in service.packaged()}) == len(service.packaged())
    for one in service.packaged():
        assert set(one.fields) <= set(FIELD_NAMES), one.original
        again = judged(one, one.shown)
        assert one.second or (again.kept == one.original and not again.faults)
    assert len(set(FIELD_NAMES.values())) == len(FIELD_NAMES) == len(EXAMPLES)


def test_typed_text_is_judged_in_words():
    one = service.packaged()[sentence(LAUREATE) - 1]
    assert "Може би {отличие}" in judged(one, "Носите {отличиет}").faults[0]
    assert "скоба" in judged(one, "Носите {отличие").faults[0]
    assert judged(one, "").faults
    verdict = judged(one, "Честито! Носите {отличие}.\nПоздрави.")
    assert verdict.kept == "Честито! Носите {award}. Поздрави."
    assert verdict.notes == ("Няма да се печата: {акт}, {раздел}.",)
    assert judged(one, "{отличие.__class__}").faults
    assert not safe(one, "{award.__class__}")
    assert not safe(one, "{award")


@pytest.mark.requirement("R-X-0.15")
def test_letter_says_what_the_office_wrote_and_returns_to_the_original(world: World):
    services = world.services
    key = sentence("Надяваме се на Вашите предложения и занапред.")
    services.wording.save(key, "Поздрави от  ЦУИГ.", actor=services.actor)
    assert say("Надяваме се на Вашите предложения и занапред.") == "Поздрави от ЦУИГ."
    with pytest.raises(Refused):
        services.wording.save(key, "Поздрави от ЦУИГ.", actor=services.actor)
    with pytest.raises(UserError, match="Тук няма полета"):
        services.wording.save(key, "До {име}", actor=services.actor)
    changed = RegisterFilter(choices=(("state", "changed"),))
    assert list(services.wording.keys(changed)) == [key]
    [row] = services.wording.rows([key])
    assert row.texts[1:] == ("Поздрави от ЦУИГ.", "на службата")
    assert list(services.wording.keys(RegisterFilter("цуиг"))) == [key]
    services.rebuild()
    assert say("Надяваме се на Вашите предложения и занапред.").startswith("Поздрави")
    services.wording.restore(key, actor=services.actor)
    view = services.wording.detail(key)
    assert [one.text for one in view.history] == ["", "Поздрави от ЦУИГ."]
    assert say("Надяваме се на Вашите предложения и занапред.").startswith("Надяваме")
    assert services.wording.sheet(RegisterFilter()).lines


def test_word_is_replaced_everywhere_and_taken_back(world: World):
    services = world.services
    found = services.wording.replaceable("комисията")
    before = services.wording.replace("комисията", "журито", actor=services.actor)
    assert len(before) == len(found) > 3
    assert all("журито" in say(one.original) for one in found)
    assert not services.wording.replaceable("комисията")
    services.wording.put_back(before, actor=services.actor)
    assert len(services.wording.replaceable("комисията")) == len(found)
    with pytest.raises(UserError):
        services.wording.replace("{", "х", actor=services.actor)
    with pytest.raises(Refused):
        services.wording.replace("няматакавадума", "х", actor=services.actor)


def test_wording_of_an_edited_file_cannot_break_a_paper(world: World):
    services = world.services
    services.wording.save(sentence(LAUREATE), "Носите {отличие}.", actor=services.actor)
    with services.store.engine.connect() as raw:
        raw.exec_driver_sql("DROP TRIGGER wording_no_update")
        raw.exec_driver_sql("UPDATE wording SET text = '{award.__class__}'")
        raw.commit()
    services.rebuild()
    assert say(LAUREATE) == LAUREATE
    [row] = services.wording.rows([sentence(LAUREATE)])
    assert row.texts[2] == "не се ползва"


def test_closed_file_takes_its_wording_along(tmp_path: Path):
    services = World(tmp_path).services
    services.wording.save(sentence(LAUREATE), "Носите {отличие}.", actor=services.actor)
    assert say(LAUREATE) == "Носите {award}."
    services.close()
    assert say(LAUREATE) == LAUREATE


def filled(content: bytes) -> str:
    return "\n".join(one.text for one in docx.Document(io.BytesIO(content)).paragraphs)


@pytest.mark.requirement("R-X-0.15")
def test_word_template_is_checked_used_and_put_back(world: World, tmp_path: Path):
    services, key = world.services, world.commission_id
    templates = services.word_templates
    _name, content = templates.sample(PaperKind.ORDER)
    sample = docx.Document(io.BytesIO(content))
    sample.add_paragraph("Предава се в ЦУИГ. {{ звеното }}")
    wrong, good = tmp_path / "грешен.docx", tmp_path / "наш.docx"
    sample.save(str(wrong))
    assert templates.check(wrong) == ("Няма поле „звеното“. Може би „звено“?",)
    with pytest.raises(UserError, match="звеното"):
        templates.take(PaperKind.ORDER, wrong, actor=services.actor)
    sample.paragraphs[-1].text = "Предава се в ЦУИГ на {{ звено }}."
    sample.save(str(good))
    templates.take(PaperKind.ORDER, good, actor=services.actor)
    with pytest.raises(Refused):
        templates.take(PaperKind.ORDER, good, actor=services.actor)
    papers = services.papers.compose(key, PaperKind.ORDER)
    text = filled(templates.write(papers))
    assert "Предава се в ЦУИГ на " in text
    assert "{{" not in text
    assert all(paragraph in text for paragraph in papers.papers[0].paragraphs)
    state = next(one for one in templates.list() if one.kind is PaperKind.ORDER)
    assert state.file == "наш.docx"
    templates.restore(PaperKind.ORDER, actor=services.actor)
    assert "ЦУИГ" not in filled(templates.write(papers))
    (tmp_path / "x.docx").write_bytes(b"PK")
    with pytest.raises(UserError, match="повреден"):
        templates.check(tmp_path / "x.docx")
    with pytest.raises(UserError, match="docx"):
        templates.check(tmp_path / "x.docm")


def test_template_without_the_text_or_with_commands_is_refused(world: World, tmp_path: Path):
    made = docx.Document()
    made.add_paragraph("{% for x in [1] %}{{ относно.__class__ }}{% endfor %}")
    made.save(str(tmp_path / "a.docx"))
    said = " ".join(world.services.word_templates.check(tmp_path / "a.docx"))
    assert "Липсва {{ текст }}" in said
    assert "само името на поле" in said
    assert "не се ползват" in said


@pytest.mark.requirement("R-F14-0.1")
def test_diploma_carries_the_second_language_the_office_wrote(demo_services: Services):
    services = demo_services
    key = sentence(SECOND_DIPLOMA)
    services.wording.save(
        key, "The title is conferred on {име}\nRuse, {година}", actor=services.actor
    )
    row = next(iter(services.books.rows("NR", year=2026, descending=False)))
    text, printed = services.second_texts.proposal(row.book, row.seq)
    assert text.isascii()
    assert text.endswith("Ruse, 2026")
    assert not printed
    services.second_texts.save(row.book, row.seq, text, actor=services.actor)
    [diploma] = services.diplomas.contents(book=row.book, seqs=(row.seq,))
    assert diploma.second == text
    assert services.second_texts.proposal(row.book, row.seq) == (text, True)
    services.second_texts.save(row.book, row.seq, "", actor=services.actor)
    [diploma] = services.diplomas.contents(book=row.book, seqs=(row.seq,))
    assert diploma.second == ""
