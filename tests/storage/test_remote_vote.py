"""A session from a distance: the act, who is away, rounds by code cards and by name, attacks."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pypdf
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from ruse_desktop.domain.findings import OverrideInput
from ruse_desktop.domain.remote_session import NamedVote, RemoteMember
from ruse_desktop.domain.remote_vote import BLANK
from ruse_desktop.domain.sessions import RoundState
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.services import restoring
from tests.storage.remote_world import ACT, CHAIR, NAMED, SECRETARY, WHY, RemoteWorld
from tests.storage.sessions_world import ACTOR, NOW, PLAN, services_in

FIRST = "1.1"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[RemoteWorld]:
    """The commission for arts with three nominations for literature."""
    made = RemoteWorld(tmp_path)
    yield made
    made.close()


@pytest.mark.requirement("R-45-9.1")
def test_without_the_act_a_session_is_not_held_from_a_distance(world: RemoteWorld) -> None:
    session_id = world.plan()
    for lacking in ({"act_no": ""}, {"issuer": " "}, {"act_date": None}, {"territory": ""}):
        with pytest.raises(Refused) as refused:
            world.services.remote.declare(session_id, replace(ACT, **lacking), actor=ACTOR)
        assert refused.value.citation == "чл. 45, ал. 9"
    assert world.services.sessions.view(session_id).remote is None


@pytest.mark.requirement("R-45-9.1")
def test_session_outside_the_period_of_the_act_is_refused(world: RemoteWorld) -> None:
    session_id = world.plan()
    with pytest.raises(Refused) as refused:
        world.services.remote.declare(
            session_id, replace(ACT, until_day=PLAN.held_on - timedelta(1)), actor=ACTOR
        )
    assert refused.value.citation == "чл. 45, ал. 9"
    world.services.remote.declare(session_id, ACT, actor=ACTOR)
    with pytest.raises(Refused) as moved:
        world.services.sessions.change_plan(
            session_id, replace(PLAN, held_on=date(2026, 6, 1)), actor=ACTOR
        )
    assert moved.value.citation == "чл. 45, ал. 9"
    assert world.services.sessions.view(session_id).typed.held_on == PLAN.held_on


@pytest.mark.requirement("R-45-9.2")
def test_nine_members_of_whom_three_are_elsewhere_vote_by_codes(world: RemoteWorld) -> None:
    session_id = world.remote()
    one, two, three = world.ids[FIRST]
    cards = world.start(session_id)
    service = world.services.remote_ballots
    for card in cards[:6]:
        assert service.take(session_id, world.code(card, one, two), actor=ACTOR)
    service.take(session_id, world.code(cards[6], three), actor=ACTOR)
    service.take(session_id, world.code(cards[7], BLANK), actor=ACTOR)
    for line in world.services.sessions.view(session_id).attendance[:8]:
        status = service.tick(session_id, line.member_id, back=True, actor=ACTOR)
    assert (len(status.back), status.ballots) == (8, 8)
    done = service.finish(session_id, chair=CHAIR, secretary=SECRETARY, actor=ACTOR)
    sealed = done.view.slots[0].rounds[-1]
    assert (sealed.state, sealed.mode) == (RoundState.SEALED, "codes")
    assert (sealed.issued, sealed.used, sealed.unused) == (9, 8, 1)
    assert (sealed.valid, sealed.blank, sealed.invalid) == (7, 1, 0)
    assert dict(zip(sealed.options, sealed.votes, strict=True)) == {one: 6, two: 6, three: 1}
    assert set(sealed.elected) == {one, two}
    by_control = {check.control: check.vote for check in done.checks}
    assert by_control[cards[6].control].marks == {three}


def test_program_started_anew_goes_on_with_what_was_returned(
    world: RemoteWorld, tmp_path: Path
) -> None:
    session_id = world.remote()
    one, *_rest = world.ids[FIRST]
    cards = world.start(session_id)
    for card in cards[:4]:
        world.services.remote_ballots.take(session_id, world.code(card, one), actor=ACTOR)
    world.close()
    again = services_in(tmp_path)
    world.services = again
    service = again.remote_ballots
    status = service.status(session_id)
    assert status is not None
    assert status.locked
    with pytest.raises(Refused, match="заключена"):
        service.take(session_id, world.code(cards[4], one), actor=ACTOR)
    with pytest.raises(Refused, match="не са верни"):
        service.unlock(session_id, chair=SECRETARY, secretary=CHAIR)
    assert service.unlock(session_id, chair=CHAIR, secretary=SECRETARY).ballots == 4
    for card in cards[4:]:
        service.take(session_id, world.code(card, one), actor=ACTOR)
    done = service.finish(
        session_id, chair=CHAIR, secretary=SECRETARY, actor=ACTOR,
        remark="Отметките не са водени заради прекъсването.",
    )  # fmt: skip
    assert done.view.slots[0].rounds[-1].votes == (9, 0, 0)


def text_of(pdf: bytes) -> str:
    """What a PDF says, in one line."""
    read = pypdf.PdfReader(io.BytesIO(pdf))
    return " ".join(" ".join(page.extract_text().split()) for page in read.pages)


def everything(folder: Path) -> dict[str, bytes]:
    """Every byte of the data folder."""
    return {str(p): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_administrator_reading_the_file_finds_no_code_and_no_choice(
    world: RemoteWorld, tmp_path: Path
) -> None:
    session_id = world.remote()
    ids = world.ids[FIRST]
    cards = world.start(session_id)
    service = world.services.remote_ballots
    codes = {code for card in cards for _choice, code in card.codes}
    sizes = set()
    for n, card in enumerate(cards):
        service.take(session_id, world.code(card, ids[n % 3]), actor=ACTOR)
        service.tick(session_id, world.commission.members[n].id, back=True, actor=ACTOR)
        with world.services.store.read() as session:
            stored = session.execute(text("SELECT wrapped, codes, back FROM remote_box")).one()
        sizes.add((len(stored.wrapped), len(stored.codes)))
        assert [int(one) for one in json.loads(stored.back)] == sorted(
            one.id for one in world.commission.members[: n + 1]
        )
    assert len(sizes) == 1
    found = b"".join(everything(tmp_path).values())
    assert not [code for code in codes if code.encode() in found]
    with world.services.store.read() as session:
        bodies = session.scalars(text("SELECT body FROM audit_line")).all()
        private = session.scalars(text("SELECT data FROM audit_private")).all()
        names = "".join(session.scalars(text("SELECT verb || summary FROM audit_line")))
    assert not [code for code in codes if code in f"{bodies} {private}"]
    changes = [change for body in bodies for change in json.loads(body)["changes"]]
    assert not [one for one in private if "remote_box" in str(one)]
    told = {name for change in changes if change[0] == "remote_box" for name in change[3]}
    assert told == {"round_id"}
    assert names.count("sessions.remote-returned") == 18


def test_keys_are_destroyed_when_the_round_ends_and_were_in_no_copy(
    world: RemoteWorld, tmp_path: Path
) -> None:
    session_id = world.remote()
    cards = world.start(session_id)
    service = world.services.remote_ballots
    one = world.ids[FIRST][0]
    for card in cards:
        service.take(session_id, world.code(card, one), actor=ACTOR)
    with world.services.store.read() as session:
        box = session.execute(text("SELECT wrapped, codes FROM remote_box")).one()
    copy = world.services.backups.make(actor=ACTOR).path.read_bytes()
    live = b"".join(everything(tmp_path).values())
    for secret in (box.wrapped[-40:], box.codes[-40:]):
        assert secret in live
        assert secret not in copy
    service.finish(
        session_id, chair=CHAIR, secretary=SECRETARY, actor=ACTOR,
        remark="Върналите не са отбелязвани поотделно.",
    )  # fmt: skip
    for secret in (box.wrapped[-40:], box.codes[-40:]):
        assert secret not in b"".join(everything(tmp_path).values())
    with world.services.store.read() as session:
        assert tuple(session.execute(text("SELECT wrapped, codes, back FROM remote_box")).one()) == (
            b"", b"", "[]",
        )  # fmt: skip


def test_restored_copy_of_an_open_round_is_lost_and_can_only_be_void(
    world: RemoteWorld, tmp_path: Path
) -> None:
    session_id = world.remote()
    cards = world.start(session_id)
    world.services.remote_ballots.take(
        session_id, world.code(cards[0], world.ids[FIRST][0]), actor=ACTOR
    )
    made = world.services.backups.make(actor=ACTOR)
    world.close()
    restoring.prepare(tmp_path, made.path, actor=ACTOR, now=NOW)
    assert restoring.finish(tmp_path)
    world.services = again = services_in(tmp_path)
    status = again.remote_ballots.status(session_id)
    assert status is not None
    assert status.lost
    with pytest.raises(Refused, match="възстановен"):
        again.remote_ballots.unlock(session_id, chair=CHAIR, secretary=SECRETARY)
    view = again.remote_ballots.void(
        session_id, "Файлът е възстановен от резервно копие.", actor=ACTOR
    )
    assert view.slots[0].rounds[-1].state is RoundState.VOID


def test_two_ballots_of_one_card_make_it_invalid_and_the_same_twice_counts_once(
    world: RemoteWorld,
) -> None:
    session_id = world.remote()
    one, two, three = world.ids[FIRST]
    cards = world.start(session_id)
    service = world.services.remote_ballots
    assert service.take(session_id, world.code(cards[0], one), actor=ACTOR)
    assert service.take(session_id, world.code(cards[0], two), actor=ACTOR)
    assert service.take(session_id, world.code(cards[1], one, two, three), actor=ACTOR)
    assert service.take(session_id, world.code(cards[2], one, BLANK), actor=ACTOR)
    assert service.take(session_id, world.code(cards[3], one, two), actor=ACTOR)
    assert not service.take(session_id, world.code(cards[3], two, one).lower(), actor=ACTOR)
    mixed = f"{world.code(cards[4], one)} {world.code(cards[5], two)}"
    assert service.take(session_id, mixed, actor=ACTOR)
    done = service.finish(
        session_id, chair=CHAIR, secretary=SECRETARY, actor=ACTOR,
        remark="Пробно гласуване без отметки.",
    )  # fmt: skip
    sealed = done.view.slots[0].rounds[-1]
    assert (sealed.used, sealed.valid, sealed.invalid) == (6, 1, 5)
    assert dict(zip(sealed.options, sealed.votes, strict=True)) == {one: 1, two: 1, three: 0}


def test_code_of_another_round_or_mistyped_is_refused_at_once(world: RemoteWorld) -> None:
    session_id = world.remote()
    foreign = world.start(session_id)
    service = world.services.remote_ballots
    service.void(session_id, "Картите са изпратени на грешни адреси.", actor=ACTOR)
    one = world.ids[FIRST][0]
    cards = world.start(session_id)
    right = world.code(cards[0], one)
    wrong = right[:-1] + ("Z" if right[-1] != "Z" else "Y")
    for code, said in (
        (world.code(foreign[0], one), "не е от картите"),
        (wrong, "не е от картите"),
        (right[:7], "8 знака"),
        (f"{right[:7]}*", "8 знака"),
        ("", "Не е въведен"),
    ):
        with pytest.raises(Refused, match=said):
            service.take(session_id, code, actor=ACTOR)
    status = service.status(session_id)
    assert status is not None
    assert status.ballots == 0


def test_wrong_password_one_password_and_a_changed_byte_open_nothing(world: RemoteWorld) -> None:
    session_id = world.remote()
    world.start(session_id)
    service = world.services.remote_ballots
    for chair, secretary in ((CHAIR, "друга парола"), (CHAIR, CHAIR), ("", SECRETARY)):
        world.services._codes.brake.right()
        with pytest.raises(Refused, match="не са верни"):
            service.finish(session_id, chair=chair, secretary=secretary, actor=ACTOR)
    for _try in range(3):
        with pytest.raises(Refused):
            service.finish(session_id, chair="x", secretary="y", actor=ACTOR)
    with pytest.raises(Refused, match="Изчакайте"):
        service.finish(session_id, chair=CHAIR, secretary=SECRETARY, actor=ACTOR)
    assert world.services.sessions.view(session_id).slots[0].rounds[-1].state is RoundState.OPEN


def test_member_who_recused_gets_no_card_and_no_tick(world: RemoteWorld) -> None:
    session_id = world.plan()
    world.services.remote.declare(session_id, ACT, actor=ACTOR)
    world.attend(session_id, conflicts={2: "сестра на предложения"}, absent=(4,))
    world.connect(session_id, 3)
    reason = OverrideInput("Комисията е намалена по чл. 45, ал. 7.", "протокол", None, "Кметът")
    for finding in world.services.sessions.view(session_id).findings:
        if finding.open:
            world.services.sessions.override(session_id, finding.rule, reason, actor=ACTOR)
    world.services.sessions.open(session_id, actor=ACTOR)
    cards = world.start(session_id)
    assert len(cards) == 7
    status = world.services.remote_ballots.status(session_id)
    assert status is not None
    barred, absent = world.commission.members[2].id, world.commission.members[4].id
    assert barred not in status.voters
    assert absent not in status.voters
    with pytest.raises(Refused, match="не гласува"):
        world.services.remote_ballots.tick(session_id, barred, back=True, actor=ACTOR)


@pytest.mark.requirement("R-45-9.2")
def test_minutes_say_the_act_the_means_who_was_away_and_that_the_key_is_destroyed(
    world: RemoteWorld,
) -> None:
    session_id = world.remote()
    one = world.ids[FIRST][0]
    cards = world.start(session_id)
    draft = text_of(world.services.sessions.minutes_pdf(session_id))
    assert "с карти с кодове" not in draft.split("II.")[1]
    for card in cards:
        world.services.remote_ballots.take(session_id, world.code(card, one), actor=ACTOR)
    world.services.remote_ballots.finish(
        session_id, chair=CHAIR, secretary=SECRETARY, actor=ACTOR,
        remark="Отметките не са водени поради краткото време.",
    )  # fmt: skip
    said = text_of(world.services.sessions.minutes_pdf(session_id))
    for told in (
        "чл. 45, ал. 9", "РД-01-77", "област Русе", "видеоконферентна връзка",
        "лична карта пред камерата", "тайно, с карти с кодове", WHY, "с карти с кодове",
        "са унищожени", "Отметките не са водени",
    ):  # fmt: skip
        assert told in said, told
    assert not [code for card in cards for _choice, code in card.codes if code in said]


@pytest.mark.requirement("R-45-9.3")
def test_votes_by_name_are_kept_apart_and_printed_only_in_the_closed_annex(
    world: RemoteWorld,
) -> None:
    session_id = world.remote(NAMED)
    one, two, _three = world.ids[FIRST]
    members = [line.member_id for line in world.services.sessions.view(session_id).attendance]
    votes = {member: NamedVote(frozenset({one})) for member in members[:6]}
    votes |= {members[6]: NamedVote(frozenset({one, two})), members[7]: NamedVote(abstained=True)}
    view = world.services.named_votes.seal(session_id, FIRST, votes, actor=ACTOR)
    sealed = view.slots[0].rounds[-1]
    assert (sealed.mode, sealed.issued, sealed.used, sealed.valid) == ("named", 9, 8, 7)
    assert (sealed.blank, sealed.votes) == (1, (7, 1, 0))
    annex = text_of(world.services.named_votes.annex_pdf(session_id))
    assert "Член З въздържал се" in annex
    minutes = text_of(world.services.sessions.minutes_pdf(session_id))
    assert "лично и поименно" in minutes
    assert NAMED.way_reason in minutes
    assert "въздържал се" not in minutes
    with world.services.store.read() as session:
        bodies = session.scalars(text("SELECT body FROM audit_line")).all()
    changes = [change for body in bodies for change in json.loads(body)["changes"]]
    told = {name for change in changes if change[0] == "named_vote" for name in change[3]}
    assert told == {"round_id", "member_id"}


@pytest.mark.requirement("R-45-9.3")
def test_one_round_has_one_mode_and_the_way_is_chosen_before_the_session_opens(
    world: RemoteWorld,
) -> None:
    session_id = world.plan()
    with pytest.raises(UserError, match="без обосновка"):
        world.services.remote.declare(session_id, replace(ACT, way_reason="така"), actor=ACTOR)
    world.services.remote.declare(session_id, ACT, actor=ACTOR)
    world.attend(session_id)
    world.connect(session_id, 1)
    world.services.sessions.open(session_id, actor=ACTOR)
    with pytest.raises(Refused, match="вече е открито"):
        world.services.remote.declare(session_id, NAMED, actor=ACTOR)
    with pytest.raises(Refused, match="целият тур"):
        world.seal(session_id, FIRST, 9, 0, 0)
    with pytest.raises(Refused, match="целият тур"):
        world.services.secret_ballots.start(
            session_id, FIRST, chair_pin="1234", secretary_pin="4321", actor=ACTOR
        )
    with pytest.raises(Refused, match="целият тур"):
        world.services.named_votes.seal(session_id, FIRST, {}, actor=ACTOR)
    world.connect(session_id, 0)
    with pytest.raises(Refused, match="никой не гласува"):
        world.start(session_id)
    world.seal(session_id, FIRST, 9, 0, 0)


def test_member_away_must_be_identified(world: RemoteWorld) -> None:
    session_id = world.plan()
    world.services.remote.declare(session_id, ACT, actor=ACTOR)
    member = world.commission.members[0].id
    with pytest.raises(UserError, match="самоличността"):
        world.services.remote.connect(session_id, [RemoteMember(member, " ")], actor=ACTOR)
    world.services.remote.recall(session_id, actor=ACTOR)
    with pytest.raises(Refused, match="присъствено"):
        world.services.remote.connect(session_id, [RemoteMember(member, "позната")], actor=ACTOR)


def test_cards_are_one_page_each_name_no_member_and_are_not_printed_again(
    world: RemoteWorld,
) -> None:
    session_id = world.remote()
    service = world.services.remote_ballots
    service.start(session_id, FIRST, chair=CHAIR, secretary=SECRETARY, actor=ACTOR)
    (cards,) = world.services._codes.cards.values()
    pages = pypdf.PdfReader(io.BytesIO(service.cards_pdf(session_id))).pages
    said = [" ".join(page.extract_text().split()) for page in pages]
    assert len(said) == len(cards) == 9
    for card, page in zip(cards, said, strict=True):
        assert all(f"{code[:4]}-{code[4:]}" in page for _choice, code in card.codes)
        assert f"Контролно число {card.control}" in page
        assert "въздържал се" in page
        assert not [one.name for one in world.commission.members if one.name in page]
    service.hand_out(session_id)
    with pytest.raises(Refused, match="не се печатат повторно"):
        service.cards_pdf(session_id)


def test_while_codes_come_back_nothing_else_of_the_session_moves(world: RemoteWorld) -> None:
    session_id = world.remote()
    world.start(session_id)
    services = world.services
    for step in (
        lambda: services.sessions.close(session_id, actor=ACTOR, adjourn=True),
        lambda: world.attend(session_id, absent=(0,)),
        lambda: world.connect(session_id, 0),
        lambda: world.seal(session_id, FIRST, 9, 0, 0),
        lambda: services.sessions.leave_unawarded(session_id, "1.3", "няма", actor=ACTOR),
    ):
        with pytest.raises(Refused, match="с карти с кодове"):
            step()
    view = services.sessions.view(session_id)
    assert view.slots[0].coded
    assert view.slots[0].counted is None
    assert not view.slots[0].voting


def test_void_round_keeps_its_reason_and_loses_its_keys(world: RemoteWorld) -> None:
    session_id = world.remote()
    cards = world.start(session_id)
    service = world.services.remote_ballots
    service.take(session_id, world.code(cards[0], world.ids[FIRST][0]), actor=ACTOR)
    view = service.void(session_id, "Плик с карта е отворен по пътя.", actor=ACTOR)
    void = view.slots[0].rounds[-1]
    assert (void.state, void.used, void.votes) == (RoundState.VOID, 0, (0, 0, 0))
    with world.services.store.read() as session:
        assert session.scalar(text("SELECT length(wrapped) + length(codes) FROM remote_box")) == 0
    with pytest.raises(NotFound):
        service.take(session_id, world.code(cards[1], BLANK), actor=ACTOR)
    minutes = text_of(world.services.sessions.minutes_pdf(session_id))
    assert "Плик с карта е отворен по пътя" in minutes


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE remote_box SET codes = x'00'",
        "DELETE FROM remote_box",
        "UPDATE remote_session SET way = 'named'",
        "DELETE FROM remote_session",
        "UPDATE vote_round SET mode = 'paper'",
    ],
)
def test_record_cannot_be_changed_behind_the_program(world: RemoteWorld, attack: str) -> None:
    session_id = world.remote()
    world.start(session_id)
    if "codes" in attack:
        world.services.remote_ballots.void(session_id, "Сгрешени са адресите.", actor=ACTOR)
    with pytest.raises(DBAPIError), world.services.store.engine.begin() as connection:
        connection.execute(text(attack))
