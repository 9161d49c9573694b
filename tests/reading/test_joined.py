"""What "and" joins: every actor of an event, a relation for every pair; an event knows its relation."""

from conftest import Read


def test_actors_and_pairs(read: Read) -> None:
    page = read("Pakistan, Saudi Arabia and the United Arab Emirates recognised the Taliban.")
    states = ["Pakistan", "Saudi Arabia", "United Arab Emirates"]
    (event,) = page.events
    assert [a.name for a in event.actors] == states
    assert [(r.source.name, r.target.name) for r in page.relations if r.source and r.target] == [
        (name, "Taliban") for name in states
    ]
    assert event.record.relation == 0


def test_an_object_it_is_not_guessed(read: Read) -> None:
    page = read("Russia held an election. Pakistan recognised it in July.")
    assert not page.relations


def test_an_adjective_is_no_actor(read: Read) -> None:
    page = read("President Ana Prell met the Russian ambassador in Vienna.")
    assert not [e for e in page.events if any(a.kind == "state" for a in e.actors)]


def test_offices(read: Read) -> None:
    page = read("Russian President Vladimir Putin took office in May 2012. Former President Ana Prell left.")
    (relation,) = [r for r in page.relations if r.type == "holds_office"]
    assert relation.source is not None
    assert relation.target is not None
    assert (relation.source.name, relation.target.kind, relation.target.country) == ("Vladimir Putin", "office", "RUS")


def test_two_clauses_are_not_joined(read: Read) -> None:
    page = read("Pakistan recognised the Taliban and Russia banned the FARC.")
    assert [(e.type, [a.name for a in e.actors]) for e in page.events] == [
        ("SUPPORT", ["Pakistan"]),
        ("COERCE", ["Russia"]),
    ]
