import json
from pathlib import Path

import pytest
from bench import command, floors, tagger
from bench.corpus import DevelopmentSet, digest

from dateline.errors import ArtifactMissing
from dateline.reading.model import Model

XML = (
    "<articles><article><text>They met in Germany.</text><locations><location><name>Germany</name><start>12</start>"
    "<end>19</end><lat>51.0</lat><lon>9.0</lon></location></locations></article></articles>"
)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    file = tmp_path / "a.xml"
    file.write_text(XML, "utf-8")
    return file


def test_a_path_gives_a_table_and_a_line_of_json(articles: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["places", "--data", str(articles)]) == 0
    *table, last = capsys.readouterr().out.splitlines()
    figures = json.loads(last)
    assert figures["place_f1"] == 1
    assert figures["documents"] == 1
    assert figures["digest"] == digest(articles)
    assert {"place_f1_low", "place_f1_high"} <= set(figures)
    assert any(line.split()[:1] == ["place"] for line in table)


@pytest.mark.parametrize(
    "arguments", [["places", "--data", "/not/there"], ["re3d", "--data", "{}"], ["all", "--data", "{}"], ["pin"]]
)
def test_what_is_refused_is_one_line_and_status_2(
    arguments: list[str], articles: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main([a.format(articles) for a in arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.splitlines()) == 1


def test_an_absent_corpus_is_skipped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "SETS", (DevelopmentSet(task="re3d", label="re3d", path=tmp_path / "none"),))
    assert command.main(["re3d", "--json"]) == 0
    assert set(json.loads(capsys.readouterr().out)) == {"skipped"}


def test_an_absent_model_is_skipped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Oslo\tB-location\n", "utf-8")

    def missing() -> Model:
        raise ArtifactMissing("model.onnx is missing")

    monkeypatch.setattr(Model, "load", missing)
    tagger.load.cache_clear()
    assert command.main(["ner", "--data", str(file)]) == 0
    assert set(json.loads(capsys.readouterr().out.splitlines()[-1])) == {"skipped"}
    tagger.load.cache_clear()


def test_several_sets_are_told_apart(
    articles: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sets = [DevelopmentSet(task="places", label=label, path=articles) for label in ("one", "two")]
    monkeypatch.setattr(command, "SETS", sets)
    assert command.main(["all", "--json"]) == 0
    assert {"one_place_f1", "two_place_f1"} <= set(json.loads(capsys.readouterr().out))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "floors.json"
    file.write_text('{"seed": {"times": 12}}', "utf-8")
    return file


def test_a_floor_rises_and_falls_only_with_a_reason(file: Path) -> None:
    floors.pin("x", "d", {"f1": 0.5, "other": 0.1}, ["f1"], file=file)
    floors.pin("x", "d", {"f1": 0.6}, ["f1"], file=file)
    with pytest.raises(floors.Lowered, match=r"0\.6 → 0\.55"):
        floors.pin("x", "d", {"f1": 0.55}, ["f1"], file=file)
    assert floors.load(file)["x"] == {"digest": "d", "f1": 0.6}
    floors.pin("x", "d", {"f1": 0.55}, ["f1"], reason="the gold was mended", file=file)
    assert floors.load(file)["x"] == {
        "digest": "d",
        "f1": 0.55,
        "lowered": [{"reason": "the gold was mended", "were": {"f1": 0.6}}],
    }
    assert floors.load(file)["seed"] == {"times": 12}


def test_what_undercuts_a_floor() -> None:
    pinned = {"x": {"digest": "d", "f1": 0.5, "lowered": []}}
    assert floors.undercut("x", "d", {"f1": 0.5}, pinned) == []
    assert floors.undercut("x", "d", {"f1": 0.4}, pinned) == ["x: f1 is 0.4, its floor 0.5"]
    assert floors.undercut("x", "e", {"f1": 0.9}, pinned) == ["x: the corpus is e, the floors are of d"]
    assert floors.undercut("y", "e", {"f1": 0.1}, pinned) == []


def test_the_digest_is_of_names_and_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x", "utf-8")
    first = digest(tmp_path)
    assert len(first) == 16
    (tmp_path / "a").rename(tmp_path / "b")
    assert digest(tmp_path) != first
