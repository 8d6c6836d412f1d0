"""The matrix of rights: every role against every right, every verb of the services in it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from ruse_desktop.domain.actors import NOBODY, Actor, Role
from ruse_desktop.domain.rights import GRANTS, ROLE_WORDS, VERBS, Right, may, require, right_of
from ruse_desktop.kernel.errors import Refused

SERVICES = Path(__file__).resolve().parents[2] / "ruse_desktop" / "services"

# the table of decisions: clerk, secretary, protocol, book-keeper, head, administrator, reader
_ORDER = (
    Role.CLERK, Role.SECRETARY, Role.PROTOCOL, Role.BOOK_KEEPER, Role.HEAD, Role.ADMINISTRATOR,
    Role.READER,
)  # fmt: skip
TABLE = {
    Right.NOMINATIONS: "+...+..",
    Right.SESSIONS: ".+.....",
    Right.PROTOCOL: "..+.+..",
    Right.BOOKS: "...+...",
    Right.MONEY: "+...+..",
    Right.REGISTERS: "+++++..",
    Right.OFFICE: "+++++..",
    Right.OVERRIDE: "....+..",
    Right.CLOSE: "....+..",
    Right.ERASE: "....+..",
    Right.LAW: "....+..",
    Right.USERS: ".....+.",
    Right.BACKUP: "....++.",
    Right.RESTORE: ".....+.",
    Right.READ_AUDIT: "....++.",
    Right.READ_PRIVATE: "+++.+..",
    Right.OWN: "+++++++",
}


@pytest.mark.requirement("R-X-0.11")
@pytest.mark.parametrize("right", list(Right))
def test_matrix_of_rights_is_the_table(right: Right):
    told = "".join("+" if may(Actor("Ива", frozenset({role})), right) else "." for role in _ORDER)
    assert told == TABLE[right]
    assert not may(NOBODY, right)
    assert may(Actor("Ива"), right), "an office of one may everything"


def test_refusal_names_the_role_that_may():
    with pytest.raises(Refused) as refusal:
        require(Actor("Ива", frozenset({Role.CLERK})), Right.OVERRIDE)
    assert refusal.value.code == "right:override"
    assert "ръководител" in refusal.value.message
    assert set(ROLE_WORDS) == set(Role)
    assert set(GRANTS) == set(Right)


def verbs() -> list[tuple[str, str]]:
    """(where, the constant beginning of the verb) of each write in the services."""
    found = []
    for path in sorted(SERVICES.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "write"
                and "store" in ast.unparse(node.func.value).casefold()
                and len(node.args) > 1
            ):
                verb = node.args[1]
                if isinstance(verb, ast.JoinedStr) and isinstance(verb.values[0], ast.Constant):
                    found.append((path.name, str(verb.values[0].value)))
                elif isinstance(verb, ast.Constant):
                    found.append((path.name, str(verb.value)))
    return found


def test_every_verb_of_the_services_has_its_right():
    known = verbs()
    assert len(known) > 150
    missing = [one for one in known if one[1].partition(".")[0] not in VERBS]
    assert not missing, "a verb without a line in VERBS is the head's alone"


def test_verb_without_a_line_is_for_the_head_alone():
    assert right_of("something.new") is Right.CLOSE
    assert right_of("nominations.override") is Right.OVERRIDE
    assert right_of("nominations.register") is Right.NOMINATIONS
