"""Claims side by side: which answers stand, what is a conflict and what is none, and what a rule makes of them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from marsad import cli
from marsad.errors import DataError, NotInStoreError
from marsad.observatory import questions
from marsad.observatory.claiming import claimed
from marsad.observatory.claims import Claim, Rule, claims, conflicts
from marsad.observatory.incidents import every
from marsad.observatory.store import Store
from marsad.observatory.tables import Conflict
from marsad.observatory.told import Doer, Number, Told, Where, told

DAY = date(2024, 5, 4)


def member(
    number: int,
    *,
    teller: str = "ministry",
    voice: str = "paper",
    later: int = 0,
    status: str = "occurred",
    killed: tuple[float | None, float | None] | None = None,
    approximate: bool = False,
    grouped: str | None = None,
    kind: str = "airstrike",
    actors: tuple[Doer, ...] = (),
    targets: tuple[Doer, ...] = (),
    places: tuple[Where, ...] = (),
    first: date | None = None,
) -> Told:
    counts = (Number("killed", *killed, approximate, grouped, 0),) if killed else ()
    return Told(
        uid=f"{number:016x}", event="e1", document_id=number, number=1, voice=voice, outlet=voice, teller=teller,
        source=teller, channel=None, day=DAY + timedelta(days=later), type=kind, status=status, main=True, first=first, last=first,
        day_precision="day" if first else None, actors=actors, targets=targets, places=places, counts=counts,
    )  # fmt: skip


def claim(members: list[Told], question: str, rule: Rule = Rule.CONSERVATIVE) -> Claim:
    return next(each for each in claims(members, rule) if each.asked.question.id == question)


def test_two_tolls_stay_side_by_side() -> None:
    found = claim([member(1, killed=(4, 4)), member(2, teller="hospital", killed=(9, 9))], "killed")
    assert (found.low, found.best, found.high) == (4, 4, 9)
    assert [(c.kind, c.one, c.other) for c in found.conflicts] == [("toll", 0, 1)]
    assert found.disagreement == round(5 / 9, 3)
    assert [answer.source for answer in found.asked.answers] == ["ministry", "hospital"]


def test_the_rule_picks_one_of_the_answers() -> None:
    told = [
        member(1, teller="army", voice="agency", killed=(4, 4)),
        member(2, teller="medic", voice="paper", killed=(9, 9), later=1),
        member(3, teller="mayor", voice="radio", killed=(9, 9)),
        member(4, teller="monitor", voice="site", killed=(6, 6), later=2),
    ]
    assert claim(told, "killed").best == 4
    assert claim(told, "killed", Rule.CORROBORATED).best == 9
    assert claim(told, "killed", Rule.LATEST).best == 6


def test_copies_of_one_voice_corroborate_nothing() -> None:
    told = [member(n, teller=f"t{n}", voice="agency", killed=(9, 9)) for n in range(3)]
    told += [member(7, teller="a", voice="x", killed=(5, 5)), member(8, teller="b", voice="y", killed=(5, 5))]
    assert claim(told, "killed", Rule.CORROBORATED).best == 5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # A rising toll: the later figure holds the earlier one.
        (member(1, killed=(4, 4)), member(2, teller="hospital", later=1, killed=(9, 9))),
        # The same teller corrects himself.
        (member(1, killed=(9, 9)), member(2, later=1, killed=(4, 4))),
        # Bounds that can both be so.
        (member(1, killed=(30, None)), member(2, teller="hospital", killed=(33, 33))),
        # About so many.
        (member(1, killed=(120, 120), approximate=True), member(2, teller="hospital", killed=(124, 124))),
        # The dead of two sides.
        (member(1, killed=(4, 4), grouped="جنود"), member(2, teller="x", killed=(15, 15), grouped="مسلحين")),
        # Children among all the dead.
        (member(1, killed=(12, 12), grouped="أشخاص"), member(2, teller="x", killed=(3, 3), grouped="أطفال")),
        # Both deny the same.
        (member(1, status="denied", killed=(4, 4)), member(2, teller="x", status="denied", killed=(4, 4))),
    ],
)
def test_no_conflict(one: Told, other: Told) -> None:
    assert conflicts([one, other]) == ()


def doer(name: str, kind: str = "armed_group", country: str | None = None) -> Doer:
    return Doer(name, name, kind, country)


def spot(name: str, lat: float, lon: float, precision: int = 1) -> Where:
    return Where(name, name, name, lat, lon, precision)


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        (member(1, killed=(9, 9)), member(2, teller="x", later=1, killed=(4, 4)), "toll"),
        (member(1, killed=(4, 4)), member(2, teller="x", kind="killing", status="denied", killed=(4, 4)), "toll"),
        (member(1), member(2, teller="x", status="denied"), "occurrence"),
        (member(1, actors=(doer("a"),)), member(2, teller="x", actors=(doer("b"),)), "responsibility"),
        (member(1, places=(spot("a", 33, 44),)), member(2, teller="x", places=(spot("b", 35, 44),)), "place"),
        (member(1, first=DAY), member(2, teller="x", first=DAY - timedelta(days=3)), "date"),
    ],
)
def test_a_conflict_has_its_kind(one: Told, other: Told, kind: str) -> None:
    assert conflicts([one, other]) == conflicts([other, one]) == (kind,)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # Every side of a clash is an actor.
        (
            member(1, kind="clash", actors=(doer("a"),)),
            member(2, kind="clash", teller="x", actors=(doer("b"),)),
        ),
        # The army and the police of one country.
        (
            member(1, actors=(doer("army", "unit", "IQ"),)),
            member(2, teller="x", actors=(doer("police", "unit", "IQ"),)),
        ),
        # People in general are nobody who could be blamed.
        (member(1, actors=(doer("a"),)), member(2, teller="x", actors=(doer("gunmen", "people"),))),
        # A province is no other place than a village in it.
        (member(1, places=(spot("a", 33, 44),)), member(2, teller="x", places=(spot("b", 35, 44, 3),))),
        # A night.
        (member(1, first=DAY), member(2, teller="x", first=DAY + timedelta(days=1))),
        # A plan is no answer to what happened.
        (member(1), member(2, teller="x", status="planned", killed=(9, 9))),
    ],
)
def test_what_only_looks_like_a_conflict(one: Told, other: Told) -> None:
    assert conflicts([one, other]) == ()


def test_the_largest_of_several_figures_is_the_total() -> None:
    first = replace(
        member(1), counts=(Number("village", 3, 3, False, None, 0), Number("village", 7, 7, False, None, 1))
    )
    found = claim([first], "village")
    assert [(a.low, a.position) for a in found.asked.answers] == [(7, 1)]


def test_revisions_are_kept_as_such() -> None:
    told = [member(1, killed=(4, 4)), member(2, later=1, killed=(9, 9))]
    found = claim(told, "killed")
    assert [(a.low, a.stands) for a in found.asked.answers] == [(4, False), (9, True)]
    assert (found.low, found.best, found.high) == (9, 9, 9)


@pytest.mark.parametrize(
    ("words", "group"),
    [
        ("عنصراً", "members"), ("جندياً", "forces"), ("مسلحي", "fighters"), ("المدنيين", "civilians"),
        ("أطفال", "children"), ("أشخاص", "all"), (None, "all"),
    ],
)  # fmt: skip
def test_groups_by_the_words_of_a_toll(words: str | None, group: str) -> None:
    assert questions.load().group(words) == group


def test_members_are_whose_members_they_are() -> None:
    fighters = member(1, killed=(5, 5), grouped="عناصر", targets=(doer("a"),))
    forces = member(2, teller="x", killed=(9, 9), grouped="عناصر", targets=(doer("b", "unit"),))
    assert [each.asked.group for each in claims([fighters, forces]) if each.asked.group] == ["fighters", "forces"]


BOUNDS = st.one_of(
    st.tuples(st.integers(0, 99), st.none()),
    st.tuples(st.none(), st.integers(0, 99)),
    st.tuples(st.integers(0, 50), st.integers(50, 99)),
)
MEMBERS = st.lists(
    st.builds(
        member,
        st.integers(1, 999),
        teller=st.sampled_from("abc"),
        voice=st.sampled_from("xy"),
        later=st.integers(0, 3),
        status=st.sampled_from(("occurred", "denied", "uncertain", "attempted", "planned")),
        killed=st.one_of(st.none(), BOUNDS),
        approximate=st.booleans(),
        actors=st.sampled_from(((), (doer("a"),), (doer("b"),))),
        first=st.sampled_from((None, DAY, DAY + timedelta(days=4))),
    ),
    unique_by=lambda told: told.uid,
    max_size=8,
)


@given(MEMBERS, st.randoms(use_true_random=False), st.sampled_from(Rule))
def test_whatever_is_told(members: list[Told], random: object, rule: Rule) -> None:
    shuffled = list(members)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    found = claims(members, rule)
    assert claims(shuffled, rule) == found
    for each in found:
        assert 0 <= each.disagreement <= 1
        assert (each.disagreement > 0) == bool(each.conflicts)
        if each.best is not None:
            assert each.low is None or each.low <= each.best
            assert each.high is None or each.best <= each.high
            assert each.chosen is not None
            answer = each.asked.answers[each.chosen]
            assert each.best in (answer.low, answer.high)
    assert conflicts(members) == tuple(sorted({c.kind for each in found for c in each.conflicts}))


def test_the_samples_disagree_about_the_operation(samples: Store) -> None:
    """The tolls of the operation, six days on, are told by two sides; both stay, with their words."""
    flagged: dict[str, set[str]] = {}
    with samples.reading() as connection:
        for row in connection.execute(select(Conflict.incident, Conflict.kind)):
            flagged.setdefault(row.incident, set()).add(row.kind)
    assert {kind for kinds in flagged.values() for kind in kinds} >= {"toll", "occurrence"}
    tables = [claimed(samples, incident.id) for incident in every(samples)]
    assert {t.incident.id: set(t.conflicts) for t in tables if t.conflicts} == flagged
    tolls = [
        (claim, words)
        for table in tables
        for claim, words in zip(table.claims, table.words, strict=True)
        if claim.asked.question.id == "killed" and claim.conflicts
    ]
    operation = next((c, w) for c, w in tolls if {a.low for a in c.asked.answers} == {23, 41})
    assert (operation[0].low, operation[0].high) == (23, 41)
    assert [said.text for said in operation[1]] == ["23 من مسلحي", "41 من عناصر"]
    assert len({answer.teller for answer in operation[0].asked.answers}) == 2
    with samples.reading() as connection:
        for incident, members in told(connection, [t.incident.id for t in tables]).items():
            assert set(conflicts(members)) == flagged.get(incident, set())


def test_a_denied_report_is_flagged_with_who_denies_it(samples: Store) -> None:
    table = next(
        t for t in (claimed(samples, i.id) for i in every(samples)) if t.incident.type == "capture" and t.conflicts
    )
    assert table.conflicts == ("occurrence", "responsibility")
    happened = table.claims[0]
    said = {answer.source: answer.values[0][0] for answer in happened.asked.answers}
    assert said["قيادة عمليات السور"] == "denied"
    assert "occurred" in said.values()


def test_flags_go_with_their_incident(samples: Store) -> None:
    from marsad.observatory import documents
    from marsad.observatory.search import search

    for hit in search(samples, limit=100):
        documents.remove(samples, hit.uid)
    with samples.reading() as connection:
        assert connection.execute(select(Conflict)).all() == []


@pytest.mark.usefixtures("samples")
def test_the_command(at: str, store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    wanted = next(i.id for i in every(store) if claimed(store, i.id).conflicts)

    def run(*arguments: str) -> str:
        with pytest.raises(SystemExit) as left:
            cli.main(["claims", "--store", at, wanted[:9], *arguments])
        assert left.value.code == 0
        return capsys.readouterr().out

    data = json.loads(run("--format", "json", "--rule", "latest-revision"))
    assert data["incident"] == wanted
    assert data["rule"] == "latest-revision"
    assert data["conflicts"]
    assert "in conflict" in run()
    assert "تعارض" in run("--lang", "ar")
    with pytest.raises(NotInStoreError):
        claimed(store, "i00000000")


def test_a_wrong_table_is_named_by_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def rows(name: str, _: tuple[str, ...]) -> list[tuple[int, list[str]]]:
        return [(7, ["killed", "counts", "dead", "", "toll", "Killed", "قتلى"])] if name == "questions.csv" else []

    monkeypatch.setattr(questions, "rows", rows)
    questions.load.cache_clear()
    with pytest.raises(DataError, match=r"questions\.csv:7"):
        questions.load()
    questions.load.cache_clear()
