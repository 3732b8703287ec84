"""Something does not work: the last mail again, a place in another group, or a person."""

from __future__ import annotations

from dataclasses import replace

from mailflow.decisions import Again, Ask, Keep
from mailflow.flows import decide
from mailflow.network import Champion, Group, Status
from tests.flows.test_join import mails, of
from tests.people import DYLAN, EILIDH, GROUP, NOW, PRIYA, ROUND, TOM, letter, situation, thread

OTHERS = tuple(Champion(n, f"Person {n}", f"p{n}@o{n}.example", f"O{n}", Status.ACTIVE) for n in (5, 6, 7))
OTHER = Group("2026-11", 9, (5, 6, 7), convener=5)
WISH = {"request": "join another group"}


def around(**more):
    given = {
        "round": replace(ROUND, groups=(GROUP, OTHER)),
        "champions": (PRIYA, TOM, EILIDH, DYLAN, *OTHERS),
        "members": (PRIYA, TOM, EILIDH, DYLAN),
    }
    return situation(**(given | more))


def groups(said):
    return {one.record.number: one.record.members for one in of(Keep, said) if isinstance(one.record, Group)}


def test_a_place_in_another_group_is_offered_and_the_lead_sees_who_was_silent():
    said = decide(letter("problem", **WISH), around(), NOW)
    assert mails(said) == [("chat/offer", PRIYA.address)]
    (asked,) = of(Ask, said)
    assert "Tom Ashworth" in asked.reason and "2026-11-G09" in asked.reason
    assert not of(Keep, said)


def test_where_no_place_is_a_person_answers():
    full = replace(OTHER, members=(5, 6, 7, 8, 9))
    met = replace(OTHER, met=True)
    for other in (full, met):
        said = decide(letter("problem", **WISH), around(round=replace(ROUND, groups=(GROUP, other))), NOW)
        assert mails(said) == [("question/acknowledged", PRIYA.address)]
    apart = frozenset({(1, 6)})
    assert mails(decide(letter("problem", **WISH), around(apart=apart), NOW))[0][0] == "question/acknowledged"


def test_yes_moves_them_and_tells_both_groups():
    said = decide(letter("confirm_yes", thread=thread("swap", "2026-11-G09")), around(), NOW)
    assert groups(said) == {3: (2, 3, 4), 9: (5, 6, 7, 1)}
    assert sorted(to for _, to in mails(said)) == sorted(one.address for one in (PRIYA, TOM, EILIDH, DYLAN, *OTHERS))


def test_a_yes_that_comes_too_late_moves_nobody():
    gone = around(round=replace(ROUND, groups=(GROUP, replace(OTHER, met=True))))
    said = decide(letter("confirm_yes", thread=thread("swap", "2026-11-G09")), gone, NOW)
    assert groups(said) == {}
    assert of(Ask, said)


def test_resend_sends_the_last_mail_again():
    said = decide(letter("problem", request="resend", thread=thread("join")), situation(), NOW)
    assert said == [Again(PRIYA)]


def test_resend_about_anything_else_goes_to_a_person():
    said = decide(letter("problem", request="resend"), situation(), NOW)
    assert of(Ask, said) and not of(Again, said)
