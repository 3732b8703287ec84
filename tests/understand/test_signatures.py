"""Where one's own words end: names, sign-offs, marks and rules, and what only looks like them."""

# ruff: noqa: E501 (letters keep the lengths of their lines)
from __future__ import annotations

import pytest

from mailflow.understand.quote import new_words
from mailflow.understand.quote.signature import (
    belongs,
    ends_words,
    is_closing,
    is_delimiter,
    is_mobile_footer,
    signature_start,
)
from tests.understand.mails import mail

PRIYA = frozenset({"priya", "raman"})
WORDS = "We met on Tuesday, all four of us."


def cut(text: str, names: frozenset[str] = PRIYA, **options: bool) -> tuple[str, str]:
    """The signature of a text, and the rule that found it."""
    lines = text.split("\n")
    place, rule = signature_start(lines, names, **options)
    return "\n".join(lines[place:]), rule


@pytest.mark.parametrize(
    ("beneath", "rule"),
    [
        ("-- \nPriya Raman\nAnalyst", "signature-delimiter"),
        ("--\nWe are hiring! Could you tell your friends?", "signature-delimiter"),
        ("---\nPriya", "signature-delimiter"),
        ("***\nPriya", "signature-delimiter"),
        ("Kind regards,", "sign-off"),
        ("Kind regards\nPriya\n\nAnalyst, Rail\n020 7946 0112", "sign-off"),
        ("Thanks, Priya", "sign-off"),
        ("Priya", "own-name"),
        ("Pri", "own-name"),
        ("Priya Raman | Analyst", "own-name"),
        ("Priya and Tom", "own-name"),
        ("- Priya", "dashed-name"),
        ("- Someone Else", "dashed-name"),
        ("Sent from my iPhone", "mobile-footer"),
        ("Priya\n\n__________________\nDepartment for Transport\n020 7946 0112", "own-name"),
        ("__________________\nDepartment for Transport\n020 7946 0112", "ruled-footer"),
    ],
)
def test_what_ends_the_words(beneath: str, rule: str) -> None:
    assert cut(f"{WORDS}\n\n{beneath}") == (beneath, rule)


@pytest.mark.parametrize(
    "text",
    [
        WORDS,
        f"{WORDS}\n\nTom",
        f"{WORDS}\n\nThanks\n\nWe will meet again in March, I hope.",
        f"{WORDS}\n\nPriya\n\nWould you tell me when the next one is?",
        f"{WORDS}\n\n----\nCould you tell your friends that we are hiring?",
        f"{WORDS}\n\n__________________\nDepartment for Transport",
        "We did three things:\n- Surveys\n- Forums",
        "We did three things:\n\n- Surveys",
        "* Surveys\n\n- Forums",
        "• Surveys\n\n- Forums",
        "– Surveys\n\n- Forums",
        "- Surveys\n- Forums",
        "Surveys\n- Forums",
        "Priya",
        "Thanks",
        "-",
        "",
    ],
)
def test_what_does_not(text: str) -> None:
    assert cut(text) == ("", "")


def test_a_dash_that_stands_close_is_a_name_in_a_list_of_words() -> None:
    assert cut(f"{WORDS}\n-Priya")[1] == "dashed-name"
    assert cut(f"{WORDS}\n- Bristol") == ("", "")
    assert cut("- Surveys\n\n\n\n- Bristol")[1] == "dashed-name", "the list is far above"


def test_a_stretch_that_is_nothing_but_a_signature() -> None:
    assert cut("Kind regards\nPriya") == ("Priya", "own-name"), "words there must be: the sign-off is all of them"
    assert cut("Kind regards\nPriya", spoken=True) == ("Kind regards\nPriya", "sign-off")
    assert cut("Priya", spoken=True) == ("", ""), "one line alone may be an answer"
    assert cut("--\nPriya", spoken=True)[1] == "signature-delimiter"
    assert cut("Sent from my iPhone") == ("Sent from my iPhone", "mobile-footer")


def test_between_quoted_lines_only_a_mark_makes_a_signature() -> None:
    assert cut(f"{WORDS}\n\nThanks\nPriya", within=True) == ("", "")
    assert cut(f"{WORDS}\n\n--\nPriya", within=True) == ("--\nPriya", "signature-delimiter")
    assert cut(f"{WORDS}\n\nSent from my iPhone", within=True)[1] == "mobile-footer"


def test_a_signature_has_at_most_thirty_lines() -> None:
    assert cut(f"{WORDS}\n\nKind regards\n" + "\n".join(["Priya"] * 29))[1] == "sign-off"
    assert not cut(f"{WORDS}\n\nKind regards\n" + "\n".join(["Analyst"] * 30))[1]


