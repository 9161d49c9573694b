"""Every rule, word list and codebook entry: well formed, and its examples true."""

import re
from importlib.resources import files
from pathlib import Path

import pytest
from conftest import Read

from dateline.codebook import load_codebook
from dateline.errors import CodebookInvalid
from dateline.ingest.report import _furniture
from dateline.names import table
from dateline.reading.rules import Rule, load_rules, parse_rules
from dateline.reading.words import saying_macros, word_list
from dateline.timewords import TimeRule, find_times, time_rules

DATA = files("dateline") / "data"
RULES = [(n, r) for n in ("statements", "events", "relations") for r in load_rules(n, saying_macros())]
EXAMPLES = [(n, r, e) for n, r in RULES for e in r.match]
REFUSALS = [(n, r, t) for n, r in RULES for t in r.no_match]


@pytest.mark.parametrize(("name", "rule", "example"), EXAMPLES, ids=lambda v: getattr(v, "id", None))
def test_rule_matches_its_examples(name: str, rule: Rule, example: dict[str, str], read_by_rules: Read) -> None:
    page = read_by_rules(example["text"])
    text, by = page.text, f"rule:{rule.id}"

    def words(mention: int | None) -> str:
        return "" if mention is None else page.mentions[mention].span.of(text)

    reading = page.entry.reading
    if name == "statements":
        told = [(words(s.speaker), s.content[0].of(text)) for s in reading.statements]
        assert (example["speaker"], example["content"]) in told, told
        statement = reading.statements[told.index((example["speaker"], example["content"]))]
        assert example.get("medium") in (None, statement.medium)
        assert example.get("occasion", words(statement.occasion)) == words(statement.occasion)
        assert example.get("place", words(statement.place)) == words(statement.place)
    elif name == "events":
        acts = [e for e in reading.events if e.trigger.of(text) == example["trigger"]]
        assert acts, [e.trigger.of(text) for e in reading.events]
        assert example["actor"] in [words(a) for a in acts[0].actors]
        others = [words(r) for r in (*acts[0].recipients, *acts[0].actors)]
        assert example.get("recipient", others[0]) in others
        assert example.get("time", words(acts[0].time)) == words(acts[0].time)
    else:
        found = [(words(r.source), words(r.target), words(r.since)) for r in reading.relations if r.by == by]
        assert (example["from"], example["to"], example.get("since", "")) in found, found


@pytest.mark.parametrize(("name", "rule", "text"), REFUSALS, ids=lambda v: getattr(v, "id", None))
def test_rule_refuses_its_counterexamples(name: str, rule: Rule, text: str, read_by_rules: Read) -> None:
    reading = read_by_rules(text).entry.reading
    assert f"rule:{rule.id}" not in [x.by for x in getattr(reading, name)]


@pytest.mark.parametrize("rule", time_rules(), ids=lambda r: r.id)
def test_time_rule(rule: TimeRule, read_by_rules: Read) -> None:
    for example in rule.match:
        page = read_by_rules(example["text"], example["anchor"])
        values = [e.timex.value for e in page.entities if e.timex is not None]
        assert example["expect"] in values
        assert example["time"] in [m.span.of(page.text) for m in page.mentions if m.kind == "time"]
    for text in rule.no_match:
        assert rule.id not in [t.rule for t in find_times(text)]


@pytest.mark.parametrize("row", word_list("saying"), ids=lambda r: r["lemma"])
def test_saying_verb(row: dict[str, str], read_by_rules: Read) -> None:
    form = row["forms"].split(";")[-1]
    if "that" in row["frames"] and not form.endswith("ing"):
        page = read_by_rules(f"President Ana Prell {form} that the road to the north was closed.")
        assert page.statements[0].speaker is not None
        assert page.statements[0].speaker.name == "Ana Prell"
        assert page.statements[0].record.act == row["act"]


def test_forces_are_taken_with_their_name(read_by_rules: Read) -> None:
    for row in word_list("forces"):
        assert row["example"].endswith(row["word"])


def test_furniture() -> None:
    for line in (DATA / "words/en/furniture.tsv").read_text("utf-8").splitlines()[1:]:
        _, match, no_match = line.split("\t")
        assert _furniture().fullmatch(match), match
        assert not _furniture().fullmatch(no_match), no_match


def test_datelines() -> None:
    import tomllib

    for rule in tomllib.loads((DATA / "rules/en/datelines.toml").read_text("utf-8"))["rule"]:
        for text in rule["match"]:
            assert re.match(rule["pattern"], text), text
        for text in rule["not"]:
            assert not re.match(rule["pattern"], text), text


def test_codebook_is_whole() -> None:
    codebook = load_codebook()
    assert len(codebook.event_types) == 16
    assert sum(len(t.modes) for t in codebook.event_types.values()) == 67
    assert len(codebook.contexts) == 37
    assert len(codebook.sectors) == 25
    assert len(codebook.relation_types) == 18
    assert codebook.canonical_event("demand") == "REQUEST"
    for relation in codebook.relation_types.values():
        for example in relation.match:
            assert example["from"] in example["text"]
            assert example["to"] in example["text"]


def test_a_malformed_codebook_is_refused_by_name(tmp_path: Path) -> None:
    for name in ("actors", "events", "relations"):
        (tmp_path / f"{name}.toml").write_bytes((DATA / f"codebook/{name}.toml").read_bytes())
    (tmp_path / "relations.toml").write_text('[[type]]\nname = "ally"\ndefinition = "x"\nsign = 5\n')
    with pytest.raises(CodebookInvalid, match=r"relations\.toml: type ally"):
        load_codebook(tmp_path)


def test_a_malformed_rule_is_refused_by_name() -> None:
    with pytest.raises(CodebookInvalid, match="rule broken"):
        parse_rules("x.toml", '[[rule]]\nid = "broken"\npattern = "("\nmatch = [{text = "a"}]', {})


def test_tables_are_dated_and_unique() -> None:
    for row in table("offices"):
        assert not row["until"] or row["from"] < row["until"], row
    names = [row["name"] for row in table("organisations")]
    assert len(names) == len(set(names))
    codes = [row["iso3"] for row in table("countries")]
    assert codes == sorted(set(codes))


def test_every_data_file_and_column_is_described() -> None:
    page = (DATA / "SCHEMA.md").read_text("utf-8")
    root = Path(str(DATA))
    for path in root.rglob("*.t*"):
        assert f"`{path.name}`" in page, path
        if path.suffix == ".tsv":
            for column in path.read_text("utf-8").split("\n")[0].split("\t"):
                assert f"`{column}`" in page or column in ("pattern", "source"), f"{path.name}: {column}"
