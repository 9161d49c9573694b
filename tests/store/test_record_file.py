"""Any entry comes back as it was, in order; the file itself refuses what is not in its text."""

import csv
import io
import json
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from drafts import READER, Draft
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.contract import to_record
from dateline.errors import EvidenceMismatch, QuestionInvalid, SourceError
from dateline.record import (
    Entity,
    Entry,
    Event,
    EventDate,
    Evidence,
    Links,
    Mention,
    Reading,
    Relation,
    Statement,
    Valid,
)
from dateline.store.export import export
from dateline.store.store import Store
from dateline.text import Block, Report, Skip, Source, Span

CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
JSON = st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.text(CHARACTERS, max_size=5)


def norland(day: str = "2020-03-01", reader: Any = READER) -> Entry:
    draft = Draft("Norland bans the Hill Front, Ana Prell said.", published=day, title="A ban 🏔")
    ends = draft.mention("Norland", "Norland"), draft.mention("Hill Front", "Hill Front", "armed_group")
    prell = draft.mention("Ana Prell", "Ana Prell", "person")
    number = draft.said("Norland bans the Hill Front, Ana Prell said", "Norland bans the Hill Front", prell)
    draft.did("Norland bans the Hill Front", "bans", "SANCTION", voucher=number, actors=ends[:1], recipients=ends[1:])
    draft.stands("Norland bans the Hill Front", "bans", ends, voucher=number)
    return draft.entry(reader)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    text = draw(st.text(CHARACTERS, min_size=1, max_size=60))
    ends = st.integers(0, len(text))
    spans = st.tuples(ends, ends).filter(lambda p: p[0] != p[1]).map(lambda p: Span(min(p), max(p)))
    words = st.text(CHARACTERS, max_size=8)
    maybe = st.none() | words
    mentions = draw(st.lists(st.builds(Mention, span=spans, head=spans, score=st.floats(0, 1), by=words), max_size=4))
    pointers = st.none() if not mentions else st.none() | st.integers(0, len(mentions) - 1)
    many = st.lists(st.integers(0, len(mentions) - 1), max_size=3).map(tuple) if mentions else st.just(())
    some = st.lists(spans, max_size=2).map(tuple)
    common: Any = {"span": spans, "by": words, "score": st.floats(0, 1)}
    people = dict.fromkeys(("speaker", "speaker_elided", "place", "time", "addressee", "via", "occasion"), pointers)
    statement = st.builds(
        Statement, content=some, cue=some, quoted=some, asides=some, about=many, medium=maybe, **people, **common
    )
    proof = st.lists(st.builds(Evidence, span=spans), min_size=1, max_size=2).map(tuple)
    event = st.builds(
        Event, trigger=spans, actors=many, recipients=many, evidence=proof, place=pointers, time=pointers,
        intensity=st.floats(-10, 10), quad=st.integers(1, 4), type=words, mode=maybe, harm=st.just(()), **common,
    )  # fmt: skip
    events = draw(st.lists(event, max_size=2))
    relation = st.builds(
        Relation, source=st.just(0), target=st.just(0), evidence=proof, type=words, sign=st.integers(-1, 1),
        scope=st.none() | spans, since=pointers, until=pointers, **common,
    )  # fmt: skip
    relations = draw(st.lists(relation, max_size=2)) if mentions else []
    entities = draw(st.lists(st.builds(Entity, name=words), max_size=3))
    targets = st.none() if not entities else st.none() | st.integers(0, len(entities) - 1)
    return Entry(
        report=Report(
            id=draw(st.text("0123456789abcdef", min_size=16, max_size=16)), text=text, title=draw(words),
            blocks=tuple(draw(st.lists(st.builds(Block, span=spans), max_size=2))), source=draw(st.builds(Source)),
            meta=draw(st.dictionaries(words, JSON, max_size=2)), url=draw(maybe), byline=draw(maybe),
        ),
        reading=Reading(
            mentions=tuple(mentions), statements=tuple(draw(st.lists(statement, max_size=2))), events=tuple(events),
            relations=tuple(relations),
        ),
        links=Links(
            entities=tuple(entities), of_mention=tuple(draw(targets) for _ in mentions),
            event_dates=tuple(draw(st.builds(EventDate)) for _ in events),
            validity=tuple(draw(st.builds(Valid)) for _ in relations),
        ),
        reader=READER,
    )  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(entry=entries())
