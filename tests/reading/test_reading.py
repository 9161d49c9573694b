"""Reading without examples of the data files: the encoder seam, capitals, pronouns, and what is not invented."""

import pytest
from conftest import Read

from dateline.codebook import load_codebook
from dateline.ingest.sources import Given
from dateline.page import Page
from dateline.pipeline import Desk
from dateline.reading.encoder import ScoredSpan, ScriptedEncoder, Seen
from dateline.reading.lexicon import Lexicon
from dateline.reading.reader import Reader
from dateline.resolution.resolver import Resolver
from dateline.text import Skip, Span

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


def test_an_encoder_drops_in() -> None:
    text = "Ana Prell left the hall."
    script = {text: Seen(spans=(ScoredSpan(span=Span(0, 9), kind="person", score=0.9),))}
    reader = Reader(lexicon=Lexicon.load(), codebook=load_codebook(), encoder=ScriptedEncoder(script))
    found = Desk(reader=reader, resolver=Resolver.load()).read_text(text, Given())
    assert not isinstance(found, Skip)
    page = Page(found)
    assert [(m.span.of(page.text), m.by) for m in page.mentions] == [("Ana Prell", "model")]


def test_of_an_organisation_the_whole_name_counts() -> None:
    text = "The Foreign Ministry closed the road."
    script = {text: Seen(spans=(ScoredSpan(span=Span(4, 20), kind="organisation", score=0.3),))}
    reader = Reader(lexicon=Lexicon.load(), codebook=load_codebook(), encoder=ScriptedEncoder(script))
    found = Desk(reader=reader, resolver=Resolver.load()).read_text(text, Given())
    assert not isinstance(found, Skip)
    page = Page(found)
    assert [(m.span.of(page.text), m.by) for m in page.mentions] == [("Foreign Ministry", "rule:organisation-head")]


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
