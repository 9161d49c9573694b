"""A record file of an older format → this one: whole entries are kept in `report`; tables are made from them anew."""

import re
import sqlite3
from collections.abc import Iterator
from importlib.resources import files

from dateline.store.rows import Rows, unpack

_MADE_ANEW = re.compile(r"CREATE (?:VIRTUAL )?TABLE statement|\bON statement\b")


def schema() -> str:
    """The statements that lay out a record file."""
    return (files("dateline") / "store" / "schema.sql").read_text("utf-8")


def upgrade(connection: sqlite3.Connection) -> None:
    """Format 1 → 2: what is asked of statements has more columns and a full text. All or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute("DROP TABLE IF EXISTS statement_text")
        connection.execute("DROP TABLE statement")
        for piece in _pieces(schema()):
            if _MADE_ANEW.search(piece):
                connection.execute(piece)
        for number, packed in connection.execute("SELECT number, entry FROM report ORDER BY number").fetchall():
            insert(connection, "statement", Rows(number, unpack(packed)).statements())
        connection.execute("PRAGMA user_version = 2")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def insert(connection: sqlite3.Connection, table: str, rows: list[tuple[object, ...]]) -> None:
    """Rows of one table, a row with a key that is there in its place."""
    if rows:
        places = ", ".join("?" * len(rows[0]))
        connection.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({places})", rows)


def _pieces(script: str) -> Iterator[str]:
    """The statements of a script, one by one."""
    piece = ""
    for line in script.splitlines(keepends=True):
        piece += line
        if sqlite3.complete_statement(piece):
            yield piece
            piece = ""
