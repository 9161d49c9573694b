"""Our marked pairs as rows of PLV: the tenth that is measured, in PLV's roots."""

from pathlib import Path

import pytest
from bench.corpus import Refused
from bench.tasks import pairs

SENT = "AID/-\t[s Oslo] [v sent] rice to [t Chad].\n"
PARDONED = "CONCEDE/-\t[t A clerk] was [v pardoned] by [s Oslo].\n"


def test_every_tenth_is_measured(tmp_path: Path) -> None:
    (tmp_path / "z.tsv").write_text(SENT * 9 + PARDONED, "utf-8")
    (row,) = pairs.documents(tmp_path)
    assert (" ".join(row.words[slice(*row.source)]), " ".join(row.words[slice(*row.target)])) == ("Oslo", "A clerk")
    assert (row.root, row.quad) == ("YIELD", "2")


def test_another_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "z.tsv").write_text("sentence\tgold\n", "utf-8")
    with pytest.raises(Refused, match=r"z\.tsv:1: "):
        pairs.documents(tmp_path)
