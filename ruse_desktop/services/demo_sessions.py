"""The second half of the example year: commissions, secret ballots, minutes, book, diplomas."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from ruse_desktop.domain.ballots import Count
from ruse_desktop.domain.commissions import MemberInput, OrderInput
from ruse_desktop.domain.conflicts import Conflict, ConflictKind
from ruse_desktop.domain.notices import NoticeInput, Way
from ruse_desktop.domain.sessions import AttendanceInput, SessionInput
from ruse_desktop.domain.signed_minutes import SignedInput

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.commissions import CommissionView
    from ruse_desktop.services.demo import Script, ScriptedClock
    from ruse_desktop.services.facade import Services

_PAUSE = timedelta(minutes=12)
_AFTER_ORDER = timedelta(hours=1)


class Stage:
    """The commissions of the year at work; `ids` are nominations by registry number."""

    def __init__(
        self,
        services: Services,
        clock: ScriptedClock,
        script: Script,
        edition_id: int,
        ids: Mapping[str, int],
        actor: Callable[[str], Actor],
    ) -> None:
        self._services = services
        self._clock = clock
        self._script = script
        self._edition_id = edition_id
        self._ids = ids
        self._actor = actor
        self._commissions: dict[str, CommissionView] = {}
        self._sessions: list[int] = []

    def appoint(self) -> None:
        """Both commissions under their orders."""
        views = self._services.commissions.of_edition(self._edition_id, actor=self._actor("head"))
        ids = {view.rule.code: view.id for view in views}
        self._clock.at(self._clock.now() + _AFTER_ORDER)
        for part in self._script["commissions"]:
            members = [
                MemberInput(
                    source=one["source"],
                    name=one["name"],
                    position=one["position"],
                    naming=one["naming"],
                    chair=one["name"] == part["chair"],
                )
                for one in part["members"]
            ]
            order = OrderInput(part["order_no"], part["order_date"], part["secretary"])
            self._commissions[part["code"]] = self._services.commissions.appoint(
                ids[part["code"]], members, order, actor=self._actor("head")
            )

    def hold(self) -> None:
        """Each session: attendance, rounds slot by slot, motives, closing."""
        for part in self._script["sessions"]:
            self._hold(part)

    def _hold(self, part: Mapping[str, Any]) -> None:
        actor, sessions = self._actor("secretary"), self._services.sessions
        commission = self._commissions[part["commission"]]
        typed = SessionInput(
            held_on=part["held_on"],
            at=part["time"],
            place=part["place"],
            protocol_no=part["protocol_no"],
            tellers=tuple(part["tellers"]),
        )
        session_id = sessions.plan(commission.id, typed, actor=actor)
        self._tell(session_id, actor)
        self._clock.at(datetime.combine(part["held_on"], part["time"]))
        sessions.attend(session_id, self._attendance(commission, part), actor=actor)
        sessions.open(session_id, actor=actor)
        for place in part["slots"]:
            self._vote(session_id, place, actor)
        self._clock.at(part["closed"])
        sessions.close(session_id, actor=actor)
        self._sessions.append(session_id)

    def _attendance(
        self, commission: CommissionView, part: Mapping[str, Any]
    ) -> list[AttendanceInput]:
        absent = {one["name"]: one["reason"] for one in part["absent"]}
        recused = {one["name"]: one for one in part["recused"]}
        lines = []
        for member in commission.members:
            there = member.name not in absent
            barred = recused.get(member.name)
            lines.append(
                AttendanceInput(
                    member_id=member.id,
                    present=there,
                    arrived=part["time"] if there else None,
                    declared=there,
                    conflicts=self._declared(barred) if barred else (),
                    note=absent.get(member.name, ""),
                )
            )
        return lines

    def _tell(self, session_id: int, actor: Actor) -> None:
        """Everybody who is called was told by telephone on the day the session was put in the plan."""
        called = self._services.sessions.view(session_id).called
        day = self._clock.today()
        told = [NoticeInput(one.capacity, one.name, day, Way.PHONE) for one in called]
        self._services.session_notices.record(session_id, told, actor=actor)

    def _declared(self, barred: Mapping[str, Any]) -> tuple[Conflict, ...]:
        kind = ConflictKind(barred["kind"])
        return (Conflict(self._ids[barred["nomination"]], kind, barred["reason"]),)

    def _vote(self, session_id: int, place: Mapping[str, Any], actor: Actor) -> None:
        sessions, slot = self._services.sessions, place["slot"]
        if "unawarded" in place:
            sessions.leave_unawarded(session_id, slot, place["unawarded"], actor=actor)
            return
        for one in place["rounds"]:
            self._clock.at(self._clock.now() + _PAUSE)
            count = Count(
                issued=one["used"],
                used=one["used"],
                unused=0,
                valid=one["used"] - one["blank"] - one["invalid"],
                blank=one["blank"],
                invalid=one["invalid"],
                votes={self._ids[number]: votes for number, votes in one["votes"].items()},
            )
            for teller in sessions.view(session_id).typed.tellers:
                self._services.tellers.enter(session_id, slot, teller, count, actor=actor)
        laureate = self._ids[place["laureate"]]
        sessions.set_motive(session_id, slot, laureate, place["motive"], actor=actor)

    def minutes(self, folder: Path) -> tuple[Path, ...]:
        """The minutes of each session as PDF, attached as if it were the signed scan."""
        year = self._script["edition"]["year"]
        papers = []
        for session_id in self._sessions:
            typed = self._services.sessions.view(session_id).typed
            pdf = self._services.sessions.minutes_pdf(session_id)
            paper = _write(folder / f"protokol-{typed.protocol_no}-{year}.pdf", pdf)
            signed = SignedInput(paper, typed.held_on)
            self._services.signed_minutes.attach(session_id, signed, actor=self._actor("secretary"))
            papers.append(paper)
        return tuple(papers)

    def enter(self) -> int:
        """Enter the laureates of every session; how many there are."""
        self._clock.at(self._script["entry"]["on"])
        entered = 0
        for session_id in self._sessions:
            rows = self._services.books.enter_results(
                actor=self._actor("keeper"), results=self._services.sessions.results(session_id)
            )
            entered += len(rows)
        return entered

    def diplomas(self, folder: Path) -> tuple[Path, ...]:
        """All diplomas of the year in one PDF."""
        from ruse_desktop.domain.diplomas import Signatory

        part, year = self._script["diplomas"], self._script["edition"]["year"]
        self._clock.at(part["printed"])
        pdf = self._services.diplomas.render(
            book=self._script["edition"]["award"],
            year=year,
            signatories=[Signatory(one["role"], one["name"]) for one in part["signatories"]],
            dated=part["on"],
        )
        paper = _write(folder / f"diplomi-{year}.pdf", pdf)
        self._services.printing.record_year(
            actor=self._actor("keeper"),
            book=self._script["edition"]["award"],
            year=year,
            way="pdf",
        )
        return (paper,)

    def unawarded(self) -> tuple[str, ...]:
        """Names of the slots that were left without a laureate."""
        return tuple(
            slot.name
            for session_id in self._sessions
            for slot in self._services.sessions.view(session_id).slots
            if slot.unawarded
        )


def _write(path: Path, pdf: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pdf)
    return path
