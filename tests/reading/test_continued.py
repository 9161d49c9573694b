"""A quotation that goes on after its attribution is one statement."""

from conftest import Read


def test_a_quotation_goes_on_in_the_next_sentence(read: Read) -> None:
    page = read("“We left,” President Ana Prell said. “The road was dark. It rained.”")
    (statement,) = page.statements
    assert [c.of(page.text) for c in statement.record.content] == ["“We left,”", "“The road was dark. It rained.”"]


def test_no_rule_goes_on_over_a_paragraph(read_by_rules: Read) -> None:
    page = read_by_rules("“We left,” President Ana Prell said.\n\n“Nobody saw us leave.”")
    assert [len(s.record.content) for s in page.statements] == [1]


def test_a_divided_quotation(read: Read) -> None:
    page = read("“We left,” President Ana Prell said at a rally in Vienna, “but the road was dark and long.”")
    (statement,) = page.statements
    assert len(statement.record.content) == 2
    page = read("“We left,” she said, but “the road was dark and it was long.”")
    assert [len(s.record.content) for s in page.statements] == [2]
