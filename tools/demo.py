"""`make demo`: read the sample reports into a record file, then ask it."""

import subprocess
import sys
import tempfile
from pathlib import Path

REPORTS = Path(__file__).resolve().parents[1] / "examples" / "reports"
QUESTIONS = (
    ("Who called the Taliban an ally, and when?", ["said", "--about", "Taliban", "--containing", "allies"]),
    (
        "How did Russia stand toward the Taliban at the end of 2003?",
        ["stands", "Russia", "Taliban", "--on", "2003-12-31"],
    ),
    ("… at the end of 2023?", ["stands", "Russia", "Taliban", "--on", "2023-12-31"]),
    ("… in August 2025?", ["stands", "Russia", "Taliban", "--on", "2025-08-31"]),
    (
        "What did the report of the concert-hall attack rest on?",
        ["said", "--since", "2024-03-22", "--until", "2024-03-24"],
    ),
    (
        "… and what does it say happened?",
        ["did", "--type", "ASSAULT", "--since", "2024-03-22", "--until", "2024-03-24"],
    ),
)


def dateline(folder: str, *words: str) -> None:
    """Run one command in `folder`, as a user would type it."""
    subprocess.run([sys.executable, "-m", "dateline", *words], check=True, cwd=folder)


def main() -> None:
    """Add the samples to a record file in a temporary folder and ask the questions of QUESTIONS."""
    with tempfile.TemporaryDirectory() as folder:
        print("$ dateline add examples/reports --to demo.db", flush=True)
        dateline(folder, "add", str(REPORTS), "--to", "demo.db")
        for question, words in QUESTIONS:
            print(f"\n— {question}\n$ dateline {' '.join(words)} --in demo.db", flush=True)
            dateline(folder, *words, "--in", "demo.db")


if __name__ == "__main__":
    main()
