"""The record file keeps entries exactly, refuses false evidence, and never loses what it acknowledged."""

import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import Read

from dateline.errors import SourceError, StoreInvalid, StoreTooNew
from dateline.store.store import Store

TEXT = "President Ana Prell said on Tuesday that Pakistan backed the Taliban. Russia banned the Taliban in 2003."


def test_an_entry_comes_back_equal(read: Read, tmp_path: Path) -> None:
    entry = read(TEXT).entry
    with Store.open(tmp_path / "a.db") as store:
        assert store.add(entry)
        assert not store.add(entry)
        assert list(store.entries()) == [entry]
        assert store.find(entry.report.id[:6]) == entry


@pytest.mark.parametrize("table", ["mention", "statement", "event", "relation"])
def test_false_evidence_is_refused(table: str, read: Read, tmp_path: Path) -> None:
    with Store.open(tmp_path / "a.db") as store:
        store.add(read(TEXT).entry)
        with pytest.raises(sqlite3.IntegrityError, match="evidence does not match the report"):
            store.connection.execute(f"UPDATE {table} SET words = 'never said'")
        with pytest.raises(sqlite3.IntegrityError, match="never changes"):
            store.connection.execute("UPDATE report SET text = 'x'")


def test_full_text_and_plain_sql(read: Read, tmp_path: Path) -> None:
    with Store.open(tmp_path / "a.db") as store:
        store.add(read(TEXT).entry)
        found = store.connection.execute("SELECT rowid FROM report_text WHERE report_text MATCH 'banned'").fetchall()
        assert found == [(1,)]
        assert store.connection.execute("SELECT speaker FROM statement").fetchall() == [("Ana Prell",)]
        assert store.connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_readers_work_while_a_writer_adds(read: Read, tmp_path: Path) -> None:
    with Store.open(tmp_path / "a.db") as writer, Store.open(tmp_path / "a.db") as reader:
        writer.add(read(TEXT).entry)
        writer.connection.execute("BEGIN IMMEDIATE")
        assert len(list(reader.entries())) == 1
        writer.connection.execute("ROLLBACK")


def test_files_that_are_no_record(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("not a database, only words " * 50)
    with pytest.raises(StoreInvalid, match=r"text\.db"):
        Store.open(tmp_path / "text.db")
    other = sqlite3.connect(tmp_path / "other.db")
    other.execute("CREATE TABLE x (y)")
    other.commit()
    with pytest.raises(StoreInvalid, match="not a record file"):
        Store.open(tmp_path / "other.db")
    assert [r[0] for r in other.execute("SELECT name FROM sqlite_master")] == ["x"]
    other.close()
    with pytest.raises(SourceError, match="no record file there"):
        Store.open(tmp_path / "none.db", create=False)
    with Store.open(tmp_path / "new.db") as store:
        store.connection.execute("PRAGMA user_version = 9")
    with pytest.raises(StoreTooNew, match="update Dateline"):
        Store.open(tmp_path / "new.db")


def test_kill_during_add_loses_nothing(tmp_path: Path) -> None:
    script = (
        "import sys, dateline\n"
        "store = dateline.Store.open(sys.argv[1])\n"
        "for n in range(100000):\n"
        "    store.add(dateline.read(f'Russia banned the Taliban in 2003, in case {n}.').entry)\n"
        "    print(n, flush=True)\n"
    )
    record = tmp_path / "a.db"
    for pause in (0.05, 0.11, 0.23):
        with subprocess.Popen([sys.executable, "-c", script, str(record)], stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout is not None
            child.stdout.readline()
            time.sleep(pause)
            child.kill()
            acknowledged = len(child.stdout.readlines()) + 1
        with Store.open(record) as store:
            assert store.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert store.connection.execute("SELECT count(*) FROM report").fetchone()[0] >= acknowledged
