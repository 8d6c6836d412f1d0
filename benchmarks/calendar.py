"""A year of the calendar among 10 000 events, against reading the bare rows."""

from __future__ import annotations

import tempfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import insert, text

from benchmarks.measure import Row, alternate
from ruse_desktop import app
from ruse_desktop.domain.actors import Actor
from ruse_desktop.domain.events import EventInput, When
from ruse_desktop.kernel.clock import SOFIA, FixedClock
from ruse_desktop.services.facade import Services
from ruse_desktop.storage.events import EventRow

_COUNT = 10_000
_YEARS = 10
_FIRST, _LAST = date(2026, 1, 1), date(2026, 12, 31)


def run(rounds: int = 5) -> list[Row]:
    """The events lie in ten years, a thousand in each; every view reads one year."""
    with tempfile.TemporaryDirectory() as folder:
        clock, actor = FixedClock(datetime(2026, 5, 20, 9, tzinfo=SOFIA)), Actor("Мярка")
        law = app.load_law()
        store = app.open_store(app.Options(data_dir=Path(folder), clock=clock, actor=actor))
        services = Services(store, law, law.calendar(), actor, clock, Path(folder))
        _fill(services, actor)

        def raw() -> object:
            with store.read() as session:
                query = text('SELECT * FROM event WHERE "until" >= :since AND "on" <= :until')
                return session.execute(query, {"since": _FIRST, "until": _LAST}).all()

        def ours() -> object:
            found = services.events.occurrences(_FIRST, _LAST)
            return services.events.clashes_among(found)

        seen = alternate((("raw", raw), ("ours", ours)), rounds)
        store.close()
    ratio = seen["ours"] / seen["raw"]
    return [
        Row("a year of 10 000 events, the bare rows", seen["raw"], 1.0, ""),
        Row("the same with deadlines, holidays and clashes", seen["ours"], ratio, "< 150 ms"),
    ]


def _fill(services: Services, actor: Actor) -> None:
    typed = EventInput("Събитие", When(_FIRST, _FIRST, time(9), time(10)), place="Зала 1")
    services.events.create(typed, actor=actor)
    with services.store.write(actor, "events.create", ("events",)) as tx:
        first = tx.session.get_one(EventRow, 1)
        like = {c.name: getattr(first, c.name) for c in EventRow.__table__.columns}
        tx.session.execute(insert(EventRow), [like | _one(n) for n in range(2, _COUNT + 1)])


def _one(n: int) -> dict[str, object]:
    on = _FIRST.replace(year=_FIRST.year - n % _YEARS) + timedelta(days=n % 365)
    return {
        "id": n, "uid": f"{n}@ruse", "title": f"Събитие {n}", "on": on, "until": on,
        "starts": time(8 + n % 12), "ends": time(9 + n % 12), "place": f"Зала {n % 7}",
        "people": [f"Служител {n % 40}"],
    }  # fmt: skip
