"""„Провери диплома“: what a scan, a photo or a typed code says, and what the book says now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruse_desktop.domain import book_chain, diploma_code
from ruse_desktop.domain.books import DiplomaCheck, EntryKind, Signature
from ruse_desktop.domain.diploma_code import SignedCode
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from pathlib import Path

    from ruse_desktop.domain.book_chain import DiplomaCode
    from ruse_desktop.domain.books import EntryDetail, EntryRow
    from ruse_desktop.services.books import BookService
    from ruse_desktop.services.signing import KeyService

_PDF = b"%PDF-"
_PAGES, _DPI = 6, 200


class DiplomaChecker:
    """Checks offline: the signature by the municipality's keys, the rest by the book."""

    def __init__(self, books: BookService, keys: KeyService) -> None:
        self._books = books
        self._keys = keys

    def text(self, scanned: str) -> DiplomaCheck:
        """What the text of a code says."""
        try:
            read = diploma_code.read(scanned)
        except ValueError:
            return DiplomaCheck(
                genuine=False, sentence=_("Това не е код от диплома на тази програма.")
            )
        signature, code = Signature.ABSENT, read
        if isinstance(read, SignedCode):
            signature, code = self._signature(read), read.code
        assert not isinstance(code, SignedCode)
        return self._by_book(code, signature)

    def file(self, path: Path) -> DiplomaCheck:
        """What the code on a photo, a scan or a PDF says.

        Raises UserError for a file that cannot be read, and where no code is found on it.
        """
        from ruse_desktop.exchange.qr_reading import MOST_BYTES, signs

        try:
            with path.open("rb") as file:
                content = file.read(MOST_BYTES + 1)
        except OSError as error:
            raise UserError(
                _("Файлът „{name}“ не се чете.").format(name=path.name),
                _("Проверете дали файлът е там и дали не е отворен другаде."),
            ) from error
        found = _of_pages(content) if content.startswith(_PDF) else signs(content)
        for one in found:
            check = self.text(one)
            if check.row is not None:
                return check
        if found:
            return self.text(found[0])
        raise UserError(
            _("На „{name}“ не се вижда код.").format(name=path.name),
            _("Снимайте кода отблизо и на равно, без отблясъци, или напишете текста му."),
            code="no-code",
        )

    def _signature(self, read: SignedCode) -> Signature:
        key = next((one for one in self._keys.public_keys() if one.id == read.key), None)
        if key is None:
            return Signature.UNKNOWN
        return Signature.VALID if diploma_code.holds(read, key.raw) else Signature.FALSE

    def _by_book(self, code: DiplomaCode, signature: Signature) -> DiplomaCheck:
        """Compare the code with its entry, and tell what the book says of the laureate now."""
        row = next((r for r in self._books.rows(code.book) if r.entry_no == code.entry_no), None)
        if row is None:
            return DiplomaCheck(
                genuine=False, sentence=_("В книгата няма запис с този номер."), signature=signature
            )
        entry = self._books.detail(code.book, row.seq)
        now = _now(entry)
        if code_of(entry) != code or signature is Signature.FALSE:
            said = (
                _("Подписът на кода не е верен: дипломът не е издаден в този вид.")
                if signature is Signature.FALSE
                else _("Кодът не отговаря на записа в книгата.")
            )
            return DiplomaCheck(genuine=False, sentence=said, row=row, signature=signature, now=now)
        return DiplomaCheck(
            genuine=True, sentence=_genuine(row), row=row, signature=signature, now=now
        )


def code_of(entry: EntryDetail) -> DiplomaCode:
    """The code as it was on the day of entering: later corrections do not change it."""
    row = entry.row
    return book_chain.diploma_code(row.book, row.entry_no, entry.original_year, entry.hash)


def _genuine(row: EntryRow) -> str:
    if row.revoked:
        return _("Дипломът е издаден, но отличието е отнето.")
    return _("Дипломът отговаря на запис № {n}: {name}.").format(n=row.entry_no, name=row.name)


def _now(entry: EntryDetail) -> tuple[str, ...]:
    """What happened to the entry since: corrections with old and new, revocation."""
    lines = []
    for one in entry.history:
        if one.kind is EntryKind.AWARD:
            continue
        if one.changes:
            lines += [
                _("{field}: „{old}“ → „{new}“").format(field=c.label, old=c.old, new=c.new)
                for c in one.changes
            ]
        else:
            lines.append(one.text)
    return tuple(lines)


def _of_pages(content: bytes) -> tuple[str, ...]:
    """The codes on the first pages of a PDF."""
    from ruse_desktop.documents import pages
    from ruse_desktop.exchange.qr_reading import signs_of_pixels

    try:
        count = min(pages.page_count(content), _PAGES)
        found: list[str] = []
        for page in range(count):
            wide, tall = pages.page_size(content, page)
            dpi = min(_DPI, 4000 * 72 / max(wide, tall, 1.0))
            image = pages.page_image(content, page, dpi)
            found += signs_of_pixels(image.width, image.height, image.pixels)
    except (RuntimeError, ValueError, MemoryError) as error:
        raise UserError(
            _("Този PDF не се отваря."), _("Дайте снимка на диплома."), code="bad-pdf"
        ) from error
    return tuple(dict.fromkeys(found))
