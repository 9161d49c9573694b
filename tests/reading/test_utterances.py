"""One saying told twice has one number."""

from conftest import Read
from trees import report, span

from dateline.reading.found import Found, mention
from dateline.reading.utterances import number_utterances
from dateline.record import MentionForm, Statement


def test_lead_and_quotation(read: Read) -> None:
    page = read(
        "President Ana Prell said that the talks in Vienna were “useful”.\n\n"
        "“The talks were useful and short,” Prell said.\n\nPrell said that the road home was long."
    )
    assert [s.record.utterance for s in page.statements] == [0, 0, 1]


def told(text: str, *given: tuple[str, str, int | None], title: str) -> list[tuple[int, int | None]]:
    """Numbers and elided speakers of statements (words of the speaker, content, chain) in a titled report."""
    found = Found()
    statements = []
    read = report(title, text, kinds=("headline", "paragraph"))
    for who, content, chain in given:
        place = span(read.text, content)
        speaker = None
        if chain is not None:
            speaker = len(found.mentions)
            form: MentionForm = "name" if who[0].isupper() else "nominal"
            found.mentions.append(mention(span(read.text, who), "person", form, chain, "test"))
        statements.append(
            Statement(span=place, speaker=speaker, content=(place,), manner="indirect", by="model", score=0.9)
        )
    return [(s.utterance, s.speaker_elided) for s in number_utterances(read, found, tuple(statements))]


def test_a_headline_without_a_speaker_tells_what_the_report_does() -> None:
    text = "Ana Moran said that the harbour would stay closed until winter. She said that it was cold."
    found = told(
        text,
        ("", "Harbour closed until winter", None),
        ("Ana Moran", "that the harbour would stay closed until winter", 0),
        ("She", "that it was cold", 0),
        title="Harbour closed until winter",
    )
    assert found == [(0, 0), (0, None), (1, None)]


def test_another_speaker_is_another_saying() -> None:
    text = "Ana Moran said that the harbour would stay closed. Ivo Prell said that the harbour would stay closed."
    found = told(
        text,
        ("Ana Moran", "that the harbour would stay closed", 0),
        ("Ivo Prell", "the harbour would stay closed", 1),
        title="News",
    )
    assert [number for number, _ in found] == [0, 1]
