"""The sheet of judged statements: counted, and told apart by article and span."""

from pathlib import Path

import pytest
from bench import sheet, unlabelled


def test_verdicts_are_of_one_statement_each() -> None:
    rows = unlabelled.JUDGED.read_text("utf-8").splitlines()[1:]
    told = unlabelled.verdicts()
    assert len(told) == len(rows)
    assert set(told.values()) <= set(unlabelled.VERDICTS)
    assert all(len(row.split("\t")) == 5 for row in rows)  # no text of the articles


def test_the_sheet_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "sheet.tsv"
    table.write_text("corpus\tarticle\tstart\tend\tverdict\nA\t1\t0\t5\tright\nA\t1\t9\t12\tnone\n", "utf-8")
    monkeypatch.setattr(sheet, "SHEET", table)
    monkeypatch.setattr(unlabelled, "present", lambda: False)
    monkeypatch.setattr("sys.argv", ["sheet"])
    sheet.main()
    assert capsys.readouterr().out.splitlines()[0].startswith("1 of 2 right: 0.500")
