"""Kill -9 during `add` at 50 random moments: `python -m bench.kill`. Counts acknowledged reports that were lost."""

import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from dateline.store.store import Store

MOMENTS = 50
ADD = """
import sys
from dateline.ingest.sources import Given
from dateline.pipeline import Desk, run
from dateline.store.store import Store
tick = lambda tally: print(tally.added + tally.already, flush=True)
with Store.open(sys.argv[2]) as store:
    run([sys.argv[1]], Given(), store=store, desk=Desk.load(), progress=tick)
"""


def main() -> None:
    """Print the figures as one JSON object; exit 1 where a report was lost or a file was not whole."""
    dice = random.Random(20)
    lost, broken = 0, 0
    with tempfile.TemporaryDirectory() as folder:
        rows = Path(folder) / "reports.jsonl"
        lines = (json.dumps({"text": f"Russia banned the Taliban in 2003, in case {n}."}) for n in range(20000))
        rows.write_text("\n".join(lines), "utf-8")
        for moment in range(MOMENTS):
            record = Path(folder) / f"{moment % 5}.db"  # each file is killed ten times over
            command = [sys.executable, "-c", ADD, str(rows), str(record)]
            with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
                assert child.stdout is not None
                child.stdout.readline()
                time.sleep(dice.uniform(0, 0.6))
                child.kill()
                told = [line for line in child.stdout.read().split("\n") if line]
            with Store.open(record) as store:
                kept = store.connection.execute("SELECT count(*) FROM report").fetchone()[0]
                whole = store.connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
                read_back = sum(1 for _ in store.entries())
            lost += max(0, int(told[-1]) - kept) if told else 0
            broken += not whole or read_back != kept
    print(json.dumps({"kills": MOMENTS, "acknowledged_lost": lost, "files_broken": broken}))
    sys.exit(1 if lost or broken else 0)


if __name__ == "__main__":
    main()
