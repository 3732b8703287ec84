"""Codes survive being retyped; tokens prove who holds them."""

from hypothesis import given
from hypothesis import strategies as st

from mailflow.reference import ALPHABET, is_genuine, make_code, make_token, read_code, tokens_in

KEY = b"k" * 32
CODES = st.binary(min_size=4, max_size=4).map(make_code)


@given(CODES)
def test_a_code_is_read_however_it_is_typed(code):
    assert read_code(code) == code
    assert read_code(f" {code.lower()} ") == code
    assert read_code(code.replace("0", "O").replace("1", "l")) == code


@given(CODES, st.integers(0, 6), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_noticed(code, place, character):
    wrong = code[:place] + character + code[place + 1 :]
    assert read_code(wrong) in (None, code) if wrong == code else read_code(wrong) != code


@given(CODES, st.integers(0, 4))
def test_two_swapped_characters_are_noticed(code, place):
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert swapped == code or read_code(swapped) is None


@given(CODES)
def test_a_token_is_genuine_for_its_own_address_only(code):
    token = make_token(code, "priya@dft.example", KEY)
    assert is_genuine(token, "PRIYA@dft.example", KEY)
    assert not is_genuine(token, "tom@orr.example", KEY)
    assert not is_genuine(token, "priya@dft.example", b"another key of ours")
    assert tokens_in(f"<{token}@statistics.example>") == [(code, token)]


@given(st.text())
def test_any_text_is_searched_without_raising(text):
    for code, token in tokens_in(text):
        assert read_code(token[:7]) == code
