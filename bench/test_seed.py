"""The seed report against what a careful reader takes from it; skipped where it is not beside the project."""

import json
from pathlib import Path

import pytest

from dateline.ingest.sources import Given
from dateline.page import Page
from dateline.pipeline import Desk, read_all
from dateline.text import Skip

SEED = Path(__file__).parents[2] / "shared" / "seed"
FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text("utf-8"))["seed"]

pytestmark = pytest.mark.skipif(not SEED.exists(), reason="the seed report is not beside the project")


@pytest.fixture(scope="module")
def page() -> Page:
    (found,) = read_all([str(SEED / "report.txt")], Given(published="2024-07-04"), Desk.load())
    assert not isinstance(found, Skip)
    return Page(found)


@pytest.fixture(scope="module")
def expected() -> dict[str, list[dict[str, object]]]:
    loaded: dict[str, list[dict[str, object]]] = json.loads((SEED / "expected.json").read_text("utf-8"))
    return loaded


def test_speakers(page: Page, expected: dict[str, list[dict[str, object]]]) -> None:
    right = 0
    for gold in expected["statements"]:
        content = gold["content"]
        assert isinstance(content, dict)
        start = page.text.find(content["text"])
        mine = [
            s
            for s in page.statements
            if s.cue == gold["cue"]
            and any(c.start < start + len(content["text"]) and start < c.end for c in s.record.content)
        ]
        named = any(s.speaker is not None and s.speaker.name == gold["speaker"] for s in mine)
        right += named and not gold.get("optional")
    assert right >= FLOORS["speakers"]


def test_times(page: Page, expected: dict[str, list[dict[str, object]]]) -> None:
    values = {
        (m.span.of(page.text), e.timex.value)
        for m in page.mentions
        if m.kind == "time" and (e := page.entity(page.mentions.index(m))) is not None and e.timex is not None
    }
    right = sum(
        any(text == gold["text"] and value in str(gold["value"]).split("|") for text, value in values)
        for gold in expected["times"]
    )
    assert right >= FLOORS["times"]


def test_moscow(page: Page) -> None:
    kinds = [
        e.kind
        for i, m in enumerate(page.mentions)
        if m.span.of(page.text) == "Moscow" and (e := page.entity(i)) is not None
    ]
    right = sum(
        a == b for a, b in zip(kinds, ["government", "government", "government", "place", "government"], strict=True)
    )
    assert right >= FLOORS["moscow"]


def test_furniture(page: Page) -> None:
    assert "Load Next Story" not in page.text
