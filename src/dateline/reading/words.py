"""Word lists of data/words: tab-separated files with a header line."""

from functools import cache
from importlib.resources import files

from dateline.errors import CodebookInvalid
from dateline.record import SpeakerKind


@cache
def word_list(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `data/words/en/NAME.tsv` by column name, in file order.

    Raises CodebookInvalid, naming file and line, where a row has other columns than the header.
    """
    lines = (files("dateline") / "data" / "words" / "en" / f"{name}.tsv").read_text("utf-8").splitlines()
    header = lines[0].split("\t")
    rows = []
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) != len(header):
            raise CodebookInvalid(f"words/en/{name}.tsv:{number}: {len(cells)} columns, needs {len(header)}")
        rows.append(dict(zip(header, cells, strict=True)))
    return tuple(rows)


@cache
def framed(frame: str) -> frozenset[str]:
    """The forms of the saying verbs with a frame: `quote`, `that`, `zero`."""
    rows = (row for row in word_list("saying") if frame in row["frames"].split(";"))
    return frozenset(form for row in rows for form in row["forms"].split(";"))


@cache
def saying_macros() -> dict[str, str]:
    """Macros for the rule files: `say_quote`, `say_that`, `say_zero`, each the forms with that frame."""
    frames = ("quote", "that", "zero")
    return {f"say_{f}": "|".join(sorted(framed(f), key=lambda w: (-len(w), w))) for f in frames}


@cache
def sayings() -> dict[str, dict[str, str]]:
    """Each form of a saying verb → its row (lemma, act, modality)."""
    return {form: row for row in word_list("saying") for form in row["forms"].split(";")}


@cache
def forms(name: str) -> frozenset[str]:
    """All forms of the verbs of a list with the columns `lemma` and `forms`."""
    return frozenset(form for row in word_list(name) for form in row["forms"].split(";"))


@cache
def speaker_words() -> dict[str, SpeakerKind]:
    """Words for what speaks → the kind of speaker that it is: "report" → document."""
    return {row["word"]: row["kind"] for row in word_list("speakers")}  # type: ignore[misc]
