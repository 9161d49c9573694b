"""Dateline reads news reports and keeps the record they contain.

    >>> import dateline
    >>> r = dateline.read("President Ana Prell said that the talks would go on.")
    >>> r.statements[0].speaker.name
    'Ana Prell'

`read` gives a `Page`; `Store` keeps entries in one SQLite file; `ask` answers `Said`, `Did`,
`Stands` and `Seen` from it, each answer with its evidence; `check` looks for a quotation.
"""

from functools import cache

from dateline.errors import DatelineError, QuestionInvalid, SourceError
from dateline.ingest.sources import Given
from dateline.page import Page
from dateline.pipeline import VERSION, Desk, Tally, run
from dateline.queries.ask import ask
from dateline.queries.check import Checked, check
from dateline.queries.questions import Did, Said, Seen, Stands
from dateline.store.store import Store
from dateline.text import Skip

__version__ = VERSION
__all__ = [
    "Checked",
    "DatelineError",
    "Desk",
    "Did",
    "Given",
    "Page",
    "QuestionInvalid",
    "Said",
    "Seen",
    "Skip",
    "SourceError",
    "Stands",
    "Store",
    "Tally",
    "__version__",
    "ask",
    "check",
    "read",
    "run",
]


@cache
def _desk() -> Desk:
    return Desk.load()


def read(text: str, *, published: str | None = None, url: str | None = None, outlet: str | None = None) -> Page:
    """Read one text: a report or a single sentence. `published` is an ISO date.

    Raises SourceError, with the reason, where the text is no report that can be read (empty, another
    language), and QuestionInvalid where `published` is no date.
    """
    found = _desk().read_text(text, Given(published=published, url=url, outlet=outlet))
    if isinstance(found, Skip):
        raise SourceError(f"text not read: {found.reason}: {found.detail}")
    return Page(found)
