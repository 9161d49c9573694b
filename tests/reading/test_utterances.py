"""One saying told twice has one number."""

from conftest import Read


def test_lead_and_quotation(read: Read) -> None:
    page = read(
        "President Ana Prell said that the talks in Vienna were “useful”.\n\n"
        "“The talks were useful and short,” Prell said.\n\nPrell said that the road home was long."
    )
    assert [s.record.utterance for s in page.statements] == [0, 0, 1]
