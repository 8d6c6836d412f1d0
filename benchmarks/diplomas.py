"""500 diplomas in one PDF, against the same art drawn once by the raw library with ten strings."""

from __future__ import annotations

import io
from datetime import date

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from benchmarks.measure import Row, alternate
from ruse_desktop.documents import diplomas, qr
from ruse_desktop.documents import typography as type_
from ruse_desktop.documents.diploma_frame import FRAMES, art
from ruse_desktop.domain.diplomas import Diploma, Layout, Signatory

_COUNT = 500


def _content() -> list[Diploma]:
    signatories = (Signatory("Кмет на Община Русе"), Signatory("Председател на Общинския съвет"))
    return [
        Diploma(
            award="Награда „Русе“ за изкуство, култура, образование и наука",
            year=2026,
            area="Изкуство и култура",
            section="Литература",
            motive="За романа, с който утвърждава Русе като средище на съвременната литература.",
            act="Протокол № 1/18.05.2026 г. на комисията",
            entry=f"вписана под № {n} в книгата",
            dated=date(2026, 5, 23),
            place="Русе",
            signatories=signatories,
            fingerprint=f"{n:010x}",
            code=f"1:NR:{n}:2026:{n:032x}",
            municipality="Община Русе",
            given="Иван",
            middle="Петров",
            family=f"Иванов{n}",
        )
        for n in range(_COUNT)
    ]


def _kernel(content: list[Diploma]) -> bytes:
    """The least the raw library must do for these pages: one form, the strings, the sign."""
    type_.register()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1, initialFontName=type_.TEXT)
    canvas.beginForm("art", 0, 0, *A4)
    art(canvas, FRAMES[Layout().orientation], content[0].municipality, content[0].heading)
    canvas.endForm()
    for one in content:
        canvas.doForm("art")
        canvas.setFont(type_.TEXT, 12)
        lines = (one.award, one.section, one.full_name, one.motive, one.act, one.entry)
        for row, text in enumerate((*lines, one.place, one.fingerprint, "", "")):
            canvas.drawCentredString(A4[0] / 2, 500 - row * 20, text)
        qr.draw(canvas, one.code, 480, 60, 48)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def run(rounds: int = 3) -> list[Row]:
    """In process, fonts registered; the kernel and ours in turn."""
    content = _content()
    seen = alternate(
        (
            ("kernel", lambda: _kernel(content)),
            ("ours", lambda: diplomas.render(content, Layout())),
            ("one", lambda: diplomas.render(content[:1], Layout())),
        ),
        rounds,
    )
    kernel = seen["kernel"]
    return [
        Row("500 pages by the raw library: one form, 10 strings, QR", kernel, 1.0, ""),
        Row("500 diplomas", seen["ours"], seen["ours"] / kernel, "≤ 2×"),
        Row("one diploma", seen["one"], seen["one"] / kernel, "≤ 20 ms"),
    ]
