"""A diploma worth framing, as a checklist: inside the frame, centred, readable, whole."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
import zxingcpp
from pypdf import PdfReader

from ruse_desktop.documents import pages
from ruse_desktop.documents.diploma_frame import FRAMES
from ruse_desktop.documents.diplomas import render
from ruse_desktop.domain.diplomas import Diploma, Layout, Orientation, Paper, Signatory
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.progress import Cancelled
from tests.unit.pdf_reading import words

MM = 72 / 25.4
PORTRAIT, LANDSCAPE = Layout(Orientation.PORTRAIT), Layout(Orientation.LANDSCAPE)
LONG_MOTIVE = (
    "за изключителни постижения и завоювани престижни международни отличия, за системна работа "
    "с млади таланти и за приноса към утвърждаването на Русе като град на музиката, за "
    "многогодишно партньорство с оперни театри и филхармонии от страната и чужбина и за "
    "запазване на традициите на дунавската музикална култура"
)
BASE = Diploma(
    award="Награда „Русе“ за изкуство, култура, образование и наука",
    year=2026,
    area="Изкуство и култура",
    section="Сценични изкуства",
    motive="за значителен принос към оперното изкуство и за издигане авторитета на град Русе",
    act="Протокол № 2/18.05.2026 г. на комисията по чл. 45, ал. 2 от Наредба № 17",
    entry="вписване под № 214 в книгата",
    dated=date(2026, 5, 22),
    place="Русе",
    signatories=(
        Signatory("Кмет на Община Русе", "Добромир Стоянов Каменаров"),
        Signatory("Председател на комисията", "д-р Снежина Маринова-Войводова"),
    ),
    fingerprint="9f3a77c1b2",
    code="RD1:NR:214:2026:9f3a77c1b204be55",
    municipality="Община Русе",
    given="Маргарита",
    middle="Илиева",
    family="Попова",
)


def person(given: str, middle: str, family: str, **changes: object) -> Diploma:
    return replace(BASE, given=given, middle=middle, family=family, **changes)


def group(name: str, members: tuple[str, ...] = (), **changes: object) -> Diploma:
    return replace(BASE, given="", middle="", family="", name=name, members=members, **changes)


TORTURE = {
    "ordinary": BASE,
    "double": person("Йордан-Константин", "Христофоров", "Щърбанов-Великопреславски"),
    "double_two_parts": person("Йордан-Константин", "", "Щърбанов-Великопреславски"),
    "short": person("Ян", "", "Ли"),
    "one_word": person("", "", "Дунавски"),
    "long_word": group("Щ" + "ъ" * 58 + "в"),
    "spaced_surname": person("Мария-Магдалена", "Александрова", "Хаджигеоргиева Карамфилова"),
    "titles": person("Ѝоана", "Гергова", "Жекова", titles="акад. проф. д-р инж."),
    "long_titles": person(
        "Тодор",
        "Гаврилов",
        "Хаджитодоров",
        titles="член-кореспондент проф. д.ф.н. и почетен доктор",
    ),
    "latin": person("Žofia", "Mária", "Wójcik-Łęcka"),
    "quotes": group("Вокална група „Солисти & приятели“"),
    "organisation": group(
        "Младежки камерен оркестър „Дунавски звуци“ при Средно училище по изкуствата "
        "„Проф. Веселин Стоянов“ – гр. Русе"
    ),
    "team_of_12": group(
        "Младежки състав „Вълни“", tuple(f"Име Презимев Фамилиев-Дълъг {n}" for n in range(12))
    ),
    "long_motive": person("Христина", "Владимирова", "Щърбанова-Генчева", motive=LONG_MOTIVE),
    "no_motive": replace(BASE, motive="", area=""),
    "three_sign": replace(
        BASE,
        signatories=(*BASE.signatories, Signatory("Председател на Общинския съвет", "Ия Пенева")),
    ),
}


def lines_of(pdf: bytes, page: int = 0) -> list[tuple[str, float, float, float, float]]:
    """Lines of a page as (text, left, bottom, right, top), from loose boxes of characters."""
    text = pypdfium2.PdfDocument(pdf)[page].get_textpage()
    rows: dict[int, list[tuple[str, tuple[float, float, float, float]]]] = {}
    for n in range(text.count_chars()):
        sign = text.get_text_range(n, 1)
        if sign.strip():
            box = text.get_charbox(n, loose=True)
            rows.setdefault(round(box[1]), []).append((sign, box))
    return [
        (
            "".join(sign for sign, _ in row),
            min(box[0] for _, box in row),
            min(box[1] for _, box in row),
            max(box[2] for _, box in row),
            max(box[3] for _, box in row),
        )
        for row in rows.values()
    ]


def tight_boxes(pdf: bytes, page: int = 0) -> list[tuple[float, float, float, float]]:
    text = pypdfium2.PdfDocument(pdf)[page].get_textpage()
    return [
        text.get_charbox(n) for n in range(text.count_chars()) if text.get_text_range(n, 1).strip()
    ]


def squeezed(text: str) -> str:
    return "".join(text.split())


def text_of(pdf: bytes, page: int = 0) -> str:
    return squeezed(pypdfium2.PdfDocument(pdf)[page].get_textpage().get_text_range())


layouts = pytest.mark.parametrize("layout", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
names = pytest.mark.parametrize("name", TORTURE)


@layouts
@names
def test_nothing_leaves_the_frame(name: str, layout: Layout):
    frame = FRAMES[layout.orientation]
    pdf = render([TORTURE[name]], layout)
    room = frame.line + 2
    for page in range(pages.page_count(pdf)):
        for left, bottom, right, top in tight_boxes(pdf, page):
            assert left >= room
            assert bottom >= room
            assert right <= frame.width - room
            assert top <= frame.height - room


@layouts
@names
def test_lines_do_not_touch_one_another(name: str, layout: Layout):
    frame = FRAMES[layout.orientation]
    text = pypdfium2.PdfDocument(render([TORTURE[name]], layout))[0].get_textpage()
    bases: dict[int, float] = {}
    for n in range(text.count_chars()):
        _l, bottom, right, _t = text.get_charbox(n, loose=True)
        if frame.foot + 40 * MM < bottom and right > 0 and text.get_text_range(n, 1).strip():
            size = pdfium.FPDFText_GetFontSize(text, n)
            bases[round(bottom)] = max(bases.get(round(bottom), 0.0), size)
    heights = sorted(bases)
    assert len(heights) > 3
    for below, above in pairwise(heights):
        assert above - below >= 0.7 * bases[below]


@layouts
@names
def test_middle_is_centred_within_a_millimetre(name: str, layout: Layout):
    frame = FRAMES[layout.orientation]
    found = [
        (text, (left + right) / 2)
        for text, left, bottom, right, _top in lines_of(render([TORTURE[name]], layout))
        if bottom > frame.foot + 30 * MM
    ]
    assert len(found) >= 5
    for text, middle in found:
        assert abs(middle - frame.width / 2) <= MM, text


@layouts
@names
def test_no_text_is_smaller_than_eight_points(name: str, layout: Layout):
    pdf = render([TORTURE[name]], layout)
    for page in range(pages.page_count(pdf)):
        text = pypdfium2.PdfDocument(pdf)[page].get_textpage()
        sizes = {
            round(pdfium.FPDFText_GetFontSize(text, n), 2)
            for n in range(text.count_chars())
            if text.get_text_range(n, 1).strip()
        }
        assert min(sizes) >= 8


@layouts
@names
def test_text_is_read_back_as_it_was_given(name: str, layout: Layout):
    diploma = TORTURE[name]
    pdf = render([diploma], layout)
    text = text_of(pdf)
    wanted = (
        diploma.award, diploma.titles, diploma.full_name, diploma.motive, diploma.act,
        diploma.entry, diploma.fingerprint, "22 май 2026 г.", "за 2026 година",
        *(part for one in diploma.signatories for part in (one.role, one.name)),
    )  # fmt: skip
    assert [part for part in wanted if squeezed(part) not in text] == []
    assert "ДИПЛОМ" in text
    assert "ОБЩИНАРУСЕ" in text
    if diploma.members:
        annex = text_of(pdf, 1)
        assert [one for one in diploma.members if squeezed(one) not in annex] == []


@pytest.mark.requirement("R-X-0.14")
def test_name_is_never_hyphenated_and_broken_only_before_the_family():
    for diploma in (TORTURE["double"], TORTURE["spaced_surname"]):
        lines = [line[0] for line in lines_of(render([diploma], PORTRAIT))]
        assert squeezed(diploma.family) in lines
        assert diploma.given + diploma.middle in lines
    ordinary = [line[0] for line in lines_of(render([BASE], PORTRAIT))]
    assert "МаргаритаИлиеваПопова" in ordinary
    short = [line[0] for line in lines_of(render([TORTURE["double_two_parts"]], LANDSCAPE))]
    assert "Йордан-КонстантинЩърбанов-Великопреславски" in short


@pytest.mark.requirement("R-X-0.14")
@layouts
@names
def test_no_word_of_a_name_is_divided(name: str, layout: Layout):
    diploma = TORTURE[name]
    lines = [line[0] for line in lines_of(render([diploma], layout))]
    assert [
        word
        for word in f"{diploma.titles} {diploma.full_name}".split()
        if not any(word in line for line in lines)
    ] == []


@pytest.mark.requirement("R-X-0.14")
@layouts
def test_fonts_are_embedded_and_bulgarian(layout: Layout):
    reader = PdfReader(io.BytesIO(render([BASE, TORTURE["team_of_12"]], layout)))
    found: dict[str, bool] = {}

    def collect(resources: object) -> None:
        for font in resources.get("/Font", {}).values():
            one = font.get_object()
            described = one.get("/FontDescriptor")
            found[one["/BaseFont"]] = bool(described and "/FontFile2" in described.get_object())
        for inner in resources.get("/XObject", {}).values():
            if "/Resources" in inner.get_object():
                collect(inner.get_object()["/Resources"].get_object())

    for page in reader.pages:
        collect(page["/Resources"].get_object())
    assert found
    assert all(found.values()), found
    families = {name.split("+")[-1].split("-")[0] for name in found}
    assert families == {"CormorantBG", "RuseSerifBG", "SofiaSans"}


@pytest.mark.requirement("R-42-0.1")
def test_one_page_for_each_laureate_on_the_chosen_paper():
    eight = [replace(BASE, given=f"Маргарита{'аеиоуъюя'[n]}") for n in range(8)]
    pdf = render(eight, LANDSCAPE)
    assert pages.page_count(pdf) == 8
    assert pages.page_size(pdf, 7) == pytest.approx((297 * MM, 210 * MM), abs=0.5)
    for n, diploma in enumerate(eight):
        assert squeezed(diploma.full_name) in text_of(pdf, n)
        assert "М.П." in text_of(pdf, n)
    large = render([BASE], Layout(Orientation.LANDSCAPE, Paper.A3))
    assert pages.page_size(large, 0) == pytest.approx((420 * MM, 297 * MM), abs=0.5)


def test_blank_prints_texts_without_the_printed_art():
    pdf = render([BASE], Layout(blank=True))
    assert "ДИПЛОМ" not in text_of(pdf)
    full, bare = lines_of(render([BASE], PORTRAIT)), lines_of(pdf)
    assert set(bare) < set(full), "texts stay where they are on the full sheet"
    assert b"/Form" not in pdf


def test_same_content_gives_the_same_bytes():
    diplomas = list(TORTURE.values())
    assert render(diplomas, PORTRAIT) == render(diplomas, PORTRAIT)


@pytest.mark.parametrize("hostile", ['<img src="/etc/passwd">', "<b>a</b> &amp; [[x]]", "%s {0}"])
def test_hostile_text_is_printed_literally(hostile: str):
    diploma = replace(BASE, motive=hostile, section=hostile, act=hostile)
    assert text_of(render([diploma], PORTRAIT)).count(squeezed(hostile)) == 3


@layouts
def test_code_is_read_from_the_page(layout: Layout):
    image = pages.page_image(render([BASE], layout), 0, 200)
    grey = image.pixels[1::4]
    shaped = memoryview(grey).cast("B", (image.height, image.width))
    assert [one.text for one in zxingcpp.read_barcodes(shaped)] == [BASE.code]


def test_names_and_motives_print_as_pure_black():
    pixels = pages.page_image(render([BASE], Layout(blank=True)), 0, 150).pixels
    assert b"\x00\x00\x00" in pixels
    assert min(pixels[0::4]) == min(pixels[1::4]) == min(pixels[2::4]) == 0


@pytest.mark.parametrize(
    "diploma",
    [
        replace(BASE, motive=LONG_MOTIVE * 4),
        group("Национално сдружение с дълго име " * 14),
        group("щ" * 200),
        replace(BASE, act="Протокол с дълго наименование на комисията " * 12),
        replace(BASE, signatories=BASE.signatories * 2),
        replace(BASE, signatories=(Signatory("Заместник-председател на комисията " * 5),)),
        group("Хор", tuple(f"Име Фамилия {n}" for n in range(300))),
        person("李", "", "Попова"),
    ],
    ids=["motive", "name", "word", "act", "four", "role", "members", "glyph"],
)
@layouts
def test_text_beyond_the_limits_is_refused_not_cut(diploma: Diploma, layout: Layout):
    with pytest.raises(UserError) as refused:
        render([diploma], layout)
    assert refused.value.advice


def test_document_says_what_it_is():
    reader = PdfReader(io.BytesIO(render([BASE], PORTRAIT)))
    assert reader.metadata is not None
    assert reader.metadata.title == "Диплом – Маргарита Илиева Попова"
    assert reader.metadata.author == "Община Русе"
    assert reader.trailer["/Root"]["/Lang"] == "bg-BG"


def test_art_is_stored_once():
    one, ten = (len(render([BASE] * n, PORTRAIT)) for n in (1, 10))
    assert ten - one < 9 * 4000


def test_work_can_be_stopped():
    class Stop:
        def step(self, done: int, total: int, label: str) -> None:
            if done == 1:
                raise Cancelled

    with pytest.raises(Cancelled):
        render([BASE] * 3, PORTRAIT, progress=Stop())


@pytest.mark.requirement("R-26-2.1")
def test_certificate_of_a_title_says_its_name_and_no_year():
    one = replace(
        BASE, heading="УДОСТОВЕРЕНИЕ", award="Почетен гражданин на град Русе", yearly=False,
        title=True, area="", section="",
        act="Решение № 412 по протокол № 18/22.04.2027 г. на Общинския съвет",
    )  # fmt: skip
    for layout in (Layout(), Layout(Orientation.LANDSCAPE)):
        said = words(render([one], layout), 0)
        assert "УДОСТОВЕРЕНИЕ" in said.replace(" ", "")
        assert "ДИПЛОМ" not in said.replace(" ", "")
        assert "за 2026 година" not in said
        assert "званието се присъжда на" in said
        assert "Решение № 412 по протокол № 18/22.04.2027 г." in said
        assert "М.П." in said


def test_sheets_of_two_headings_stand_in_one_file():
    pdf = render([BASE, replace(BASE, heading="ГРАМОТА")], Layout())
    assert "ДИПЛОМ" in words(pdf, 0).replace(" ", "")
    assert "ГРАМОТА" in words(pdf, 1).replace(" ", "")
