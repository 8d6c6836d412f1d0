"""The index of everything that can be searched, kept by triggers on the tables themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Index, MetaData, event
from sqlalchemy.orm import Mapped, mapped_column

from ruse_desktop.storage.base import Base, ddl, strict


class SearchItem(Base):
    """One record that can be found; `key` is what is searched, folded."""

    __tablename__ = "search_item"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    record_id: Mapped[int]
    scope: Mapped[str]
    title: Mapped[str]
    detail: Mapped[str]
    key: Mapped[str]
    sort_key: Mapped[str]
    __table_args__ = strict(
        Index("uq_search_item_record", "kind", "record_id", unique=True),
    )


ddl(
    SearchItem.__table__,
    "CREATE VIRTUAL TABLE search_fts USING fts5("
    "key, content='search_item', content_rowid='id', tokenize='trigram')",
)
ddl(
    SearchItem.__table__,
    "CREATE TRIGGER search_item_added AFTER INSERT ON search_item BEGIN "
    "INSERT INTO search_fts(rowid, key) VALUES (new.id, new.key); END",
)
ddl(
    SearchItem.__table__,
    "CREATE TRIGGER search_item_removed AFTER DELETE ON search_item BEGIN "
    "INSERT INTO search_fts(search_fts, rowid, key) VALUES ('delete', old.id, old.key); END",
)


@dataclass(frozen=True)
class Source:
    """A table whose rows are searched; the texts are SQL over `{row}`, „new“ or the table's name.

    `scope` narrows a search (a book's code). `watched` are the columns whose change matters.
    """

    kind: str
    table: str
    title: str
    detail: str
    key: str
    sort_key: str
    watched: tuple[str, ...]
    scope: str = "''"
    when: str = "1"

    def values(self, row: str) -> str:
        """The SELECT that makes the item of `row`."""
        parts = ", ".join(
            text.replace("{row}", row)
            for text in (self.scope, self.title, self.detail, self.key, self.sort_key)
        )
        return f"SELECT '{self.kind}', {row}.id, {parts}"

    def statements(self) -> tuple[str, ...]:
        """The triggers that keep the index true to the table."""
        insert = (
            "INSERT INTO search_item(kind, record_id, scope, title, detail, key, sort_key) "
            f"{self.values('new')} WHERE {self.when.replace('{row}', 'new')};"
        )
        delete = f"DELETE FROM search_item WHERE kind = '{self.kind}' AND record_id = old.id;"  # noqa: S608 - names of our own tables
        name = f"{self.table}_search"
        columns = ", ".join(self.watched)
        return (
            f"CREATE TRIGGER {name}_added AFTER INSERT ON {self.table} BEGIN {insert} END",
            (
                f"CREATE TRIGGER {name}_changed AFTER UPDATE OF {columns} ON {self.table} "
                f"BEGIN {delete} {insert} END"
            ),
            f"CREATE TRIGGER {name}_removed AFTER DELETE ON {self.table} BEGIN {delete} END",
        )

    def refill(self) -> str:
        """The statement that indexes all rows of the table anew."""
        return (
            "INSERT INTO search_item(kind, record_id, scope, title, detail, key, sort_key) "
            f"{self.values(self.table)} FROM {self.table} "
            f"WHERE {self.when.replace('{row}', self.table)}"
        )


LAUREATES = Source(
    kind="laureate",
    table="laureate",
    scope="{row}.book",
    title="{row}.name",
    detail="'№ ' || {row}.entry_no || ' · ' || {row}.year || "
    "CASE {row}.section WHEN '' THEN '' ELSE ' · ' || {row}.section END",
    key="{row}.search_key",
    sort_key="{row}.sort_key",
    watched=("entry_no", "year", "name", "section", "search_key", "sort_key"),
)

_PERSON_NAME = "trim(replace({p}.given || ' ' || {p}.middle || ' ' || {p}.family, '  ', ' '))"

PERSONS = Source(
    kind="person",
    table="person",
    title=_PERSON_NAME.replace("{p}", "{row}"),
    detail="{row}.settlement",
    key="{row}.find_key",
    sort_key="{row}.sort_key",
    watched=(
        "given",
        "middle",
        "family",
        "settlement",
        "provisional",
        "merged_into_id",
        "find_key",
        "sort_key",
    ),
    when="{row}.provisional = 0 AND {row}.merged_into_id IS NULL",
)
ORGANISATIONS = Source(
    kind="organisation",
    table="organisation",
    title="{row}.name",
    detail="{row}.settlement",
    key="{row}.find_key",
    sort_key="{row}.sort_key",
    watched=("name", "settlement", "provisional", "merged_into_id", "find_key", "sort_key"),
    when="{row}.provisional = 0 AND {row}.merged_into_id IS NULL",
)
TEAMS = Source(
    kind="team",
    table="team",
    title="{row}.name",
    detail="{row}.organisation",
    key="{row}.find_key",
    sort_key="{row}.sort_key",
    watched=("name", "organisation", "provisional", "merged_into_id", "find_key", "sort_key"),
    when="{row}.provisional = 0 AND {row}.merged_into_id IS NULL",
)

_NOMINEES = (("person", _PERSON_NAME), ("team", "{p}.name"), ("organisation", "{p}.name"))


def _nominee(columns: tuple[tuple[str, str], ...]) -> str:
    """A text of whichever nominee the nomination has."""
    one = "(SELECT {text} FROM {table} WHERE {table}.id = {{row}}.{table}_id)"
    parts = (one.format(text=text.replace("{p}", table), table=table) for table, text in columns)
    return f"coalesce({', '.join(parts)}, '')"


NOMINATIONS = Source(
    kind="nomination",
    table="nomination",
    title=_nominee(_NOMINEES),
    detail="coalesce({row}.number || ' · ', '') || "
    "(SELECT year FROM award_edition WHERE award_edition.id = {row}.edition_id)",
    key="{row}.search_key || ' ' || "
    + _nominee(tuple((table, "{p}.find_key") for table, _name in _NOMINEES)),
    sort_key="{row}.sort_key",
    watched=("number", "person_id", "team_id", "organisation_id", "search_key", "sort_key"),
)

_MINUTES = (
    "'Протокол № ' || {row}.protocol_no || '/' || strftime('%d.%m.%Y', {row}.held_on) || ' г.'"
)
SESSIONS = Source(
    kind="session",
    table="session",
    title=_MINUTES,
    detail="{row}.place",
    # As kernel.text.search_key folds it; the index itself does not mind capitals.
    key="'протокол № ' || replace({row}.protocol_no, '-', ' ') || '/'"
    " || strftime('%d %m %Y', {row}.held_on) || ' г ' || {row}.place",
    sort_key="{row}.held_on",
    watched=("protocol_no", "held_on", "place"),
)

PERMITS = Source(
    kind="permit",
    table="permit",
    title="{row}.product || ', ' || {row}.applicant",
    detail="'вх. № ' || {row}.incoming_no || CASE {row}.decision_no WHEN '' THEN '' "
    "ELSE ' · решение ' || {row}.decision_no END",
    key="{row}.search_key",
    sort_key="{row}.search_key",
    watched=("product", "applicant", "incoming_no", "decision_no", "search_key"),
)
VIOLATIONS = Source(
    kind="violation",
    table="violation",
    title="{row}.description",
    detail="'Н-' || {row}.number || '/' || {row}.year",
    key="{row}.search_key",
    sort_key="{row}.search_key",
    watched=("description", "search_key"),
)
SEALINGS = Source(
    kind="seal",
    table="seal_entry",
    title="{row}.document",
    detail="'№ ' || {row}.number || '/' || {row}.year",
    key="{row}.search_key",
    sort_key="{row}.search_key",
    watched=("document", "search_key"),
)
MARKS = Source(
    kind="protection",
    table="protected_mark",
    title="{row}.name",
    detail="{row}.office",
    key="{row}.search_key",
    sort_key="{row}.search_key",
    watched=("name", "office", "search_key"),
)
EVENTS = Source(
    kind="event",
    table="event",
    title="{row}.title",
    detail="strftime('%d.%m.%Y', {row}.\"on\") || CASE {row}.place WHEN '' THEN '' "
    "ELSE ' · ' || {row}.place END",
    key="{row}.search_key",
    sort_key='{row}."on"',
    watched=("title", '"on"', "place", "search_key", "removed"),
    when="{row}.removed = 0",
)
CAMPAIGNS = Source(
    kind="campaign",
    table="campaign",
    title="{row}.title",
    detail="strftime('%d.%m.%Y', {row}.\"on\") || CASE {row}.medium WHEN '' THEN '' "
    "ELSE ' · ' || {row}.medium END",
    key="{row}.search_key",
    sort_key="{row}.search_key",
    watched=("title", '"on"', "medium", "search_key", "struck_why"),
    when="{row}.struck_why = ''",
)
AGREEMENTS = Source(
    kind="agreement",
    table="agreement",
    title="{row}.partner || CASE {row}.number WHEN '' THEN '' ELSE ' · № ' || {row}.number END",
    detail="strftime('%d.%m.%Y', {row}.signed_on) || ' · ' || {row}.subject",
    key="{row}.search_key",
    sort_key="{row}.search_key",
    watched=("number", "partner", "signed_on", "subject", "search_key", "struck_why"),
    when="{row}.struck_why = ''",
)
COMPETITIONS = Source(
    kind="competition",
    table="competition",
    title="{row}.subject",
    detail="strftime('%d.%m.%Y', {row}.announced_on)",
    key="{row}.search_key",
    sort_key="{row}.search_key",
    watched=("subject", "announced_on", "search_key", "struck_why"),
    when="{row}.struck_why = ''",
)
OFFICES = Source(
    kind="office-holder",
    table="office_holder",
    title="{row}.name",
    detail="{row}.title",
    key="{row}.search_key",
    sort_key="{row}.search_key",
    watched=("name", "title", "search_key", "struck_why"),
    when="{row}.struck_why = ''",
)
BODIES = Source(
    kind="body",
    table="body",
    title="{row}.name",
    detail="strftime('%d.%m.%Y', {row}.since)",
    key="{row}.search_key",
    sort_key="{row}.search_key",
    watched=("name", "since", "search_key", "struck_why"),
    when="{row}.struck_why = ''",
)
INSTITUTIONS = Source(
    kind="institution",
    table="institution",
    title="(SELECT name FROM organisation WHERE organisation.id = {row}.organisation_id)",
    detail="(SELECT settlement FROM organisation WHERE organisation.id = {row}.organisation_id)",
    key="{row}.search_key",
    sort_key="{row}.search_key",
    watched=("organisation_id", "search_key", "struck_why"),
    when="{row}.struck_why = ''",
)

SOURCES: tuple[Source, ...] = (
    LAUREATES,
    PERSONS,
    ORGANISATIONS,
    TEAMS,
    NOMINATIONS,
    SESSIONS,
    PERMITS,
    VIOLATIONS,
    SEALINGS,
    MARKS,
    EVENTS,
    CAMPAIGNS,
    INSTITUTIONS,
    AGREEMENTS,
    COMPETITIONS,
    OFFICES,
    BODIES,
)

# A renamed card renames its nominations: assigning the column wakes their trigger.
_FOLLOW = "UPDATE nomination SET search_key = search_key WHERE {table}_id = new.id;"


@event.listens_for(Base.metadata, "after_create")
def _watch(_metadata: MetaData, connection: Any, **options: Any) -> None:
    """Put the triggers on the tables once all of them are there."""
    made = {table.name for table in options.get("tables") or ()}
    if "search_item" not in made:
        return
    for source in SOURCES:
        if source.table in made:
            for statement in source.statements():
                connection.exec_driver_sql(statement)
    if NOMINATIONS.table in made:
        for table, _name in _NOMINEES:
            connection.exec_driver_sql(
                f"CREATE TRIGGER {table}_search_followed AFTER UPDATE OF find_key ON {table} "
                f"BEGIN {_FOLLOW.replace('{table}', table)} END"
            )
