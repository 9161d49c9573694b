"""Reading without examples of the data files: the encoder seam, capitals, pronouns, and what is not invented."""

import pytest
from conftest import Read, reading_with

from dateline.codebook import load_codebook
from dateline.page import Page
from dateline.pipeline import Desk
from dateline.reading.encoder import Attribution, ScoredSpan, ScriptedEncoder, Seen
from dateline.reading.lexicon import Lexicon
from dateline.reading.reader import Reader
from dateline.record import SpeakerKind
from dateline.resolution.resolver import Resolver
from dateline.text import Span

CAPITALS = [
    ("Moscow has recalled its envoy.", "government"),
    ("Paris and Moscow’s relations are cool.", "government"),
    ("Relations with Moscow are cool.", "government"),
    ("The delegates met in Moscow.", "place"),
    ("The delegates flew to Moscow.", "place"),
    ("A Moscow theatre was closed.", "place"),
]


@pytest.mark.parametrize(("text", "kind"), CAPITALS)
def test_a_capital_is_its_government_or_the_city(text: str, kind: str, read: Read) -> None:
    page = read(text)
    (found,) = [e for e in page.entities if e.name in ("Moscow", "Russia") and e.country == "RUS"]
    assert found.kind == kind


def read_with(text: str, seen: Seen) -> Page:
    """A text as it is read where an encoder sees so much in it."""
    reader = Reader(lexicon=Lexicon.load(), codebook=load_codebook(), encoder=ScriptedEncoder({text: seen}))
    return reading_with(Desk(reader=reader, resolver=Resolver.load()))(text)


@pytest.mark.parametrize(("kind", "expected"), [("seat", "seat"), (None, "collective")])
def test_what_the_model_sees_of_a_saying_is_in_the_statement(kind: SpeakerKind | None, expected: str) -> None:
    text = "To Kenya, in Oslo, on Monday, for Norway, NATO signalled that talks would begin."

    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    roles = {"addressee": "Kenya", "place": "Oslo", "time": "Monday", "for": "Norway"}
    told = Attribution(
        source=span("NATO"),
        cue=span("signalled"),
        content=(span("that talks would begin"),),
        speaker_kind=kind,
        arguments=tuple((role, span(words)) for role, words in roles.items()),
        score=0.9,
    )
    (statement,) = [s.record for s in read_with(text, Seen(attributions=(told,))).statements]
    found = (statement.addressee, statement.place, statement.time, statement.on_behalf_of)
    mentions = read_with(text, Seen(attributions=(told,))).mentions
    assert [mentions[i].span.of(text) for i in found if i is not None] == list(roles.values())
    assert statement.speaker_kind == expected


def test_nobody_is_of_no_kind() -> None:
    text = "It is whispered that talks would begin."
    told = Attribution(source=None, cue=Span(6, 15), content=(Span(16, 38),), speaker_kind="named", score=0.9)
    (statement,) = read_with(text, Seen(attributions=(told,))).statements
    assert statement.record.speaker_kind == "unknown"


def test_an_encoder_drops_in() -> None:
    text = "Ana Prell left the hall."
    page = read_with(text, Seen(spans=(ScoredSpan(span=Span(0, 9), kind="person", score=0.9),)))
    assert [(m.span.of(page.text), m.by) for m in page.mentions] == [("Ana Prell", "model")]


@pytest.mark.parametrize("name", ["Foreign Ministry", "General Motors", "Interior Ministry"])
def test_of_an_organisation_the_whole_name_counts(name: str, read_by_rules: Read) -> None:
    page = read_by_rules(f"The {name} closed the road.")
    assert [(m.span.of(page.text), m.by) for m in page.mentions] == [(name, "rule:organisation-head")]


def test_he_added(read: Read) -> None:
    page = read("“The road is open,” President Ana Prell said. “It will stay open,” he added.")
    assert [s.speaker.name for s in page.statements if s.speaker is not None] == ["Ana Prell"] * 2


def test_what_a_speaker_says_is_on_his_word(read: Read) -> None:
    page = read("President Ana Prell said that Pakistan backed the Taliban.")
    (relation,) = [r for r in page.relations if r.type == "supports"]
    assert relation.according_to is not None
    assert relation.according_to.name == "Ana Prell"


@pytest.mark.parametrize("text", ["The road is long.", "It said so.", "A ban on smoking was lifted in Kabul."])
def test_nothing_is_invented(text: str, read: Read) -> None:
    page = read(text)
    assert not page.relations
    assert not page.events
    assert not [s for s in page.statements if s.speaker is not None and s.speaker.link == "linked"]


@pytest.mark.parametrize(
    "text",
    [
        "Rebel leaders of the Taliban said that the road was closed.",
        "Merchants in Pakistan said that the road was closed.",
    ],
)
def test_a_governed_name_is_not_the_speaker(text: str, read: Read) -> None:
    assert not [s for s in read(text).statements if s.speaker is not None and s.speaker.name in ("Taliban", "Pakistan")]


def test_a_later_attribution_is_not_content(read: Read) -> None:
    page = read("Pakistan said that the road was closed, a senior diplomat said on Monday.")
    assert "that the road was closed" in [s.content for s in page.statements]


def test_quotation_in_two_apostrophes(read: Read) -> None:
    page = read("''We are leaving,'' President Ana Prell said. ''The road is open.''")
    (statement,) = page.statements
    assert statement.quoted == ("We are leaving", "The road is open")
    assert statement.record.manner == "direct"
