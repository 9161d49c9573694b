"""Whole reports: gold says all is right of itself, and each slip costs the field that it is in."""

from dataclasses import replace
from pathlib import Path

import pytest
from bench.corpus import REPORTS, Refused
from bench.task import score
from bench.tasks import reports
from bench.tasks.reports import Side
from training.own.markup import Item, check, write

from dateline.record import Statement

SOURCE = """## z-001 wire 2024-03-05
# [k9 No deal], [o1 union] [c9 says]
[f8 President] [p2 Ana Moran] [c1 told] [o4 the BBC] on [t6 Monday] [k1 that “[q1 [or1 we] are lost]”].
[pr2 She] [c2 said] [m2 in a statement] [k2 [p5 Bo Quill] [c3 had promised] [k3 to leave [l7 Varna]]].
--
S o1 c9 k9 act=say mod=asserted
S p2 c1 k1 act=say mod=asserted to=o4 time=t6 about=o1
S pr2 c2 k2 act=say mod=asserted medium=m2 about=p5
S p5 c3 k3 act=promise mod=commitment in=S3 about=l7
"""


@pytest.fixture
def item(tmp_path: Path) -> Item:
    path = tmp_path / "z.txt"
    path.write_text(SOURCE, "utf-8")
    found, errors = check([path])
    assert errors == []
    write(tmp_path / "z.jsonl", found[path])
    return reports.documents(tmp_path)[0]


def gold(item: Item) -> Side:
    return Side(reading=item.reading, things=tuple(m.chain for m in item.reading.mentions))


def figures(item: Item, answer: Side) -> dict[str, float]:
    return score(reports.TASK, [item], [answer])


def changed(item: Item, number: int, **slips: object) -> Side:
    """The gold with some fields of one statement changed."""
    told = list(item.reading.statements)
    told[number] = replace(told[number], **slips)  # type: ignore[arg-type]
    return replace(gold(item), reading=replace(item.reading, statements=tuple(told)))


def test_gold_is_right_in_every_figure(item: Item) -> None:
    found = figures(item, gold(item))
    assert {k for k, v in found.items() if v != 1.0 and not k.endswith(("_low", "_high"))} == set()
    assert {"statement_f1", "whosaid_f1", "fields", "identity_not_named", "addressee", "time", "within"} <= set(found)


def test_a_slip_costs_its_field(item: Item) -> None:
    one: Statement = item.reading.statements[1]
    for name, value in {"act": "deny", "addressee": None, "time": None, "speaker_kind": "seat", "quoted": ()}.items():
        found = figures(item, changed(item, 1, **{name: value}))
        assert found[name] < 1.0
        assert found["fields"] < 1.0
        assert found["statement_f1"] == 1.0
    found = figures(item, changed(item, 1, speaker=item.reading.statements[0].speaker))
    assert found["speaker"] == found["whosaid_f1"] == 0.75
    assert one.addressee is not None


def test_another_mention_of_the_same_is_as_good(item: Item) -> None:
    she = item.reading.statements[2].speaker
    assert figures(item, changed(item, 1, speaker=she))["fields"] == 1.0


def test_an_identity_needs_the_name(item: Item) -> None:
    apart = replace(gold(item), things=tuple(range(len(item.reading.mentions))))
    found = figures(item, apart)
    assert found["identity_not_named"] == 0.0
    assert found["speaker"] == 1.0


def test_a_missed_statement_costs_recall(item: Item) -> None:
    fewer = replace(gold(item), reading=replace(item.reading, statements=item.reading.statements[:3]))
    found = figures(item, fewer)
    assert (found["statement_precision"], found["statement_recall"]) == (1.0, 0.75)


def test_ours_are_thirty_two_and_others_are_refused(tmp_path: Path) -> None:
    assert len(reports.documents(REPORTS)) == 32
    (tmp_path / "a.jsonl").write_text('{"id": 1}\n', "utf-8")
    with pytest.raises(Refused, match="no labelled items"):
        reports.documents(tmp_path)
