"""Cases, speakers and certainty: what is right, and what is refused."""

import json
from pathlib import Path

import numpy as np
import pytest
from bench import certainty
from bench.corpus import Refused
from bench.tasks import cases, speakers
from bench.tasks.reports import Side

from dateline.record import Mention, Reading, Statement
from dateline.text import Span

TEXT = "Ana Moran said it rained."


def case(tmp_path: Path, **more: object) -> cases.Case:
    told = {
        "speaker": {"start": 0, "end": 9},
        "cue": {"start": 10, "end": 14},
        "content": [{"start": 15, "end": 24}],
        "manner": "indirect",
        "modality": "asserted",
        "nested_in": None,
        **more,
    }
    file = tmp_path / "cases.jsonl"
    file.write_text(json.dumps({"id": "C1", "text": TEXT, "statements": [told]}) + "\n", "utf-8")
    (found,) = cases.documents(file)
    return found


def reading(**more: object) -> Side:
    person = Mention(span=Span(0, 9), head=Span(0, 9), kind="person", form="name", chain=0, by="x", score=1.0)
    given = {
        "span": Span(0, 25), "speaker": 0, "cue": (Span(10, 14),), "content": (Span(15, 24),), "manner": "indirect",
        "by": "x", "score": 1.0, **more,
    }  # fmt: skip
    return Side(reading=Reading(mentions=(person,), statements=(Statement(**given),)), things=(0,))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("more", "whole"),
    [
        ({}, 1.0),
        ({"modality": "hearsay"}, 0.0),
        ({"speaker": None}, 0.0),
        ({"cue": ()}, 0.0),
        ({"manner": "direct"}, 0.0),
    ],
)
def test_a_statement_is_wholly_right_or_not(tmp_path: Path, more: dict[str, object], whole: float) -> None:
    found = cases.figures(cases.count(case(tmp_path), reading(**more)))
    assert (found["wholly_right"], found["found"], found["false_statements"]) == (whole, 1.0, 0)


def test_what_pairs_with_none_is_false(tmp_path: Path) -> None:
    found = cases.figures(cases.count(case(tmp_path), reading(content=(Span(0, 9),))))
    assert (found["wholly_right"], found["found"], found["false_statements"]) == (0.0, 0.0, 1)


def test_a_line_that_is_no_case(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"id": "x"}\n', "utf-8")
    with pytest.raises(Refused, match="not a case"):
        cases.documents(file)


GUM = """# newdoc id = a
# newpar
1\tAna\tAna\tPROPN\tNNP\t_\t2\tnsubj\t_\tDiscourse=attribution-positive:1->2|Entity=(1-person-new)
2\tsaid\tsay\tVERB\tVBD\t_\t0\troot\t_\t_
3-4\tdon't\t_\t_\t_\t_\t_\t_\t_\t_
3\tdo\tdo\tAUX\tVBP\t_\t5\taux\t_\tDiscourse=ROOT:2
4\tn't\tnot\tPART\tRB\t_\t5\tadvmod\t_\t_
5\tgo\tgo\tVERB\tVB\t_\t2\tccomp\t_\tSpaceAfter=No
6\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

1\tShe\tshe\tPRON\tPRP\t_\t2\tnsubj\t_\tDiscourse=attribution-positive:3->4|Entity=(1-person-giv)
2\tadded\tadd\tVERB\tVBD\t_\t0\troot\t_\t_
3\tno\tno\tINTJ\tUH\t_\t2\tobj\t_\tDiscourse=x:4->1
"""


def test_speakers_of_gum(tmp_path: Path) -> None:
    file = tmp_path / "a.conllu"
    file.write_text(GUM, "utf-8")
    (document,) = speakers.documents(file)
    assert document.text.strip() == "Ana said don't go. She added no"
    assert [(s.word.of(document.text), s.named, len(s.chain)) for s in document.speakers] == [
        ("Ana", True, 2), ("She", False, 2),
    ]  # fmt: skip
    ana, she = (s.word for s in document.speakers)

    def side(chains: tuple[int, int]) -> Side:
        mentions = tuple(
            Mention(span=p, head=p, kind="person", form=f, chain=c, by="x", score=1.0)  # type: ignore[arg-type]
            for p, f, c in zip((ana, she), ("name", "pronoun"), chains, strict=True)
        )
        told = tuple(
            Statement(span=p, speaker=n, content=(p,), manner="indirect", by="x", score=1.0)
            for n, p in enumerate((ana, she))
        )
        return Side(reading=Reading(mentions=mentions, statements=told), things=chains)

    right = speakers.figures(speakers.count(document, side((0, 0))))
    assert (right["found"], right["entity"], right["entity_not_named"]) == (1.0, 1.0, 1.0)
    wrong = speakers.figures(speakers.count(document, side((0, 1))))
    assert (wrong["entity"], wrong["entity_not_named"]) == (0.5, 0.0)


def test_a_file_without_entities_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.conllu"
    file.write_text("1\tAna\t_\tPROPN\tNNP\t_\t0\troot\t_\t_\n", "utf-8")
    with pytest.raises(Refused, match="no entities"):
        speakers.documents(file)


def test_the_curve_finds_how_often_one_is_right() -> None:
    chance = np.random.default_rng(3)
    given = np.stack([np.ones(4000), chance.integers(0, 2, 4000)], 1).astype(float)
    right = (chance.random(4000) < np.where(given[:, 1] > 0, 0.9, 0.4)).astype(float)
    weights = certainty.fit(given, right)
    scores = certainty._curve(np.array([[1.0, 0.0], [1.0, 1.0]]), weights)
    assert scores == pytest.approx([0.4, 0.9], abs=0.03)
