"""Labels of texts beside the project: kept by place, laid on the text again."""

from pathlib import Path

import pytest
from training.elsewhere import labels, texts
from training.elsewhere.sources import whole_source
from training.own.markup import check

from dateline.record import Mention, MentionForm, Statement
from dateline.text import Span

SOURCE = """## x-011 wire 2024-03-05
Port Secretary [p1 Ana Moran], a former pilot, [c1 said] [m1 in a letter] [k1 that [p2 Bo Quill] [c2 had promised] \
[k2 to leave]]. [pr1 She] [c3 did not say] [k3 why].
--
S p1 c1 k1 act=write mod=asserted about=p2 medium=m1
S p2 c2 k2 act=promise mod=commitment in=S1
S pr1 c3 k3 act=say mod=negated
"""


def test_labels_hold_no_word_of_the_text_and_come_back_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = tmp_path / "x.txt"
    given.write_text(SOURCE, "utf-8")
    items, errors = check([given])
    assert not errors
    (item,) = items[given]
    kept = tmp_path / "x.jsonl"
    labels.write(kept, [item], {"x-011": "news/1"})
    for word in ("Moran", "Quill", "letter", "promised"):
        assert word not in kept.read_text("utf-8")
    monkeypatch.setattr(labels, "known", lambda: {"news/1": (item.text, "2024-03-05")})
    (back,) = labels.load(kept)
    first, *others = back.reading.statements
    assert first.source is not None
    assert first.source.of(item.text) == "Port Secretary Ana Moran, a former pilot"
    assert first.medium == "in a letter"
    assert (back.text, back.reading.mentions) == (item.text, item.reading.mentions)
    assert [(s.cue, s.content, s.within, s.modality) for s in [first, *others]] == [
        (s.cue, s.content, s.within, s.modality) for s in item.reading.statements
    ]
    monkeypatch.setattr(labels, "known", lambda: {"news/1": (item.text.replace("Ana", "Eva"), None)})
    with pytest.raises(ValueError, match="news/1 is not there as it was labelled"):
        list(labels.load(kept))


@pytest.mark.parametrize(
    ("text", "name", "form", "cue", "whole"),
    [
        ("On Monday Dr. Ana Moran said it rained.", "Ana Moran", "name", "said", "Dr. Ana Moran"),
        ("It rained. Norla analyst Ana Moran said it froze.", "Ana Moran", "name", "said", "Norla analyst Ana Moran"),
        ("It rained, said Ana Moran, a nurse in Rome.", "Ana Moran", "name", "said", "Ana Moran, a nurse in Rome"),
        ("The Port Authority (PA) says it rained.", "The Port Authority", "name", "says", "The Port Authority (PA)"),
        ("It froze in Rome. The firm said it rained.", "The firm", "nominal", "said", "The firm"),
        ("She said it rained.", "She", "pronoun", "said", None),
    ],
)
def test_a_source_with_its_title_and_the_clause_behind(
    text: str, name: str, form: MentionForm, cue: str, whole: str | None
) -> None:
    at, said = text.index(name), text.index(cue)
    span, told = Span(at, at + len(name)), Span(said, said + len(cue))
    who = Mention(span=span, head=span, kind="person", form=form, chain=0, by="label", score=1.0)
    content = Span(text.index("it "), len(text) - 1) if "it " in text else Span(0, said - 2)
    one = Statement(
        span=Span(0, len(text)), speaker=0, cue=(told,), content=(content,), manner="indirect", by="label", score=1.0
    )
    found = whole_source(text, [who], [told], one)
    assert (None if found is None else found.of(text)) == whole


def test_a_quotation_stands_in_one_paragraph_with_its_marks() -> None:
    sentences = [
        ["Moran", "left", ".", '"'],
        ["It", "is", "late", ",", '"', "she", "said", "."],
        ["Ivo", "'s", "firm", "(", "NB", ")", "paid", "$", "5", "."],
        ["Go", "said", ".", '"'],
        ["It", "froze", "."],
        ["It", "rained", ".", '"'],
    ]
    assert texts._printed(sentences).split("\n\n") == [
        "Moran left.", '"It is late," she said.', "Ivo's firm (NB) paid $5.", "Go said.", '"It froze. It rained."',
    ]  # fmt: skip
