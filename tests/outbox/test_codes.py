"""Codes: none that a mail has, and none twice, however the dice fall."""

from random import Random

from mailflow.outbox.codes import AHEAD, Codes


def test_no_code_that_a_mail_has_is_given():
    drawn = Codes(Random(1).randbytes)
    first = [drawn.next() for _ in range(AHEAD)]
    has = {first[0], first[7], first[-1]}
    again = Codes(Random(1).randbytes)
    given = [again.next(lambda codes: has & set(codes)) for _ in range(AHEAD - len(has))]
    assert given == [code for code in first if code not in has]


def test_no_code_is_given_twice_of_one_handful():
    two = Random(1)
    codes = Codes(lambda count: bytes([two.randrange(2) * 64] * count))
    assert codes.next() != codes.next()


def test_mails_are_asked_about_a_handful_at_a_time():
    asked = []

    def taken(codes):
        asked.append(len(codes))
        return ()

    codes = Codes(Random(1).randbytes)
    for _ in range(3 * AHEAD):
        codes.next(taken)
    assert asked == [AHEAD] * 3
