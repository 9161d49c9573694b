"""The markup of our own training text: what it reads, what it refuses."""

from pathlib import Path

import pytest
from training.own.markup import Item, check, load, write

from dateline.text import Span

GOOD = """## st-014 wire 2024-03-05
# [o1b Union]: talks ‘going nowhere’
[o1 The Harbour Union] [c1 said] on [t1 Tuesday] [k1 that [on1b its] members “[q1 would not sign]”], [c2 adding]: \
[k2 “[or1c It] is a trap,”] and [k2 “we know it.”]
--
S o1 c1 k1 act=say mod=asserted time=t1
S o1 c2 k2 act=say mod=asserted

## st-015 paper 2024-03-06
[f2 President] [p1 Ana Moran] [c1 accused] [lm3 Ankara] [k1 of [v1 arresting] [gn4 [h1 twelve] young men of Izmir]].
--
S p1 c1 k1 act=accuse mod=asserted to=lm3
E v1 COERCE mode=arrest ctx=legal by=lm3 to=gn4 status=happened said=S1
R f2 holds_office from=p1 to=f2
H h1 arrested low=12 high=12 bound=exactly event=E1

## st-016 paper 2024-03-06
The bridge was opened.
--
"""
BASE = "## st-001 wire 2024-03-05\n[p1 Moran] [c1 said] [k1 he [v1 hit] it].\n--\nS p1 c1 k1 act=say mod=asserted\n"


def _read(tmp_path: Path, source: str) -> tuple[tuple[Item, ...], list[str]]:
    path = tmp_path / "st.txt"
    path.write_text(source, "utf-8")
    items, errors = check([path])
    return items[path], errors


def test_items_become_readings_and_come_back(tmp_path: Path) -> None:
    items, errors = _read(tmp_path, GOOD)
    assert errors == []
    first, second, third = items
    assert [b.kind for b in first.blocks] == ["headline", "paragraph"]
    mixed, direct = first.reading.statements
    assert (mixed.manner, [q.of(first.text) for q in mixed.quoted]) == ("mixed", ["would not sign"])
    assert (direct.manner, [q.of(first.text) for q in direct.quoted]) == ("direct", ["It is a trap", "we know it"])
    assert [m.chain for m in first.reading.mentions] == [0, 0, 1, 0, 0]
    (event,), (relation,) = second.reading.events, second.reading.relations
    assert (event.intensity, event.evidence[0].according_to, event.harm[0].low) == (-7.0, 0, 12)
    men = second.reading.mentions[event.recipients[0]]
    assert (men.head.of(second.text), event.harm[0].victims) == ("men", event.recipients[0])
    assert relation.span == Span(0, len("President"))
    assert third.reading.mentions == ()
    write(tmp_path / "st.jsonl", items)
    assert tuple(load(tmp_path / "st.jsonl")) == items


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        ("[p1 Moran]", "[y1 Moran]", 2, "unknown tag y1"),
        ("[p1 Moran]", "[p1 Moran’s]", 2, "possessive"),
        ("Moran] [c1 said]", "[c1 Moran] said", 2, "not closed"),
        ("k1 act", "k2 act", 4, "k2 marks no words"),
        ("act=say", "act=sing", 4, "unknown act sing"),
        ("mod=asserted", "mod=asserted kind=duke", 4, "unknown kind duke"),
        ("2024-03-05", "2024-13-05", 1, "not a date"),
        ("it].", "it.]", 2, "full stop"),
        ("[v1 hit]", "hit", 5, "v1 marks no words"),
        ("E v1 ASSAULT", "E v1 DANCE", 5, "unknown event type DANCE"),
        ("mode=beat", "mode=kiss", 5, "unknown mode kiss"),
        ("said=S1", "said=S2", 5, "no such record"),
        ("he [v1 hit] it].", "he hit it]. [v1 Hit].", 5, "v1 does not lie in the content of S1"),
        ("E v1 ASSAULT mode=beat status=happened said=S1", "", 2, "v1 is in no record"),
        ("S p1", "S p1 S", 4, "unknown attribute k1"),
    ],
)
def test_every_slip_is_one_line(tmp_path: Path, old: str, new: str, where: int, what: str) -> None:
    source = BASE + "E v1 ASSAULT mode=beat status=happened said=S1\n"
    assert old in source
    _, errors = _read(tmp_path, source.replace(old, new, 1))
    assert any(e.startswith(f"{tmp_path / 'st.txt'}:{where}: ") and what in e for e in errors), errors


def test_an_id_stands_once(tmp_path: Path) -> None:
    _, errors = _read(tmp_path, BASE.replace("[v1 hit]", "hit") + "\n" + BASE.replace("[v1 hit]", "hit"))
    assert len(errors) == 1
    assert "already used" in errors[0]


def test_statements_that_report_one_another_are_refused(tmp_path: Path) -> None:
    _, errors = _read(tmp_path, BASE.replace("[v1 hit]", "hit").replace("mod=asserted", "mod=asserted in=S1"))
    assert [e.partition(": ")[2] for e in errors] == ["in=S1 leads round in a circle"]


def test_media_reasons_echoes_and_speakers_left_out(tmp_path: Path) -> None:
    source = (
        "## st-001 wire 2024-03-05\n# [c1 Takes] [k1 threat ‘[q1 seriously]’]\n"
        "[p1 Moran], [pr1 who] asked not to be named [w1 for fear of reprisals], [c2 said] [m2 on the radio] "
        "[k2 [pr1b she] took it seriously].\n--\n"
        "S - c1 k1 act=evaluate mod=asserted elided=p1\n"
        "S pr1 c2 k2 act=say mod=asserted why=w1 medium=m2 same=S1\n"
    )
    (item,), errors = _read(tmp_path, source)
    assert errors == []
    first, second = item.reading.statements
    assert (first.speaker, item.reading.mentions[first.speaker_elided or 0].span.of(item.text)) == (None, "Moran")
    assert (second.anonymity_reason, second.medium, second.utterance) == ("for fear of reprisals", "on the radio", 0)


def test_a_paragraph_that_is_quoted_on_is_direct(tmp_path: Path) -> None:
    source = (
        "## st-001 wire 2024-03-05\n[p1 Moran] [c1 said]: [k1 “It rains].\n[k1 “It rains again.”]\n--\n"
        "S p1 c1 k1 act=say mod=asserted\n"
    )
    (item,), errors = _read(tmp_path, source)
    assert errors == []
    assert item.reading.statements[0].manner == "direct"