def test_any_entry_comes_back_as_it_was(entry: Entry) -> None:
    with Store.open(":memory:") as store:
        assert store.add(entry)
        assert list(store.entries()) == [entry]
        assert to_record(next(store.entries())) == to_record(entry)


def test_a_second_reading_replaces_the_first_and_keeps_its_place(tmp_path: Path) -> None:
    first, second = norland(), norland("2021-01-01")
    again = norland(reader=replace(READER, tables="newer"))
    with Store.open(tmp_path / "a.db") as store:
        assert [store.add(e) for e in (first, second, first, again, again)] == [True, True, False, True, False]
        assert [e.report.id for e in store.entries()] == [first.report.id, second.report.id]
        assert store.has(first.report.id, again.reader)
        assert not store.has(first.report.id, READER)
        assert store.connection.execute("SELECT count(*) FROM statement").fetchone() == (2,)
        found = store.connection.execute("SELECT rowid FROM report_text WHERE report_text MATCH 'ban'").fetchall()
        assert found == [(1,), (2,)]
        store.connection.execute("INSERT INTO report_text (report_text) VALUES ('integrity-check')")


@pytest.mark.parametrize("table", ["mention", "statement", "event", "relation"])
@pytest.mark.parametrize(
    ("start", "end", "words"),
    [(0, 7, "Sorland"), (0, 7, "norland"), (0, 8, "Norland"), (39, 99, "said."), (-5, 0, "said."), (1, 8, "Norland")],
)
def test_the_file_refuses_words_that_are_not_there(
    table: str, start: int, end: int, words: str, tmp_path: Path
) -> None:
    with Store.open(tmp_path / "a.db") as store:
        store.add(norland())
        names = [r[1] for r in store.connection.execute(f"PRAGMA table_info ({table})")]
        row = dict(zip(names, store.connection.execute(f"SELECT * FROM {table}").fetchone(), strict=True))
        row |= {"start": start, "end": end, "words": words, "key" if "key" in row else "number": 77}
        places = ", ".join("?" * len(row))
        with pytest.raises(sqlite3.IntegrityError, match="evidence does not match the report"):
            store.connection.execute(f"INSERT INTO {table} VALUES ({places})", tuple(row.values()))
        row |= {"start": 0, "end": 7, "words": "Norland"}
        store.connection.execute(f"INSERT INTO {table} VALUES ({places})", tuple(row.values()))


def test_an_entry_with_a_span_outside_its_text_is_refused_whole(tmp_path: Path) -> None:
    entry = norland()
    long = replace(entry.reading.mentions[0], span=Span(40, 400))
    wrong = replace(entry, reading=replace(entry.reading, mentions=(*entry.reading.mentions[:2], long)))
    with Store.open(tmp_path / "a.db") as store:
        with pytest.raises(EvidenceMismatch, match=entry.report.id):
            store.add(wrong)
        assert list(store.entries()) == []
        assert store.add(entry)


def test_skips_are_kept_once(tmp_path: Path) -> None:
    skip = Skip(source=Source(kind="file", locator="a.txt", sha256="0" * 64), reason="too_short", detail="3 words")
    unread = Skip(source=Source(kind="web", locator="http://x"), reason="unreachable", detail="no answer")
    with Store.open(tmp_path / "a.db") as store:
        for one in (skip, unread, skip, unread):
            store.skip(one)
        assert list(store.skips()) == [skip, unread]


