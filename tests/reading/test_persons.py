"""Names outside the tables: introduced by a cue or a title, and never taken for a namesake."""

from conftest import Read


def test_a_name_beside_a_saying_verb_is_a_person(read: Read) -> None:
    page = read("Ana Prell said that the road was closed. “It was dark,” said Prell.")
    assert [s.speaker.name for s in page.statements if s.speaker is not None] == ["Ana Prell", "Ana Prell"]


def test_a_namesake_is_not_the_one_of_the_tables(read: Read) -> None:
    page = read("Ana Gromov said that the road was closed. Gromov said that she had seen it.")
    assert {e.name for e in page.entities if e.kind == "person"} == {"Ana Gromov"}


def test_an_organisation_that_speaks_is_no_person(read: Read) -> None:
    page = read("Northern Rail Company said that the road was closed.")
    assert [s.speaker.kind for s in page.statements if s.speaker is not None] == ["organisation"]


def test_capitals_alone_name_nobody(read: Read) -> None:
    assert not [e for e in read("The Green Hills were covered in Early Snow.").entities if e.kind == "person"]
