"""Surnames of several persons: the full name in the report decides, else the office on the day, else nobody."""

import pytest
from conftest import Read

CASES = [
    ("Bush said that the road was closed.", "2005-01-01", ("George W. Bush", "linked")),
    ("Bush said that the road was closed.", "1990-01-01", ("George H. W. Bush", "linked")),
    ("Bush said that the road was closed.", "2020-01-01", ("Bush", "abstained")),
    ("Hillary Clinton left. Clinton said that the road was closed.", "1999-01-01", ("Hillary Clinton", "linked")),
    ("Putin said that the road was closed.", "2024-01-01", ("Vladimir Putin", "linked")),
]


@pytest.mark.parametrize(("text", "day", "expected"), CASES)
def test_surname(text: str, day: str, expected: tuple[str, str], read: Read) -> None:
    (statement,) = read(text, day).statements
    assert statement.speaker is not None
    assert (statement.speaker.name, statement.speaker.link) == expected


def test_roles_and_code_as_of_the_day(read: Read) -> None:
    (before,) = [e for e in read("Vladimir Putin left.", "2011-01-01").entities if e.kind == "person"]
    (after,) = [e for e in read("Joe Biden left.", "2025-06-01").entities if e.kind == "person"]
    assert before.code == "RUSGOV"
    assert [r.title for r in before.roles if r.begin and r.end and r.begin <= "2011-01-01" < r.end] == [
        "Prime Minister of Russia"
    ]
    assert after.code == "USA"


def test_the_taliban_are_a_government_when_they_govern(read: Read) -> None:
    kinds = [read("The Taliban left.", day).entities[0].kind for day in ("2010-01-01", "2024-01-01")]
    assert kinds == ["armed_group", "government"]
