"""The quick development sets stay at or above their floors; skipped where a corpus is not beside the project.

All sets, with the model and the long texts too, are checked by `python -m bench all --check`.
"""

import pytest

from bench import command
from bench.corpus import SETS, DevelopmentSet

QUICK = ("polnear", "own", "timeml_meantime", "places_geowebnews", "re3d")  # a few seconds each


@pytest.mark.parametrize("one", [s for s in SETS if s.label in QUICK], ids=lambda s: str(s.label))
def test_floors(one: DevelopmentSet) -> None:
    scored = command.run_set(one)
    if scored.skipped:
        pytest.skip(scored.skipped)
    assert command.check([scored]) == []
