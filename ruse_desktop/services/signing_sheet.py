"""The sheet with the municipality's public keys, to be signed, filed and put on its site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruse_desktop.domain.papers import Grid, Look, Paper, PaperKind, PaperSet, Signatures, Text
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.signing import KeyService
    from ruse_desktop.storage.store import Store


class SigningSheet:
    """Composes the sheet of keys."""

    def __init__(self, store: Store, law: LawBook, keys: KeyService) -> None:
        self._store = store
        self._law = law
        self._keys = keys

    def content(self) -> Paper:
        """Every key with its days and fingerprint, the one in use first."""
        rows = tuple(
            (
                date_short(key.since),
                date_short(key.until) if key.until else _("в употреба"),
                key.fingerprint,
            )
            for key in self._keys.public_keys()
        )
        return Paper(
            title=_("КЛЮЧ ЗА ДИПЛОМИТЕ"),
            sender=(self._law.municipality,),
            number=("", _("гр. {town}, {day}").format(
                town=self._law.town, day=date_short(self._store.clock.today())
            )),
            blocks=(
                Text(
                    _(
                        "Кодът на всеки диплом е подписан с ключа на общината (Ed25519). Отпечатъкът "
                        "на ключа е даден тук, за да може всеки да го сравни с публикувания на сайта."
                    )
                ),
                Grid((_("От"), _("До"), _("Отпечатък (SHA-256)")), rows, (0.18, 0.18, 0.64)),
                Text(
                    _(
                        "Подписът доказва, че дипломът е издаден с тази програма; той не е "
                        "квалифициран електронен подпис."
                    ),
                    Look.SMALL,
                ),
                Signatures(((_("Книговодител"), ""),)),
            ),
        )  # fmt: skip

    def pdf(self) -> bytes:
        """The sheet as PDF."""
        from ruse_desktop.documents import papers

        name = _("Лист с ключа за дипломите")
        content = PaperSet(
            PaperKind.EXTRACT, name, "klyuch-diplomi", (self.content(),), self._law.municipality
        )
        return papers.render(content)
