"""The development sets, beside the project and our own, their digests, and the refusal of a path of another format."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parents[2] / "shared" / "data"
OWN = Path(__file__).parents[1] / "training" / "own"
ELSEWHERE = OWN.parent / "elsewhere"
REPORTS = Path(__file__).parent / "reports"
CASES = DATA.parent / "cases"


class Refused(Exception):
    """A path that is not there or not in the task's format; the message is one line for the user."""


class Absent(Exception):
    """Something that a score needs and that is not here: a corpus, a model. The message says what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DevelopmentSet:
    """One development set: its task, its label in floors.json, and where it lies."""

    task: str
    label: str
    path: Path


def _sets(task: str, **paths: str) -> list[DevelopmentSet]:
    return [DevelopmentSet(task=task, label=label, path=DATA / path) for label, path in paths.items()]


SETS = (
    *_sets("polnear", polnear="polnear/dev"),
    *_sets("conllu", conllu_ewt="ud-english-ewt/dev.conllu", conllu_gum="gum/dev"),
    *_sets("ner", ner_conll2003="conll2003/dev.txt", ner_politics="crossner-politics/dev.txt"),
    *_sets("speakers", speakers_gum="gum/dev"),
    *_sets("plv", plv="plv/train.tsv"),
    *_sets("timeml", timeml_wikiwars="wikiwars", timeml_meantime="meantime/intra-doc_annotation"),
    *_sets("places", places_geovirus="places/GeoVirus.xml", places_geowebnews="places/GeoWebNews-dev.xml"),
    *_sets("re3d", re3d="re3d"),
    DevelopmentSet(task="own", label="own", path=OWN),
    DevelopmentSet(task="pairs", label="pairs", path=OWN / "pairs"),
    DevelopmentSet(task="reports", label="reports", path=REPORTS),
    DevelopmentSet(task="elsewhere", label="elsewhere", path=ELSEWHERE),
    DevelopmentSet(task="cases", label="cases", path=CASES / "statements.jsonl"),
)


def files_in(path: Path, suffixes: tuple[str, ...] = ()) -> list[Path]:
    """The file itself, or every file of a folder and its folders, sorted; `suffixes` (lower case) filter a folder."""
    if path.is_file():
        return [path]
    inside = sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith("."))
    return [p for p in inside if not suffixes or p.suffix.lower() in suffixes]


def texts_in(path: Path, suffixes: tuple[str, ...]) -> Iterator[tuple[Path, str]]:
    """Every file with its text, a byte order mark left out. Raises Refused where one is not UTF-8."""
    for file in files_in(path, suffixes):
        try:
            yield file, file.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise Refused(f"{file}: not UTF-8 text") from error


def digest(path: Path, suffixes: tuple[str, ...] = ()) -> str:
    """The first 16 hex digits of the SHA-256 over the names and bytes of the files; of a folder those with a suffix."""
    sum_ = hashlib.sha256()
    for file in files_in(path, suffixes):
        name = file.name if path.is_file() else file.relative_to(path).as_posix()
        body = file.read_bytes()
        sum_.update(f"{name}\0{len(body)}\0".encode() + body)
    return sum_.hexdigest()[:16]
