"""One desk for all tests: the model, rules and tables are loaded once."""

from collections.abc import Callable

import pytest

from dateline.codebook import load_codebook
from dateline.ingest.sources import Given
from dateline.page import Page
from dateline.pipeline import Desk
from dateline.reading.lexicon import Lexicon
from dateline.reading.reader import Reader
from dateline.resolution.resolver import Resolver
from dateline.text import Skip

Read = Callable[..., Page]


@pytest.fixture(scope="session")
def desk() -> Desk:
    return Desk.load()


@pytest.fixture(scope="session")
def rules() -> Desk:
    """A desk that reads by rules alone: what a rule's examples are checked with."""
    reader = Reader(lexicon=Lexicon.load(), codebook=load_codebook())
    return Desk(reader=reader, resolver=Resolver.load())


@pytest.fixture(scope="session")
def read(desk: Desk) -> Read:
    return reading_with(desk)


@pytest.fixture(scope="session")
def read_by_rules(rules: Desk) -> Read:
    return reading_with(rules)


def reading_with(desk: Desk) -> Read:
    def one(text: str, published: str | None = "2024-07-04") -> Page:
        found = desk.read_text(text, Given(published=published))
        assert not isinstance(found, Skip), found
        return Page(found)

    return one
