"""The record format: what is written follows the schema that ships, and the schema follows the shapes."""

import json
from importlib.resources import files
from typing import Any, get_args

import pytest
from drafts import Draft
from jsonschema import Draft202012Validator

from dateline import record, text
from dateline.contract import skip_record, to_record
from dateline.record import Entry, event_key, relation_key, statement_key
from dateline.text import Skip, Source

SCHEMA: dict[str, Any] = json.loads((files("dateline") / "data" / "record.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
# Where each closed list of the code stands in the schema: object, field.
ENUMS = [
    ("mention", "kind", record.MentionKind), ("mention", "form", record.MentionForm),
    ("entity", "kind", record.EntityKind), ("entity", "link", record.LinkState),
    ("statement", "speaker_kind", record.SpeakerKind), ("statement", "manner", record.Manner),
    ("statement", "act", record.Act), ("statement", "modality", record.Modality),
    ("event", "status", record.Status), ("source", "kind", text.SourceKind),
]  # fmt: skip


def sample() -> Entry:
    draft = Draft("Rangers 🏔 raided the camp, Minister Ana Prell said on Friday. Norland bans the Hill Front.")
    rangers = draft.mention("Rangers", "Norland Rangers", "armed_group")
    camp = draft.mention("the camp", "camp", "place")
    prell = draft.mention("Minister Ana Prell", "Ana Prell", "person")
    friday = draft.mention("Friday", "Friday", "time", "2020-02-28")
    norland = draft.mention("Norland", "Norland")
    front = draft.mention("the Hill Front", "Hill Front", "armed_group")
    told = "Rangers 🏔 raided the camp, Minister Ana Prell said on Friday"
    number = draft.said(
        told, "Rangers 🏔 raided the camp", prell, cue=(draft.span("said"),), time=friday, about=(rangers,)
    )
    draft.did("Rangers 🏔 raided the camp", "raided", "ASSAULT", voucher=number, actors=(rangers,), recipients=(camp,))
    draft.stands("Norland bans the Hill Front", "bans", (norland, front), begin="2003-01-01")
    return draft.entry()


def spans(node: object) -> list[dict[str, Any]]:
    """Every object with start, end and text, at any depth."""
    if isinstance(node, list):
        return [s for child in node for s in spans(child)]
    if not isinstance(node, dict):
        return []
    own = [node] if {"start", "end", "text"} <= node.keys() else []
    return own + [s for child in node.values() for s in spans(child)]


def test_a_record_follows_the_schema_and_its_spans_are_true() -> None:
    entry = sample()
    found = json.loads(json.dumps(to_record(entry)))
    Draft202012Validator.check_schema(SCHEMA)
    VALIDATOR.validate(found)
    assert len(spans(found)) >= 15
    assert all(entry.report.text[s["start"] : s["end"]] == s["text"] for s in spans(found))


def test_the_names_of_the_contract() -> None:
    entry = sample()
    found: Any = to_record(entry)
    [statement], [event], [relation] = found["statements"], found["events"], found["relations"]
    assert statement["speaker_entity"] == found["mentions"][statement["speaker"]]["entity"]
    assert statement["key"] == statement_key(entry.report.id, entry.reading.statements[0])
    assert event["key"] == event_key(entry.report.id, entry.reading.events[0])
    assert event["evidence"][0]["according_to"] == 0
    assert event["date"] == {"from": None, "to": None, "precision": "unknown", "basis": "none"}
    assert relation["key"] == relation_key(entry.report.id, entry.reading.relations[0], entry.reading)
    assert (relation["from"], relation["to"]) == (4, 5)
    assert relation["valid"] == {"from": "2003-01-01", "to": None, "as_of": "2020-03-01"}
    assert found["entities"][3]["timex"]["value"] == "2020-02-28"


def test_an_elided_speaker_has_an_entity_and_no_mention() -> None:
    draft = Draft("Prell sees hope. Calls the plan a start.")
    prell = draft.mention("Prell", "Ana Prell", "person")
    draft.said("Calls the plan a start", "the plan a start", None, speaker_elided=prell)
    statements: Any = to_record(draft.entry())["statements"]
    statement = statements[0]
    assert (statement["speaker"], statement["speaker_entity"]) == (None, prell)


@pytest.mark.parametrize("reason", get_args(text.SkipReason))
def test_a_skip_follows_the_schema(reason: Any) -> None:
    skip = Skip(source=Source(kind="file", locator="a.txt", sha256="0" * 64), reason=reason, detail="seen")
    VALIDATOR.validate(skip_record(skip))


def test_the_schema_has_every_field_and_no_other() -> None:
    found: Any = to_record(sample())
    for name, written in (
        ("record", found), ("report", found["report"]), ("mention", found["mentions"][0]),
        ("entity", found["entities"][0]), ("timex", found["entities"][3]["timex"]),
        ("statement", found["statements"][0]), ("event", found["events"][0]), ("relation", found["relations"][0]),
        ("evidence", found["events"][0]["evidence"][0]), ("reader", found["reader"]),
    ):  # fmt: skip
        assert written.keys() == SCHEMA["$defs"][name]["properties"].keys(), name
        assert list(written) == SCHEMA["$defs"][name]["required"], name


@pytest.mark.parametrize(("kind", "field", "literal"), ENUMS)
def test_the_closed_lists_are_those_of_the_code(kind: str, field: str, literal: Any) -> None:
    assert SCHEMA["$defs"][kind]["properties"][field]["enum"] == list(get_args(literal))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema",), "dateline/2"), (("statements", 0, "act"), "shout"), (("events", 0, "evidence"), []),
        (("relations", 0, "from"), None), (("mentions", 0, "by"), "guess"), (("report", "published", "date"), None),
    ],
)  # fmt: skip
def test_the_schema_refuses(path: tuple[Any, ...], value: object) -> None:
    found: Any = to_record(sample())
    inner = found
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    assert not VALIDATOR.is_valid(found)


def test_a_reader_of_the_format_may_meet_fields_it_does_not_know() -> None:
    VALIDATOR.validate({**to_record(sample()), "extra": 1})