def test_a_line_of_dashes_ends_the_words_only_above_few_lines() -> None:
    assert cut(f"{WORDS}\n\n---\n" + "\n".join(["Analyst"] * 12))[1] == "signature-delimiter"
    assert not cut(f"{WORDS}\n\n---\n" + "\n".join(["Analyst"] * 13))[1]
    assert not cut(f"{WORDS}\n\n---")[1], "nothing stands beneath it"


@pytest.mark.parametrize(
    ("line", "own"),
    [
        ("Priya", True), ("priya", True), ("RAMAN", True), ("P", True), ("Pri", True), ("Pr", False), ("Prue", True), ("Pru Sims", False), ("Tom", False),
        ("Priya Raman | DfT", True), ("Tom Ashworth | DfT", False), ("Priya | DfT", False), ("Priya x", True), ("Priya (she/her)", True),
        ("Priya is here", False), ("Priya, who has been with us for so long that we all know her well", False), ("*Priya*", True), ("", False), ("12", False),
    ],
)  # fmt: skip
def test_the_writer_s_own_name(line: str, own: bool) -> None:
    assert ends_words(line, PRIYA) is own


ANSWERS = (
    ("STOP", "Stephen Smith <stephen.smith@dft.example>"), ("Stop", "Stella Ray <stella.ray@dft.example>"), ("Leave", "Leo Fairweather <leo@dft.example>"),
    ("Pause", "Paula Ng <paula.ng@dft.example>"), ("Yes", "Yetunde Bello <yetunde@dft.example>"), ("Nothing", "Nora Quinn <nora.quinn@dft.example>"),
    ("None", "Noel Hart <noel.hart@dft.example>"), ("Nil", "Nina Sandhu <nina@dft.example>"), ("Skip", "Skye Muir <skye@dft.example>"),
    ("Confirmed", "Conor McAteer <conor@nisra.example>"), ("Gadael", "Gareth Pugh <gareth@wales.example>"),
)  # fmt: skip


@pytest.mark.parametrize(("answer", "sender"), ANSWERS)
def test_an_answer_beneath_a_greeting_is_no_short_name(answer: str, sender: str) -> None:
    assert new_words(mail(f"Hello Natasha,\n\n{answer}\n", sender=sender)) == f"Hello Natasha,\n\n{answer}"
    first = sender.split(maxsplit=1)[0]
    signed = new_words(mail(f"Hello Natasha,\n\n{answer}\n\n{first[:3]}\n", sender=sender))
    assert signed == f"Hello Natasha,\n\n{answer}"


def test_a_name_that_is_an_answer_is_a_name_all_the_same() -> None:
    assert ends_words("Joy", frozenset({"joy"})) and ends_words("Grant", frozenset({"grant"}))
    assert ends_words("Happy", frozenset({"happy"})) and not ends_words("Happy", frozenset({"harriet"}))


def test_without_a_name_no_line_is_one() -> None:
    assert not ends_words("Priya", frozenset())


@pytest.mark.parametrize(
    ("line", "fits"),
    [
        ("", True), ("Analyst, Rail", True), ("020 7946 0112", True), ("www.dft.example", True), ("Dr. Raman", True), ("Ms. Raman", True),
        ("Could we meet?", False), ("We meet. Then we talk", False), ("I do", False), ("We met on Tuesday.", False),
        ("x" * 100, True), ("x" * 101, False), ("tel: " + "x" * 295, True), ("tel: " + "x" * 296, False), ("Kind regards", True), ("Sent from my iPhone", True),
    ],
)  # fmt: skip
def test_what_can_stand_in_a_signature(line: str, fits: bool) -> None:
    assert belongs(line) is fits


def test_marks_and_sign_offs_are_short() -> None:
    assert (
        is_delimiter("-- ")
        and is_delimiter("   --")
        and not is_delimiter("    --")
        and not is_delimiter("--" + " " * 38)
    )
    assert is_closing("Kind regards,") and is_closing("Thanks, Priya") and not is_closing("Thanks for the list")
    assert is_closing("Regards" + " " * 73) and not is_closing("Regards" + " " * 74)
    assert is_mobile_footer("Sent from my iPhone") and not is_mobile_footer("It was sent from my iPhone")
    assert not is_mobile_footer("Get Outlook for iOS " + " " * 240)


def test_a_name_stands_apart_from_a_long_line() -> None:
    for length, apart in ((59, True), (60, False)):
        line = ("We met on Tuesday, all four of us, and spoke of " + "x" * 60)[:length]
        assert bool(cut(f"Hello.\n{line}\nPriya")[1]) is apart, "it may be the end of a wrapped sentence"
    assert cut("Priya\n020 7946 0112", spoken=True) == ("Priya\n020 7946 0112", "own-name")
