"""The whole record as JSON lines or CSV."""

import csv
import json
from typing import TextIO

from dateline.contract import to_record
from dateline.errors import QuestionInvalid
from dateline.store.store import Store

TABLES = ("statement", "event", "relation")


def export(store: Store, out: TextIO, form: str, table: str = "statement") -> int:
    """Write every report (jsonl) or every row of one table (csv) to `out`; returns how many.

    Raises QuestionInvalid where form or table is none of the known ones.
    """
    if form == "jsonl":
        count = 0
        for entry in store.entries():
            out.write(json.dumps(to_record(entry), ensure_ascii=False) + "\n")
            count += 1
        return count
    if form != "csv" or table not in TABLES:
        raise QuestionInvalid(f"{form} {table}: known formats are jsonl and csv, known tables {', '.join(TABLES)}")
    cursor = store.connection.execute(
        f"SELECT r.id AS report_id, r.title, r.published, t.* FROM {table} t JOIN report r ON r.number = t.report"
        " ORDER BY r.number, t.start, t.key"
    )
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([c[0] for c in cursor.description])
    rows = cursor.fetchall()
    writer.writerows(rows)
    return len(rows)
