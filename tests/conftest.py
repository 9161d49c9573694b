"""One desk for all tests: the rules and tables are loaded once."""

from collections.abc import Callable

import pytest

from dateline.ingest.sources import Given
from dateline.page import Page
from dateline.pipeline import Desk
from dateline.text import Skip

Read = Callable[..., Page]


@pytest.fixture(scope="session")
def desk() -> Desk:
    return Desk.load()


@pytest.fixture(scope="session")
def read(desk: Desk) -> Read:
    def one(text: str, published: str | None = "2024-07-04") -> Page:
        found = desk.read_text(text, Given(published=published))
        assert not isinstance(found, Skip), found
        return Page(found)

    return one
