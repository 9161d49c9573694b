"""What a preposition says of a time: since, until, before, after, during."""

import pytest
from conftest import Read


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("The road has been closed since 2003.", "begin"),
        ("The road was closed until 2003.", "end"),
        ("The road was closed before 2003.", "before"),
        ("The road was closed in 2003.", None),
    ],
)
def test_relation(text: str, relation: str | None, read: Read) -> None:
    (timex,) = [e.timex for e in read(text).entities if e.timex is not None]
    assert (timex.value, timex.relation) == ("2003", relation)
