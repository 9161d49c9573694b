"""The seed report against what a careful reader takes from it; skipped where it is not beside the project."""

import json
from pathlib import Path
from typing import Any

import pytest

from dateline.ingest.sources import Given
from dateline.page import Page, StatementView
from dateline.pipeline import Desk, read_all
from dateline.text import Skip, Span

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


def test_statements(page: Page, expected: dict[str, list[dict[str, Any]]]) -> None:
    wanted = [gold for gold in expected["statements"] if not gold.get("optional")]
    mine = {gold["id"]: _partner(page, gold) for gold in wanted}
    right = dict.fromkeys(("speaker", *FIELDS, "whole"), 0)
    for gold in wanted:
        found = mine[gold["id"]]
        if found is None:
            continue
        held = {"speaker": found.speaker is not None and found.speaker.name == gold["speaker"]}
        held |= {name: _held(page, name, gold, found, mine) for name in FIELDS}
        for name, same in held.items():
            right[name] += same
        right["whole"] += all(held.values())
    assert all(right[name] >= FLOORS["statements"] for name in right), right


FIELDS = ("quoted", "asides", "manner", "modality", "within", "time", "place")


def _partner(page: Page, gold: dict[str, Any]) -> StatementView | None:
    """The statement with the cue, and words of the content, that are expected."""
    start = page.text.find(gold["content"]["text"])
    wanted = Span(start, start + len(gold["content"]["text"]))
    fits = (s for s in page.statements if s.cue == gold["cue"] and any(c.overlaps(wanted) for c in s.record.content))
    return next(fits, None)


def _held(
    page: Page, name: str, gold: dict[str, Any], view: StatementView, mine: dict[str, StatementView | None]
) -> bool:
    """Whether a field is as expected, and empty where nothing is."""
    found = view.record
    if name == "quoted":
        return [q.of(page.text) for q in found.quoted] == [q["text"] for q in gold["quoted"]]
    if name == "asides":
        return [a.of(page.text) for a in found.asides] == list(gold.get("asides", []))
    if name == "manner":
        return found.manner in str(gold["manner"]).split("|")
    if name == "modality":
        return found.modality == str(gold.get("modality", "asserted"))
    if name == "within":
        outer = mine.get(gold.get("within", ""))
        return (None if found.within is None else page.statements[found.within].record) == (outer and outer.record)
    at: int | None = getattr(found, name)
    entity = None if at is None else page.entity(at)
    told = None if entity is None else entity.timex and entity.timex.value if name == "time" else entity.name
    return bool(told == gold.get(name))


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