def test_find_by_the_beginning_of_an_id(tmp_path: Path) -> None:
    first, second = norland(), norland("2021-01-01")
    with Store.open(tmp_path / "a.db") as store:
        store.add(first)
        store.add(second)
        key = to_record(second)["statements"][0]["key"]  # type: ignore[index]
        assert store.find(key) == second
        assert store.find(first.report.id.upper()) == first
        for unknown in ("ffff0000ffff0000", "*", "' OR 1"):
            with pytest.raises(QuestionInvalid, match="id"):
                store.find(unknown)


def test_export(tmp_path: Path) -> None:
    entry = norland()
    with Store.open(tmp_path / "a.db") as store:
        store.add(entry)
        lines, tables = io.StringIO(), {}
        assert export(store, lines, "jsonl") == 1
        assert json.loads(lines.getvalue()) == json.loads(json.dumps(to_record(entry)))
        for table in ("statement", "event", "relation"):
            out = io.StringIO()
            assert export(store, out, "csv", table) == 1
            [tables[table]] = csv.DictReader(io.StringIO(out.getvalue()))
        with pytest.raises(QuestionInvalid, match="jsonl and csv"):
            export(store, lines, "xml")
        with pytest.raises(QuestionInvalid, match="statement, event, relation"):
            export(store, lines, "csv", "report; DROP TABLE report")
    assert tables["statement"]["speaker"] == "Ana Prell"
    assert tables["event"]["recipients"] == "|Hill Front|"
    assert tables["relation"]["according_to"] == "Ana Prell"


def test_many_may_make_the_same_file_at_once(tmp_path: Path) -> None:
    script = "import sys; from dateline.store.store import Store; Store.open(sys.argv[1]).close()"
    children = [
        subprocess.Popen([sys.executable, "-c", script, str(tmp_path / "a.db")], stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    assert [child.communicate()[1] for child in children] == [""] * 4


def test_what_says_nothing_of_the_file_is_no_verdict_on_it(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    with pytest.raises(SourceError, match=r"empty\.db: no record file there"):
        Store.open(tmp_path / "empty.db", create=False)
    assert (tmp_path / "empty.db").stat().st_size == 0
    for path in (tmp_path, tmp_path / "none" / "a.db"):
        with pytest.raises(SourceError, match=r"no record file there|cannot be opened"):
            Store.open(path)


def test_a_reader_sees_whole_reports_only(tmp_path: Path) -> None:
    with Store.open(tmp_path / "a.db") as writer, Store.open(tmp_path / "a.db", create=False) as reader:
        writer.add(norland())
        writer.connection.execute("BEGIN IMMEDIATE")
        writer.connection.execute("DELETE FROM report")
        with Store.open(tmp_path / "a.db", create=False) as third:
            assert len(list(third.entries())) == len(list(reader.entries())) == 1
        writer.connection.execute("ROLLBACK")


def test_a_report_takes_less_than_30_kB(tmp_path: Path) -> None:
    sentence = "Ranger {n} of Norland told Ana Prell in Hillport that the Front burned {n} barns near the lake. "
    with Store.open(tmp_path / "a.db") as store:
        for day in range(1, 21):
            draft = Draft("".join(sentence.format(n=f"{day}{n:02}") for n in range(11)), published=f"2020-03-{day:02}")
            for word in ("Norland", "Ana Prell", "Hillport", "Front", "lake", "barns") * 10:
                draft.mention(word, word)
            for n in range(8):
                barns = f"the Front burned {day}{n:02} barns"
                draft.said(f"Ranger {day}{n:02} of Norland", barns, n, cue=(draft.span("told"),), about=(1, 2))
                if n < 5:
                    draft.did(barns, barns, "ASSAULT", actors=(3,), recipients=(5,), place=4, voucher=n)
                    draft.stands(barns, "fights", (n, 3), begin="2003-01-01", voucher=n)
            store.add(draft.entry())
        store.connection.execute("PRAGMA wal_checkpoint (TRUNCATE)")
    assert (tmp_path / "a.db").stat().st_size / 20 < 30_000
