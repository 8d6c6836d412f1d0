"""PDF files of others: scripts, programs, files within files, locks, bombs, forms in a ring."""

from __future__ import annotations

import io
import time
import zlib
from contextlib import suppress
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String

from ruse_desktop.exchange import pdf_forms
from ruse_desktop.kernel import foreign_pdf
from ruse_desktop.kernel.errors import UserError

OURS = {"form-version": "1", "form-award": "ruse", "form-year": "2026", "form-law": "x"}


def form(**values: str) -> pikepdf.Pdf:
    """A form of ours as small as it gets."""
    made = pikepdf.new()
    made.add_blank_page()
    fields = [
        made.make_indirect(Dictionary(FT=Name.Tx, T=String(name), V=String(text)))
        for name, text in {**OURS, **values}.items()
    ]
    made.Root.AcroForm = Dictionary(Fields=Array(fields))
    return made


def saved(made: pikepdf.Pdf, path: Path, **options: object) -> Path:
    made.save(path, **options)
    return path


def refusal(path: Path) -> UserError:
    with pytest.raises(UserError) as told:
        pdf_forms.read(path)
    assert told.value.message.endswith(".")
    assert told.value.advice.endswith(".")
    return told.value


def test_a_plain_form_is_read(tmp_path: Path):
    read = pdf_forms.read(saved(form(motives="Ред\rдруг"), tmp_path / "a.pdf"))
    assert (read.award, read.year, read.values["motives"]) == ("ruse", 2026, "Ред\nдруг")
    assert read.notes == ()


def open_action(made: pikepdf.Pdf) -> None:
    made.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def named_script(made: pikepdf.Pdf) -> None:
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    made.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script])))


def field_script(made: pikepdf.Pdf) -> None:
    made.Root.AcroForm.Fields[0].AA = Dictionary(K=Dictionary(S=Name.JavaScript, JS=String("x")))


def launch(made: pikepdf.Pdf) -> None:
    made.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.Launch, F=String("calc.exe")))


def sending(made: pikepdf.Pdf) -> None:
    made.Root.AcroForm.Fields[0].A = Dictionary(S=Name.SubmitForm, F=String("x"))


def deep_script(made: pikepdf.Pdf) -> None:
    inner = Dictionary(
        S=Name.GoTo,
        Next=Dictionary(S=Name.GoTo, Next=Dictionary(S=Name.JavaScript, JS=String("x"))),
    )
    made.Root.OpenAction = inner


def inner_file(made: pikepdf.Pdf) -> None:
    made.attachments["макро.docm"] = b"PK"


@pytest.mark.parametrize(
    "trap", [open_action, named_script, field_script, launch, sending, deep_script, inner_file]
)
@pytest.mark.parametrize("packed", [False, True])
def test_what_could_act_is_refused(tmp_path: Path, trap: object, packed: bool):
    made = form()
    trap(made)  # type: ignore[operator]  # one of the functions above
    mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
    told = refusal(saved(made, tmp_path / "a.pdf", object_stream_mode=mode))
    assert told.code == "pdf-acts"
    assert "скриптове" in told.message


def test_a_locked_and_an_openly_locked_form_are_refused(tmp_path: Path):
    for user in ("тайна", ""):
        lock = pikepdf.Encryption(user=user, owner="друга")
        assert refusal(saved(form(), tmp_path / "a.pdf", encryption=lock)).code == "form-locked"


def test_a_second_form_within_the_form_is_told(tmp_path: Path):
    made = form()
    made.Root.AcroForm.XFA = made.make_stream(b"<xdp/>")
    assert "XFA" in pdf_forms.read(saved(made, tmp_path / "a.pdf")).notes[0]


def test_a_file_above_the_bound_is_not_opened(tmp_path: Path):
    path = tmp_path / "a.pdf"
    with path.open("wb") as file:
        file.truncate(foreign_pdf.MOST_BYTES + 1)
    assert refusal(path).code == "pdf-large"


def test_a_text_that_unpacks_to_hundreds_of_megabytes_is_refused(tmp_path: Path):
    made = form()
    stream = pikepdf.Stream(made, b"")
    stream.write(zlib.compress(b"a" * 150_000_000), filter=Name.FlateDecode)
    made.Root.AcroForm.Fields[0].V = stream
    path = saved(made, tmp_path / "a.pdf", compress_streams=False)
    assert path.stat().st_size < 1_000_000
    start = time.perf_counter()
    assert refusal(path).code == "form-damaged"
    assert time.perf_counter() - start < 3


def test_forms_in_a_ring_and_laughing_lists_end(tmp_path: Path):
    made = form()
    ring = made.make_indirect(Dictionary(FT=Name.Tx, T=String("a"), V=String("x")))
    ring.Kids = Array([ring] * 50)
    made.Root.AcroForm.Fields.append(ring)
    layer = made.make_indirect(Array([String("ха")] * 10))
    for _n in range(12):
        layer = made.make_indirect(Array([layer] * 10))
    made.Root.AcroForm.Fields.append(
        made.make_indirect(Dictionary(FT=Name.Tx, T=String("b"), V=layer))
    )
    start = time.perf_counter()
    read = pdf_forms.read(saved(made, tmp_path / "a.pdf"))
    assert len(read.values) < 6_000
    assert time.perf_counter() - start < 3


def test_values_of_wrong_kinds_do_no_harm(tmp_path: Path):
    made = form()
    odd = (1, Name("/X"), Dictionary(A=1), Array([1, Dictionary()]), True)
    fields = made.Root.AcroForm.Fields
    for n, value in enumerate(odd):
        fields.append(made.make_indirect(Dictionary(FT=Name.Tx, T=String(f"odd{n}"), V=value)))
    fields.append(made.make_indirect(Dictionary(T=Name.X, Kids=Dictionary(A=1), V=String("x"))))
    fields.append(5)
    made.Root.AcroForm.Fields.append(made.make_indirect(Dictionary(T=String("k"), Kids=5)))
    assert pdf_forms.read(saved(made, tmp_path / "a.pdf")).award == "ruse"
    made.Root.AcroForm = 7
    assert refusal(saved(made, tmp_path / "b.pdf")).code == "form-flat"


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_a_form_with_any_bytes_changed_is_read_or_refused(tmp_path: Path, data: st.DataObject):
    out = io.BytesIO()
    form(motives="Текст").save(
        out, object_stream_mode=pikepdf.ObjectStreamMode.disable, static_id=True
    )
    raw = bytearray(out.getvalue())
    for _n in range(data.draw(st.integers(1, 8))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "a.pdf"
    path.write_bytes(raw)
    with suppress(UserError):
        assert pdf_forms.read(path).values


def test_a_page_put_into_a_document_of_ours_does_nothing(tmp_path: Path):
    made = form()
    launch(made)
    note = Dictionary(Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=Dictionary(S=Name.Launch))
    made.pages[0].obj.Annots = Array([note])
    with pikepdf.open(saved(made, tmp_path / "a.pdf")) as document:
        foreign_pdf.still(document.pages[0])
        out = io.BytesIO()
        document.save(out)
    assert b"Launch" not in out.getvalue()
