"""How fast and how small: `python -m bench.speed` (or `make bench`). All figures of one run, on one core.

- Reports a second and bytes a report, over 1,000 reports made by varying the samples.
- Pieces a second from raw text to all decoded layers, against a randomly initialised RoBERTa-base in int8 that makes
  one pass over the same pieces in the same run, and the share of that time spent inside the runtime.
- Seconds from a cold start to the first record, and the peak memory of that process.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench import roberta
from dateline.ingest.sources import Given
from dateline.pipeline import GROUP, Desk, run
from dateline.reading import segment
from dateline.reading.model import Model
from dateline.reading.network import Network
from dateline.store.store import Store
from dateline.text import Block, Report, Source, Span

REPORTS = Path(__file__).parents[1] / "examples" / "reports"
COUNT = 1000
ROUNDS = 3
ALONE = "--against-roberta"


def main() -> None:
    """Print the figures as one JSON object."""
    if ALONE in sys.argv:
        print(json.dumps(against_roberta()))
        return
    # the cold start comes first: a child's peak memory counts from what its parent held when it began
    started = cold_start()
    hold_to_one_core()
    print(json.dumps({**started, **adding(), **against_roberta(), **started_on_one_core()}))


def hold_to_one_core() -> None:
    """Keep this process and its children on one core, so that no library takes a second one."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def started_on_one_core() -> dict[str, float]:
    """The comparison in a process that has one core from its start (`plain_`).

    There onnxruntime does not use the matrix unit that newer server processors have and laptops have not; on a
    processor without one the two comparisons say the same.
    """
    done = subprocess.run([sys.executable, "-m", "bench.speed", ALONE], capture_output=True, text=True, check=True)
    return {f"plain_{name}": figure for name, figure in json.loads(done.stdout).items()}


def adding() -> dict[str, float]:
    """Reports a second, from files to the record file."""
    texts = _texts()
    with tempfile.TemporaryDirectory() as folder:
        rows = Path(folder) / "reports.jsonl"
        with rows.open("w", encoding="utf-8") as out:
            for n in range(COUNT):
                text = f"{texts[n % len(texts)]}\n\nThis is copy number {n} of the desk."
                out.write(json.dumps({"text": text, "published": f"2024-01-{n % 28 + 1:02d}"}) + "\n")
        desk = Desk.load(threads=1)
        record = Path(folder) / "a.db"
        start = time.perf_counter()
        with Store.open(record) as store:
            tally = run([str(rows)], Given(), store=store, desk=desk)
        seconds = time.perf_counter() - start
        size = record.stat().st_size
    return {"added": tally.added, "reports_a_second": round(tally.added / seconds, 1), "bytes_a_report": size // COUNT}


class Timed(Network):
    """The network, with a clock around the runtime."""

    inside = 0.0

    def raw(self, *arguments: object) -> list[object]:
        """One window, timed."""
        start = time.perf_counter()
        found = super().raw(*arguments)  # type: ignore[arg-type]
        Timed.inside += time.perf_counter() - start
        return found


def against_roberta() -> dict[str, float]:
    """Raw text → all decoded layers, and RoBERTa-base int8 over the same pieces, the best of some rounds each."""
    network = Timed.load(threads=1)
    model = Model(network)
    reports = [_report(text) for text in _texts()]
    groups = [reports[n : n + GROUP] for n in range(0, len(reports), GROUP)]
    windows = [len(w.ids) for r in reports for w in network.windows(r.text, list(segment.plain(r)))]
    other = roberta.Roberta()
    ours, shares, theirs = [], [], []
    for _ in range(ROUNDS):
        Timed.inside = 0.0
        start = time.perf_counter()
        for group in groups:
            model.see([(r.text, list(segment.plain(r))) for r in group])
        ours.append(time.perf_counter() - start)
        shares.append(Timed.inside / ours[-1])
        theirs.append(other.seconds(windows))
    pieces = sum(windows)
    best = min(range(ROUNDS), key=lambda n: ours[n])
    return {
        "pieces_a_second": round(pieces / ours[best]),
        "roberta_pieces_a_second": round(pieces / min(theirs)),
        "times_roberta": round(min(theirs) / ours[best], 2),
        "share_in_runtime": round(shares[best], 3),
    }


def cold_start() -> dict[str, float]:
    """A new process that reads one sample: seconds until its record is printed, and its peak memory in MB."""
    code = (
        "import sys, resource; from dateline.cli import main\n"
        "sys.argv = ['dateline', 'read', sys.argv[1], '--json']\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
    )
    path = sorted(REPORTS.glob("*.txt"))[0]
    took, peak = [], 0
    for _ in range(ROUNDS):
        start = time.perf_counter()
        done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
        took.append(time.perf_counter() - start)
        peak = int(done.stderr.strip().split("\n")[-1])
    return {"cold_start_seconds": round(min(took), 2), "peak_megabytes": round(peak / 1024)}


def _texts() -> list[str]:
    return [p.read_text("utf-8") for p in sorted(REPORTS.glob("*.txt"))]


def _report(text: str) -> Report:
    blocks, at = [], 0
    for part in text.split("\n\n"):
        if part.strip():
            blocks.append(Block(span=Span(at, at + len(part)), kind="paragraph"))
        at += len(part) + 2
    return Report(id="0" * 16, text=text, blocks=tuple(blocks), source=Source(kind="text", locator="bench"))


if __name__ == "__main__":
    main()
