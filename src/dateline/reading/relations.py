"""Rule matches → relations: type, direction, scope, dates, and on whose word."""

from dateline.codebook import Codebook
from dateline.reading import segment
from dateline.reading.events import voucher
from dateline.reading.mentions import Found, units
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
            relation = _relation(match, found, statements, codebook)
            if relation is not None:
                relations.setdefault((relation.type, relation.negated, relation.source, relation.target), relation)
    for relation in _offices(report.text, found, statements, codebook):
        relations.setdefault((relation.type, False, relation.source, relation.target), relation)
    return tuple(sorted(relations.values(), key=lambda r: (r.span.start, r.type)))


def _relation(match: Match, found: Found, statements: tuple[Statement, ...], codebook: Codebook) -> Relation | None:
    source, target = match.slots.get("from"), match.slots.get("to")
    if source is None or target is None or found.mentions[source].chain == found.mentions[target].chain:
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
    """A title and a state before a name: the person holds that office, or stands for it; `former` is past."""
    relations = []
    for office, person in sorted(found.offices.items()):
        span = Span(found.mentions[office].span.start, found.mentions[person].span.end)
        words = span.of(text).lower()
        if "former" in words:
            continue
        kind = codebook.relation_types["candidate_for" if "candidate" in words else "holds_office"]
        relations.append(
            Relation(
                span=span,
                type=kind.name,
                source=person,
                target=office,
                sign=kind.sign,
                evidence=(Evidence(span=span, according_to=voucher(statements, span)),),
                by="rule:title-and-name",
                score=0.8,
            )
        )
    return relations
