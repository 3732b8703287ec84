"""Who wrote: names as headers show them and as people sign, organisations by domain and by name."""

from __future__ import annotations

import pytest

from mailflow.network import Organisation
from mailflow.understand.organisations import is_personal, read_csv, register
from mailflow.understand.people import Signed, belongs, display_name, emails_in, name_of, signed
from tests.understand.mails import ORGANISATIONS

REGISTER = register(ORGANISATIONS)


@pytest.mark.parametrize(
    ("shown", "name"),
    [
        ("McAteer, Conor", "Conor McAteer"),
        ("Thomas ASHWORTH", "Thomas Ashworth"),
        ("ASHWORTH Thomas", "Thomas Ashworth"),
        ("ASHWORTH, Thomas", "Thomas Ashworth"),
        ("Dr Oluwaseun Adeyemi", "Oluwaseun Adeyemi"),
        ("Prof. Jane Doe", "Jane Doe"),
        ("Aisha Bello1", "Aisha Bello"),
        ("O'NEILL, SIÂN", "Siân O'Neill"),
        ("MCATEER, CONOR", "Conor McAteer"),
        ("Smith, John (DEFRA)", "John Smith"),
        ("Joe Bloggs | ONS", "Joe Bloggs"),
        ("Joe Bloggs [ONS]", "Joe Bloggs"),
        ("van der Berg, Jan", "Jan van der Berg"),
        ("priya raman", "Priya Raman"),
        ("Gal·la Puig", "Gal·la Puig"),
        ("'Tom Ashworth'", "Tom Ashworth"),
        ("Tom Ashworth via Teams", "Tom Ashworth"),
        ("Jean-Luc PICARD", "Jean-Luc Picard"),
        ("Moira K", "Moira K"),
    ],
)
def test_display_names(shown: str, name: str) -> None:
    assert display_name(shown) == name


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("priya.raman@dft.example", "Priya Raman"),
        ("aisha.bello1@moj.example", "Aisha Bello"),
        ("moirakettle77@mail.example", ""),
        ("info@x.example", ""),
        ("h.lindqvist@ofs.example", ""),
    ],
)
def test_a_name_from_the_address_only_if_it_shows_one(address: str, name: str) -> None:
    assert display_name("", address) == name
    assert display_name(address, address) == name


def test_as_signed() -> None:
    signature = "Tom Ashworth (he/him)\nSenior Statistician | Rail Usage and Performance\nOffice of Rail and Road"
    assert signed("Kind regards,\n\nTom", signature) == Signed("Tom Ashworth", "Senior Statistician")
    assert signed("Hello\nI'd like to.\n\nThanks, Moira Kettle", "").name == "Moira Kettle"
    assert signed("words words\n\nPriya", "").name == "Priya"
    assert signed("words only, nothing else here", "").name == ""
    assert "07700" not in str(signed("x", "Tom Ashworth\nT: 07700 900412"))


@pytest.mark.parametrize(
    ("shown", "written", "name"),
    [
        ("Thomas ASHWORTH", "Tom Ashworth", "Tom Ashworth"),
        ("Moira K", "Moira Kettle", "Moira Kettle"),
        ("Priya Raman", "Priya", "Priya Raman"),
        ("", "Jo Marsh", "Jo Marsh"),
        ("Priya Raman", "Ben Carter", "Priya Raman"),
        ("Priya", "Priya Raman", "Priya Raman"),
    ],
)
def test_name_of_the_writer(shown: str, written: str, name: str) -> None:
    assert name_of(shown, "x@y.example", Signed(written)) == name


def test_addresses_and_whose_they_are() -> None:
    assert emails_in("to Ben.Halloran@ofsted.example, and again ben.halloran@ofsted.example.") == [
        "ben.halloran@ofsted.example"
    ]
    assert belongs("callum.baird@nrs.example", "Callum Baird")
    assert belongs("c.o'neill@x.example", "Siân O'Neill")
    assert not belongs("someone.else@nrs.example", "Callum Baird")


@pytest.mark.parametrize(
    ("address", "acronym"),
    [
        ("a@orr.example", "ORR"),
        ("a@mail.data.orr.example", "ORR"),
        ("A@ORR.EXAMPLE", "ORR"),
        ("a@notorr.example", None),
        ("a@orr.example.evil.example", None),
        ("a@example", None),
        ("a@dit.example", "DBT"),
        ("", None),
    ],
)
def test_organisation_by_whole_labels_of_the_domain(address: str, acronym: str | None) -> None:
    assert REGISTER.of_address(address) == acronym


def test_the_longest_domain_wins() -> None:
    table = register(
        (
            Organisation("A", "Parent office", ("gov.example",)),
            Organisation("B", "Child office", ("child.gov.example",)),
        )
    )
    assert table.of_address("x@team.child.gov.example") == "B"
    assert table.of_address("x@other.gov.example") == "A"


@pytest.mark.parametrize(
    ("text", "home", "found"),
    [
        ("Office of Road and Rail", "", ["ORR"]),
        ("at the Scottish Government", "", ["SG"]),
        ("Talking to DfE and OfS", "Ofsted", ["DfE", "OfS"]),
        ("DIT-that-was, us and NRS", "Defra", ["DBT", "NRS"]),
        ("from HMRC to the Treasury", "HMT", ["HMRC", "HMT"]),
        ("Department for Environment, Food & Rural Affairs", "", ["Defra"]),
        ("Dept for Transport", "", ["DfT"]),
        ("BEIS did it", "", []),
        ("BEIS did it", "DESNZ", ["DESNZ"]),
        ("DfE said", "DfE NI", ["DfE NI"]),
        ("DfE said", "NISRA", []),
        ("DoH agreed", "", []),
        ("the NE of England", "", []),
        ("NE agreed", "NE", ["NE"]),
        ("he did it, or dit", "", []),
        ("national statistics in general", "", []),
        ("Llywodraeth Cymru", "", ["WG"]),
        ("the Welsh Government's plan", "", ["WG"]),
    ],
)
def test_organisations_named_in_words(text: str, home: str, found: list[str]) -> None:
    assert [mention.acronym for mention in REGISTER.mentions(text, home=home)] == found


def test_typing_slips_only_suggest() -> None:
    assert REGISTER.resolve("Departmnt for Transport") == "DfT"
    assert REGISTER.resolve("ORX") is None


def test_personal_addresses() -> None:
    assert is_personal("a@gmail.com") and is_personal("moira@mail.example")
    assert not is_personal("a@orr.example")


def test_the_table_is_read_whole() -> None:
    assert len(ORGANISATIONS) == len({entry.acronym for entry in ORGANISATIONS}) >= 70
    assert next(entry for entry in ORGANISATIONS if entry.acronym == "NRS").nation == "scotland"
    with pytest.raises(ValueError, match="line 2"):
        read_csv("acronym,name,domains,aliases\n,No acronym,x.example,\n")
