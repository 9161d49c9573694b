"""Who said what on PolNeAR's development part stays at or above its floor; skipped where the corpus is absent."""

import json
from pathlib import Path

import pytest

from bench import statements
from bench.tasks import polnear

FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text("utf-8"))["polnear-dev"]


@pytest.mark.skipif(not polnear.HOME.exists(), reason="PolNeAR is not beside the project")
def test_who_said_what() -> None:
    found = statements.measure()
    for name, floor in FLOORS.items():
        assert found[name] >= floor, f"{name}: {found[name]}, floor {floor}"
