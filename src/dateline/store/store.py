"""The record file: open, add, look up. One transaction a report; readers work while a writer adds."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from dateline.errors import EvidenceMismatch, QuestionInvalid, SourceError, StoreInvalid, StoreTooNew
from dateline.record import Entry, Fingerprint
from dateline.store.rows import Rows, reader_of, report_row, unpack
from dateline.store.upgrade import insert, schema, upgrade
from dateline.text import Skip, Source

FORMAT = 2
APPLICATION = 0x444C4E31  # "DLN1": what `file` and the next opener tell a record file by


class Store:
    """One record file."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.connection = connection
        self.path = path

    @classmethod
    def open(cls, path: Path | str, *, create: bool = True) -> "Store":
        """Open a record file; make it where there is none and `create` says so.

        Raises SourceError (not there), StoreInvalid (no record file), StoreTooNew (a newer format).
        """
        path = Path(path)
        if path.is_dir() or (not create and not (path.exists() and path.stat().st_size)):
            raise SourceError(f"{path}: no record file there; make one with: dateline add PATH --to {path}")
        try:
            connection = sqlite3.connect(path, timeout=30, isolation_level=None)
            try:
                _prepare(connection, path)
            except BaseException:
                connection.close()
                raise
        except sqlite3.OperationalError as error:  # no right to write, locked, disk full: says nothing of the file
            way = "name a file in a folder you can write, or wait for who writes to it"
            raise SourceError(f"{path}: cannot be opened ({error}); {way}") from error
        except sqlite3.DatabaseError as error:
            raise StoreInvalid(f"{path}: not a record file ({error}); name another with --to or --in") from error
        return cls(connection, path)

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def has(self, report_id: str, reader: Fingerprint) -> bool:
        """Whether this report is here, read by this reader."""
        row = self.connection.execute("SELECT reader FROM report WHERE id = ?", (report_id,)).fetchone()
        return row is not None and row[0] == reader_of(reader)

    def add(self, entry: Entry) -> bool:
        """Keep one entry in one transaction; False where it is here already.

        Another reader's reading of the report is replaced and keeps its number, so the order stays.
        Raises EvidenceMismatch where a span lies outside the text; then nothing is kept.
        """
        if self.has(entry.report.id, entry.reader):
            return False
        try:
            with self._transaction() as db:
                _insert(db, entry)
        except sqlite3.IntegrityError as error:
            raise EvidenceMismatch(f"report {entry.report.id}: {error}; nothing of it is kept") from error
        return True

    def skip(self, skip: Skip) -> None:
        """Keep that a document was not read; once for the same bytes at the same place."""
        source = skip.source
        with self._transaction() as db:
            db.execute(
                "INSERT OR REPLACE INTO skip VALUES (?, ?, ?, ?, ?)",
                (source.locator, source.sha256 or "", source.kind, skip.reason, skip.detail),
            )

    def entries(self) -> Iterator[Entry]:
        """Every entry, in the order in which reports were added."""
        for (packed,) in self.connection.execute("SELECT entry FROM report ORDER BY number"):
            yield unpack(packed)

    def skips(self) -> Iterator[Skip]:
        """Every document that was not read, by locator."""
        query = "SELECT kind, locator, sha256, reason, detail FROM skip ORDER BY locator, reason"
        for kind, locator, sha256, reason, detail in self.connection.execute(query):
            yield Skip(source=Source(kind=kind, locator=locator, sha256=sha256 or None), reason=reason, detail=detail)

    def find(self, identity: str) -> Entry:
        """The entry of a report id, or of the report that holds a key; the beginning of either is enough.

        Raises QuestionInvalid where nothing, or more than one report, has it.
        """
        if not identity.isalnum():
            raise QuestionInvalid(f"{identity}: not an id; an id is up to 16 hex digits, as printed by said and did")
        keyed = " UNION ".join(
            f"SELECT report FROM {table} WHERE key GLOB :id" for table in ("statement", "event", "relation")
        )
        query = f"SELECT entry FROM report WHERE id GLOB :id OR number IN ({keyed})"
        rows = self.connection.execute(query, {"id": identity.lower() + "*"}).fetchall()
        if len(rows) != 1:
            what = "nothing here has this id" if not rows else "more than one report has it; give more digits"
            raise QuestionInvalid(f"{identity}: {what}")
        return unpack(rows[0][0])

    def _transaction(self) -> "_Transaction":
        return _Transaction(self.connection)


class _Transaction:
    """BEGIN IMMEDIATE … COMMIT, or ROLLBACK on any error."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def __enter__(self) -> sqlite3.Connection:
        self._connection.execute("BEGIN IMMEDIATE")
        return self._connection

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.execute("COMMIT" if kind is None else "ROLLBACK")


def _insert(db: sqlite3.Connection, entry: Entry) -> None:
    """Write all rows of an entry in place of those that its report may have."""
    old = db.execute("SELECT number FROM report WHERE id = ?", (entry.report.id,)).fetchone()
    db.execute("DELETE FROM report WHERE id = ?", (entry.report.id,))
    number = db.execute(
        "INSERT INTO report (number, id, title, text, url, outlet, published, published_basis, reader, entry)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (old and old[0], *report_row(entry)),
    ).lastrowid
    rows = Rows(number or 0, entry)
    for table, found in (
        ("entity", rows.entities()),
        ("mention", rows.mentions()),
        ("link", rows.links()),
        ("statement", rows.statements()),
        ("event", rows.events()),
        ("relation", rows.relations()),
    ):
        insert(db, table, found)


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    """Check what the file is; lay out a new one. Nothing is written to a file that is not ours."""
    application, version, empty = _state(connection)
    if application != APPLICATION and not (empty and application == 0 and version == 0):
        raise StoreInvalid(f"{path}: an SQLite file, but not a record file; name another with --to or --in")
    if version > FORMAT:
        raise StoreTooNew(f"{path}: record format {version}, this Dateline reads up to {FORMAT}; update Dateline")
    connection.execute("PRAGMA synchronous = FULL")  # an acknowledged report survives a power cut
    if empty:
        _lay_out(connection)
    elif version < FORMAT:
        upgrade(connection)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA recursive_triggers = ON")


def _state(connection: sqlite3.Connection) -> tuple[int, int, bool]:
    """Application, version, and whether there are no tables; one transaction, as another may be laying it out."""
    connection.execute("BEGIN")
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    empty = not connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
    connection.execute("COMMIT")
    return application, version, empty


def _lay_out(connection: sqlite3.Connection) -> None:
    """Make the tables, all or none; where another process was faster, its tables are these."""
    marks = f"PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {FORMAT};"
    try:
        connection.executescript(f"BEGIN IMMEDIATE; {schema()} {marks} COMMIT;")
    except sqlite3.OperationalError:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if _state(connection)[0] != APPLICATION:
            raise
