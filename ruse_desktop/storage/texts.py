"""The last net under the texts that are written: what a verb forgot to clean is refused here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import event

from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import hidden

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

MOST = 200_000
"""Most characters of one value; what holds whole acts and the log is longer."""
_LONG = ("audit", "law_")
_WRITES = ("INSERT INTO ", "UPDATE ")


def watch(engine: Engine) -> None:
    """Look at every text an INSERT or UPDATE of this engine is about to write.

    The statement then raises UserError for characters nobody sees and for endless texts, so the
    transaction is given up as a whole.
    """
    event.listen(engine, "before_cursor_execute", _look)


def _look(
    _connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: object
) -> None:
    if not statement.startswith(_WRITES):
        return
    table = statement.split(" ", 3)[1 if statement.startswith("UPDATE") else 2].strip('"')
    long = table.startswith(_LONG)
    for text in _texts(parameters):
        if hidden(text):
            raise UserError(
                _("В текста има знаци, които не се виждат, и той не е записан."),
                _("Изпишете го наново или го поставете като обикновен текст."),
                code="hidden-signs",
            )
        if len(text) > MOST and not long:
            raise UserError(
                _("Текстът е {n} знака и не е записан.").format(n=len(text)),
                _("Съкратете го или приложете пълния текст като файл."),
                code="too-long",
            )


def _texts(parameters: Any) -> Iterator[str]:
    rows = parameters if isinstance(parameters, list) else (parameters,)
    for row in rows:
        values = row.values() if isinstance(row, dict) else row
        yield from (one for one in values if isinstance(one, str))
