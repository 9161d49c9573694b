"""A record file of format 1 is brought to this format where it is opened; nothing of it is lost."""

import sqlite3
from pathlib import Path

import pytest
from drafts import Draft

from dateline.queries.ask import ask
from dateline.queries.questions import Said
from dateline.store.store import FORMAT, Store

OLD = """
DROP TABLE statement_text;
DROP TABLE statement;
CREATE TABLE statement (
  key TEXT PRIMARY KEY, report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE, start INTEGER NOT NULL,
  "end" INTEGER NOT NULL, words TEXT NOT NULL, speaker TEXT, cue TEXT NOT NULL, content TEXT NOT NULL,
  about TEXT NOT NULL, manner TEXT NOT NULL, act TEXT NOT NULL, modality TEXT NOT NULL, place TEXT, said_on TEXT
);
CREATE INDEX statement_report ON statement (report);
PRAGMA user_version = 1;
"""


def older(path: Path) -> list[str]:
    """A file of format 1 with two reports; their ids in order."""
    ids = []
    with Store.open(path) as store:
        for day in ("2020-03-02", "2020-03-01"):
            draft = Draft(f"Ana Prell said that the port would open. It was {day}.", published=day)
            prell = draft.mention("Ana Prell", "Ana Prell", "person")
            draft.said("Ana Prell said that the port would open", "that the port would open", prell)
            store.add(draft.entry())
            ids.append(draft.entry().report.id)
    with sqlite3.connect(path) as connection:
        connection.executescript(OLD)
    connection.close()
    return ids


def test_an_older_file_is_brought_up(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    ids = older(path)
    with Store.open(path, create=False) as store:
        assert store.connection.execute("PRAGMA user_version").fetchone() == (FORMAT,)
        assert [e.report.id for e in store.entries()] == ids
        assert [a.date for a in ask(store, Said(by="Prell", once=True)).answers] == ["2020-03-01", "2020-03-02"]
        found = "SELECT count(*) FROM statement_text WHERE statement_text MATCH 'port'"
        assert store.connection.execute(found).fetchone() == (2,)
    with Store.open(path) as store:
        assert len(list(store.entries())) == 2


def test_false_evidence_is_refused_after_it(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    older(path)
    with Store.open(path) as store, pytest.raises(sqlite3.IntegrityError, match="evidence"):
        store.connection.execute("UPDATE statement SET words = 'Ana Prell sang'")
