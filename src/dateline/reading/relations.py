"""Rule matches → relations: type, direction, scope, dates, and on whose word."""

from dateline.codebook import Codebook
from dateline.reading import segment
from dateline.reading.events import voucher
from dateline.reading.found import Found
from dateline.reading.mentions import units
from dateline.reading.rules import Found as Match
from dateline.reading.rules import Rule, find, mask
from dateline.record import Evidence, Relation, Statement
from dateline.text import Report, Span


def find_relations(
    report: Report, found: Found, statements: tuple[Statement, ...], rules: tuple[Rule, ...], codebook: Codebook
) -> tuple[Relation, ...]:
    """Relations of the report in text order; one for each pair of mentions, type and polarity."""
    relations: dict[tuple[str, bool, int, int], Relation] = {}
    for _, sentence in segment.sentences(report):
        masked = mask(report.text, sentence, units(report.text, found, sentence, []))
        for match in find(rules, masked):
            for source, target in _pairs(match):
                relation = _relation(report.text, match, (source, target), found, statements, codebook)
                if relation is not None:
                    relations.setdefault((relation.type, relation.negated, source, target), relation)
    for relation in _offices(report.text, found, statements, codebook):
        relations.setdefault((relation.type, False, relation.source, relation.target), relation)
    return tuple(sorted(relations.values(), key=lambda r: (r.span.start, r.type)))


def _pairs(match: Match) -> list[tuple[int, int]]:
    """Every source with every target: "Britain and France recognised Chad" is two relations."""
    sources = [*match.beside.get("from", ()), *([match.slots["from"]] if "from" in match.slots else [])]
    targets = [*([match.slots["to"]] if "to" in match.slots else []), *match.beside.get("to", ())]
    return [(source, target) for source in sources for target in targets]


def _relation(
    text: str, match: Match, pair: tuple[int, int], found: Found, statements: tuple[Statement, ...], codebook: Codebook
) -> Relation | None:
    source, target = pair
    if found.mentions[source].chain == found.mentions[target].chain:
        return None
    if not (found.named(source) and found.named(target)):
        return None
    if match.rule.effect.get("noun") != "yes" and match.opening is not None and found.governed(text, match.opening):
        return None
    kind = codebook.relation_types[match.rule.effect["type"]]
    words = match.spans.get("evidence", match.span)
    return Relation(
        span=match.span,
        type=kind.name,
        negated=match.rule.effect.get("negated") == "yes",
        source=source,
        target=target,
        scope=match.spans.get("scope") and _lead_trimmed(match.spans["scope"]),
        since=match.slots.get("since"),
        until=match.slots.get("until"),
        sign=kind.sign,
        evidence=(Evidence(span=words, according_to=voucher(statements, words)),),
        by=f"rule:{match.rule.id}",
        score=0.8,
    )


def _lead_trimmed(span: Span) -> Span:
    """Without the space that the pattern needs before the scope."""
    return Span(span.start + 1, span.end)


def _offices(text: str, found: Found, statements: tuple[Statement, ...], codebook: Codebook) -> list[Relation]:
    """A title and a state before a name: the person holds that office, or stands for it."""
    index = {m.span: i for i, m in enumerate(found.mentions)}
    relations = []
    for office, person in found.offices:
        span = Span(office.start, person.end)
        kind = codebook.relation_types["candidate_for" if "candidate" in office.of(text).lower() else "holds_office"]
        relations.append(
            Relation(
                span=span,
                type=kind.name,
                source=index[person],
                target=index[office],
                sign=kind.sign,
                evidence=(Evidence(span=span, according_to=voucher(statements, span)),),
                by="rule:title-and-name",
                score=0.8,
            )
        )
    return relations
