"""`python -m training.own [file.txt ...]`: check the files, and when all is well write each as .jsonl.

Without files, all of ours: the texts beside this one, and the marked pairs, which need no other form.
"""

import sys
from pathlib import Path

from training.own.markup import check, write
from training.own.paired import faults

PAIRS = Path(__file__).parent / "pairs"


def main(names: list[str]) -> int:
    """0 when every file is well and was written, 1 when there are errors: one line each on standard error."""
    paths = [Path(name) for name in names] or sorted(Path(__file__).parent.glob("*.txt"))
    items, errors = check(paths)
    errors += [fault for path in sorted(PAIRS.glob("*.tsv")) for fault in faults(path)] if not names else []
    for error in errors:
        print(error, file=sys.stderr)
    if errors:
        return 1
    for path in paths:
        write(path.with_suffix(".jsonl"), items[path])
        readings = [item.reading for item in items[path]]
        counts = ", ".join(
            f"{sum(len(getattr(r, name)) for r in readings)} {name}"
            for name in ("mentions", "statements", "events", "relations")
        )
        print(f"{path}: {len(readings)} items, {counts}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
