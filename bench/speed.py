"""Reports a second and bytes a report: `make bench`. One core, 1,000 reports made by varying the samples."""

import json
import tempfile
import time
from pathlib import Path

from dateline.ingest.sources import Given
from dateline.pipeline import Desk, run
from dateline.store.store import Store

REPORTS = Path(__file__).parents[1] / "examples" / "reports"
COUNT = 1000


def main() -> None:
    """Print the figures as one JSON object."""
    texts = [p.read_text("utf-8") for p in sorted(REPORTS.glob("*.txt"))]
    with tempfile.TemporaryDirectory() as folder:
        rows = Path(folder) / "reports.jsonl"
        with rows.open("w", encoding="utf-8") as out:
            for n in range(COUNT):
                text = f"{texts[n % len(texts)]}\n\nThis is copy number {n} of the desk."
                out.write(json.dumps({"text": text, "published": f"2024-01-{n % 28 + 1:02d}"}) + "\n")
        desk = Desk.load()
        record = Path(folder) / "a.db"
        start = time.perf_counter()
        with Store.open(record) as store:
            tally = run([str(rows)], Given(), store=store, desk=desk)
        seconds = time.perf_counter() - start
        size = record.stat().st_size
    print(
        json.dumps(
            {
                "added": tally.added,
                "reports_a_second": round(tally.added / seconds, 1),
                "bytes_a_report": size // max(tally.added, 1),
            }
        )
    )


if __name__ == "__main__":
    main()
