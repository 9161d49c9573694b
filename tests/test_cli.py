"""The command line as a user types it: output, exit codes, one-line errors."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from dateline.cli import app

ROOT = Path(__file__).parents[1]
REPORTS = ROOT / "examples" / "reports"
SENTENCE = "President Ana Prell said on Tuesday that Pakistan backed the Taliban."


def run(*words: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "dateline", *words], input=stdin, capture_output=True, text=True)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("record") / "samples.db"
    done = run("add", str(REPORTS), "--to", str(path))
    assert done.returncode == 0, done.stderr
    assert " added, 0 already there, 0 skipped" in done.stdout
    again = run("add", str(REPORTS), "--to", str(path))
    assert ": 0 added" in again.stdout
    return str(path)


def ask(record: str, *words: str) -> list[dict[str, object]]:
    done = CliRunner().invoke(app, [*words, "--in", record, "--json"])
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_every_record_is_valid_and_every_span_true() -> None:
    schema = json.loads((ROOT / "src/dateline/data/record.schema.json").read_text("utf-8"))
    done = run("read", str(REPORTS), "--json")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(lines) >= 20
    for line in lines:
        Draft202012Validator(schema).validate(line)
        assert_spans(line, line["report"]["text"])
    assert done.stdout == run("read", str(REPORTS), "--json").stdout


def assert_spans(node: object, text: str) -> None:
    if isinstance(node, dict):
        if {"start", "end", "text"} <= node.keys():
            assert text[node["start"] : node["end"]] == node["text"]
        for child in node.values():
            assert_spans(child, text)
    elif isinstance(node, list):
        for child in node:
            assert_spans(child, text)


def test_exit_codes() -> None:
    assert run("read", "-", stdin=SENTENCE).returncode == 0
    empty = run("read", "-", "--json", stdin="")
    assert empty.returncode == 1
    assert json.loads(empty.stdout)["skipped"]["reason"] == "empty"
    missing = run("read", "nowhere.txt")
    assert missing.returncode == 2
    assert missing.stderr.count("\n") == 1
    assert run("read", "-", "--published", "soon", stdin=SENTENCE).returncode == 2


def test_who_called_the_taliban_an_ally(record: str) -> None:
    answers = ask(record, "said", "--about", "Taliban", "--containing", "allies")
    assert {a["who"] for a in answers} == {"Vladimir Putin"}
    assert "2024-07-04" in {a["date"] for a in answers}


def test_check_tells_by_its_exit_code(record: str) -> None:
    answers = ask(record, "said", "--by", "Putin", "--limit", "50")
    quotation = next(m[1] for a in answers if (m := re.search(r"“([^”]+)”", str(a["words"]))))
    same = run("check", quotation, "--in", record, "--json")
    assert (same.returncode, json.loads(same.stdout)["verdict"]) == (0, "verbatim")
    nothing = run("check", "Purple elephants juggle silently", "--in", record)
    assert (nothing.returncode, nothing.stdout) == (3, "Nothing like it is in the record.\n")
    assert run("check", "…", "--in", record).returncode == 2


def test_each_saying_once(record: str) -> None:
    every, once = (ask(record, "said", "--limit", "1000", *more) for more in ((), ("--once",)))
    assert 0 < len(once) < len(every)
    sure = ask(record, "said", "--limit", "1000", "--min-score", "0.9")
    assert 0 < len(sure) < len(every)


@pytest.mark.parametrize(
    ("day", "bans", "recognises"),
    [("2003-12-31", True, False), ("2023-12-31", True, False), ("2025-08-31", False, True)],
)
def test_how_russia_stood(record: str, day: str, bans: bool, recognises: bool) -> None:
    answers = ask(record, "stands", "Russia", "Taliban", "--on", day)
    held = {str(a["type"]): not a["negated"] for a in answers}
    assert held["bans"] is bans
    assert held["recognises"] is recognises


def test_unknown_values_name_the_known(record: str) -> None:
    done = run("stands", "Russia", "--type", "likes", "--in", record)
    assert done.returncode == 2
    assert "ally" in done.stderr
    assert run("did", "--type", "x", "--in", record).returncode == 2
    assert run("said", "--since", "soon", "--in", record).returncode == 2


def test_wrong_usage_is_one_line(record: str) -> None:
    for words in (("said", "--foo", "1"), ("read",), ("nothing",), ("export", "--in", record, "--format", "xml")):
        done = run(*words)
        assert done.returncode == 2, words
        assert done.stderr.count("\n") == 1, done.stderr
        assert "--help" in done.stderr


def test_seen_show_export_skipped_csv(record: str, tmp_path: Path) -> None:
    assert ask(record, "seen", "--name", "FARC", "--limit", "3")
    key = str(ask(record, "said", "--limit", "1")[0]["key"])
    shown = run("show", key, "--in", record)
    assert shown.returncode == 0
    assert key in shown.stdout
    out = tmp_path / "all.jsonl"
    assert run("export", "--in", record, "--out", str(out)).returncode == 0
    assert len(out.read_text("utf-8").splitlines()) == len(list(REPORTS.iterdir()))
    table = run("export", "--in", record, "--format", "csv", "--table", "relation").stdout
    assert table.startswith("report_id,title,published,key")
    assert run("said", "--in", record, "--csv").stdout.startswith("kind,key,headline")
    assert run("skipped", "--in", record).returncode == 0
