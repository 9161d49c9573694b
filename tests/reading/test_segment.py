"""Where sentences end."""

from dateline.reading.segment import quotations, split
from dateline.text import Span


def sentences(text: str) -> list[str]:
    return [s.of(text) for s in split(text, Span(0, len(text)))]


def test_a_sentence_may_begin_with_any_capital() -> None:
    assert sentences("The court agreed. Álvaro Prell left. Şule stayed.") == [
        "The court agreed.",
        "Álvaro Prell left.",
        "Şule stayed.",
    ]


def test_a_shortened_title_ends_nothing() -> None:
    assert sentences("Mr. Prell left. He was late.") == ["Mr. Prell left.", "He was late."]


def test_an_hour_ends_nothing_before_its_day() -> None:
    assert sentences("It rained at 5 p.m. Friday in Rome. Ana left at 6 p.m. Ivo stayed.") == [
        "It rained at 5 p.m. Friday in Rome.",
        "Ana left at 6 p.m.",
        "Ivo stayed.",
    ]


def test_a_quotation_is_cut_only_where_it_may_be() -> None:
    text = "“It rained. We left,” she said."
    assert sentences(text) == [text]
    cut = split(text, Span(0, len(text)), whole_quotations=False)
    assert [s.of(text) for s in cut] == ["“It rained.", "We left,” she said."]


def test_a_straight_mark_that_opens_closes_nothing() -> None:
    text = 'Ana said, "It rained. "It froze," and left.'
    assert [q.of(text) for q in quotations(text, Span(0, len(text)))] == ['"It rained. "It froze,"']
