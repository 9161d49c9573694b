"""Questions → SQL with bound parameters; the only file that writes SELECT for them."""

from dateline.queries.questions import Did, Question, Said, Seen, Stands

_REPORT = "r.id, r.title, r.outlet, r.published"
_ORDER = " ORDER BY r.published, r.number, t.start, t.key"
_FULLEST = "PARTITION BY t.report, t.utterance ORDER BY t.manner = 'direct' DESC, length(t.content) DESC, t.start"
Bound = tuple[str, dict[str, object]]


def select(question: Question) -> Bound:
    """The statement and its parameters; every row is the columns `ask` reads, by name."""
    if isinstance(question, Said):
        return _said(question)
    if isinstance(question, Did):
        return _did(question)
    if isinstance(question, Stands):
        return _stands(question)
    return _seen(question)


def _said(q: Said) -> Bound:
    where = _Where(q)
    where.named("t.speaker", q.by)
    where.named("t.about || t.names", q.about)
    where.equal("t.act", q.type)
    where.claims(q.modality)
    where.at_least("t.score", q.min_score)
    where.named("t.place", q.place)
    where.holds("t.words", q.containing)
    columns = (
        "t.speaker AS who, t.act AS type, t.about AS whom, t.modality = 'negated' AS negated, t.said_on AS since,"
        " NULL AS until, t.modality AS modality, t.score AS score, t.speaker_role AS role"
    )
    return where.select("statement", f"{columns}, t.content AS content, t.speaker AS according_to", once=q.once)


def _did(q: Did) -> Bound:
    where = _Where(q)
    where.named("t.actors", q.by)
    where.named("t.recipients", q.about)
    where.equal("t.type", q.type)
    where.named("t.place", q.place)
    where.holds("t.words", q.containing)
    columns = "t.actors AS who, t.type AS type, t.recipients AS whom, 0 AS negated, t.since AS since, t.until AS until"
    return where.select("event", f"{columns}, t.place AS content, t.according_to AS according_to")


def _stands(q: Stands) -> Bound:
    where = _Where(q)
    where.either(q.by, q.about)
    where.equal("t.type", q.type)
    where.holds("t.words", q.containing)
    columns = (
        "t.source AS who, t.type AS type, t.target AS whom, t.negated AS negated, t.since AS since, t.until AS until"
    )
    return where.select("relation", f"{columns}, NULL AS content, t.according_to AS according_to")


def _seen(q: Seen) -> Bound:
    where = _Where(q)
    where.named("e.name", q.by)
    where.equal("e.kind", q.type)
    where.holds("t.words", q.containing)
    if q.place is not None:
        where.place_in_report(q.place)
    text = (
        f"SELECT '' AS key, t.start AS start, t.\"end\" AS end, t.words AS words, {_REPORT}, e.name AS who,"
        " e.kind AS type, NULL AS whom, 0 AS negated, NULL AS since, NULL AS until, NULL AS content,"
        " NULL AS according_to FROM mention t JOIN report r ON r.number = t.report"
        " JOIN link l ON l.report = t.report AND l.mention = t.number"
        " JOIN entity e ON e.report = l.report AND e.number = l.entity"
        f"{where.clause()} ORDER BY r.published, r.number, t.start"
    )
    return text, where.bound


class _Where:
    """Conditions joined by AND, with their parameters; dates of the report are filtered for every question."""

    def __init__(self, question: Question) -> None:
        self.bound: dict[str, object] = {}
        self._conditions: list[str] = []
        if question.since is not None:
            self._add("r.published >= {}", question.since)
        if question.until is not None:
            self._add("r.published <= {}", question.until)

    def named(self, column: str, name: str | None) -> None:
        """Whole words of `name` in a column of one name or of names between bars."""
        if name is not None:
            self._add(f"named({column}, {{}})", name)

    def equal(self, column: str, value: str | None) -> None:
        """Equal, where a value is given."""
        if value is not None:
            self._add(f"{column} = {{}}", value)

    def holds(self, column: str, words: str | None) -> None:
        """The words stand in the column, in any case."""
        if words is not None:
            self._add(f"holds({column}, {{}})", words)

    def claims(self, modality: str | None) -> None:
        """Of one modality, or of all but the one that says nothing."""
        if modality is None:
            self._add("t.modality <> 'no_statement'")
        else:
            self.equal("t.modality", modality)

    def at_least(self, column: str, value: float | None) -> None:
        """Not below a number, where one is given."""
        if value is not None:
            self._add(f"{column} >= {{}}", value)

    def either(self, by: str | None, about: str | None) -> None:
        """One end is `by` and the other `about`, whichever way the relation points."""
        one = by or about
        if one is None:
            return
        if by is None or about is None:
            self._add("(named(t.source, {0}) OR named(t.target, {0}))", one)
        else:
            self._add(
                "(named(t.source, {0}) AND named(t.target, {1}) OR named(t.source, {1}) AND named(t.target, {0}))",
                by,
                about,
            )

    def place_in_report(self, name: str) -> None:
        """A place of this name is mentioned in the same report."""
        self._add(
            "EXISTS (SELECT 1 FROM entity p WHERE p.report = t.report AND p.kind IN ('place', 'state')"
            " AND named(p.name, {}))",
            name,
        )

    def select(self, table: str, columns: str, *, once: bool = False) -> Bound:
        """The statement over one table of entries; `once`: the fullest of each utterance."""
        rank = f", ROW_NUMBER() OVER ({_FULLEST}) AS echo" if once else ""
        text = (
            f'SELECT t.key AS key, t.start AS start, t."end" AS end, t.words AS words, {_REPORT}, {columns}{rank}'
            f" FROM {table} t JOIN report r ON r.number = t.report{self.clause()}{_ORDER}"
        )
        return (f"SELECT * FROM ({text}) WHERE echo = 1", self.bound) if once else (text, self.bound)

    def clause(self) -> str:
        """WHERE and the conditions; nothing where there are none."""
        return f" WHERE {' AND '.join(self._conditions)}" if self._conditions else ""

    def _add(self, condition: str, *values: object) -> None:
        names = []
        for value in values:
            name = f"p{len(self.bound)}"
            self.bound[name] = value
            names.append(f":{name}")
        self._conditions.append(condition.format(*names))
