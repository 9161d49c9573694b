"""The model's attributions as statements."""

import pytest
from trees import report, span

from dateline.reading.attributed import attributed, placed
from dateline.reading.encoder import Attribution, Seen
from dateline.reading.found import Found, mention
from dateline.reading.syntax import Syntax
from dateline.reading.words import word_list
from dateline.text import Span


def said(text: str, source: Span, cue: Span, content: str, *, inner: bool = False) -> Attribution:
    return Attribution(
        source=source, head=source, cue=cue, verb=cue, content=(span(text, content),), inner=inner, score=0.9
    )  # fmt: skip


def nested(text: str, source: str, cue: str) -> list[str]:
    """The cues of the statements where an inner saying has this source and cue."""
    outer = said(text, span(text, "Ana"), span(text, "told"), text[: text.index(" Ana")])
    first = text.index(source, 1)
    inner = said(text, Span(first, first + len(source)), span(text, cue), "it rained", inner=True)
    seen = Seen(attributions=placed(report(text), Syntax(), (outer, inner)))
    return [s.cue[0].of(text) for s in attributed(report(text), Found(), seen, [])]


@pytest.mark.parametrize("row", word_list("fillers"), ids=lambda r: r["words"])
def test_a_mark_of_speech_reports_nothing(row: dict[str, str]) -> None:
    source, _, cue = row["words"].partition(" ")
    assert nested(f"“{row['words']}, it rained,” Ana told us.", source, cue) == ["told"]


def test_what_is_reported_in_a_quotation() -> None:
    assert nested("“I swear it rained,” Ana told us.", "I", "swear") == ["told", "swear"]


def test_the_marks_around_a_saying_are_not_what_it_quotes() -> None:
    text = "“I swear it rained,” Ana told us."
    outer = said(text, span(text, "Ana"), span(text, "told"), "“I swear it rained,”")
    inner = said(text, Span(1, 2), span(text, "swear"), "it rained", inner=True)
    one, two = attributed(report(text), Found(), Seen(attributions=(outer, inner)), [])
    assert (one.manner, two.manner, two.quoted) == ("direct", "indirect", ())


def test_a_name_after_a_body_speaks() -> None:
    text = "It rained, said Harbour Authority chief executive Ana Moran."
    found = Found()
    for words, kind in (("Harbour Authority", "organisation"), ("Ana Moran", "person")):
        found.mentions.append(mention(span(text, words), kind, "name", found.chain(words), "test"))  # type: ignore[arg-type]
    source = span(text, "Harbour Authority chief executive Ana Moran")
    one = Attribution(
        source=source, head=span(text, "Authority"), cue=span(text, "said"), verb=span(text, "said"),
        content=(span(text, "It rained"),), score=0.9,
    )  # fmt: skip
    (made,) = attributed(report(text), found, Seen(attributions=(one,)), [])
    assert made.speaker == 1


def test_a_quotation_is_taken_whole() -> None:
    text = "Ana would ask: “What? Is it over?” Ivo said “No.”"
    one = said(text, span(text, "Ana"), span(text, "ask"), "“What?")
    two = said(text, span(text, "Ivo"), span(text, "said"), "“No.”")
    seen = Seen(attributions=placed(report(text), Syntax(), (one, two)))
    first, second = attributed(report(text), Found(), seen, [])
    assert [first.content[0].of(text), second.content[0].of(text)] == ["“What? Is it over?”", "“No.”"]


def test_an_apposition_behind_the_source_is_not_said() -> None:
    text = "According to Ana Moran, the head of the port, the gate was shut."
    one = Attribution(
        source=span(text, "Ana Moran"), head=span(text, "Ana"), cue=span(text, "According to"),
        content=(span(text, "the head of the port, the gate was shut"),), score=0.9,
    )  # fmt: skip
    (made,) = placed(report(text), Syntax(), (one,))
    assert made.source is not None
    assert (made.source.of(text), made.content[0].of(text)) == ("Ana Moran, the head of the port", "the gate was shut")
