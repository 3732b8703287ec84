"""The mailbox against a real Dovecot, while people read, move and delete beside us."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import pytest

from mailflow.inbox import fetch as fetching
from mailflow.inbox import imap as reading
from mailflow.inbox.faults import FolderMissing, FolderRenumbered
from mailflow.inbox.imap import Mailbox, Moved
from mailflow.settings import ImapSettings
from tests.doors.servers.dovecot import Dovecot
from tests.doors.servers.person import Person

pytestmark = pytest.mark.doors

People = Callable[..., Person]
Settings = Callable[..., ImapSettings]


def letter(number: int, size: int = 0) -> bytes:
    return f"Message-ID: <{number}@health.example>\r\nSubject: {number}\r\n\r\n".encode() + b"x" * size + b"\r\n"


@pytest.fixture
def lead(person: People) -> Person:
    """The person who works in the shared mailbox beside us."""
    return person("champions", domain="statistics.example")


@pytest.fixture
def mailbox(lead: Person, imap_settings: Settings) -> Iterator[Mailbox]:
    with Mailbox.open(imap_settings(lead.address)) as opened:
        yield opened


def test_what_we_read_stays_as_it_was_byte_by_byte_and_flag_by_flag(lead: Person, mailbox: Mailbox) -> None:
    odd = b"From: =?broken\r\nSubject: 8 bit \xff\x00 and bare\nline ends\r\n\r\nbody\r\n".replace(b"\x00", b"")
    for number, flags in enumerate(["", r"(\Seen)", r"(\Flagged \Answered)", r"(\Deleted)", "($Label1 todo)"]):
        lead.puts(letter(number), flags=flags)
    lead.puts(odd)
    lead.puts(letter(99), "Sent", r"(\Seen)")
    before, sent = lead.sees(), lead.sees("Sent")
    assert len(before) == 6

    uids = mailbox.new_uids("INBOX")
    fetched = list(mailbox.fetch(uids))
    assert mailbox.find_by_message_id("Sent", "<99@health.example>") == [1]
    assert not mailbox.wait(0.6)
    assert [mail.raw for mail in fetched] == [raw for _, raw in before]
    assert fetched[1].flags >= {"\\Seen"}
    assert fetched[4].flags >= {"$Label1", "todo"}
    assert all(mail.internal_date is not None and mail.internal_date.tzinfo is not None for mail in fetched)
    assert all(mail.size == len(mail.raw or b"") for mail in fetched)
    assert lead.sees() == before
    assert lead.sees("Sent") == sent


def test_only_new_mail_is_new_even_where_star_means_the_last(lead: Person, mailbox: Mailbox) -> None:
    assert mailbox.new_uids("INBOX") == []
    lead.puts(letter(1))
    lead.puts(letter(2))
    assert mailbox.new_uids("INBOX") == [1, 2]
    assert mailbox.new_uids("INBOX", 1) == [2]
    assert mailbox.new_uids("INBOX", 2) == []
    assert mailbox.new_uids("INBOX", 900) == []
    lead.puts(letter(3))
    assert mailbox.new_uids("INBOX", 2) == [3]


def test_a_large_folder_is_searched_in_windows(lead: Person, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(7):
        lead.puts(letter(number))
    monkeypatch.setattr(reading, "SEARCH_WINDOW", 3)
    assert mailbox.select("INBOX").exists == 7
    lead.puts(letter(8))  # arrives after UIDNEXT was told
    assert mailbox.new_uids("INBOX") == [1, 2, 3, 4, 5, 6, 7, 8]
    assert mailbox.new_uids("INBOX", 5) == [6, 7, 8]
    assert mailbox.new_uids("INBOX", 8) == []


def test_batches_are_bounded_and_a_mail_above_the_cap_comes_without_its_bytes(
    lead: Person, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, size in enumerate([10, 4000, 50_000, 4000, 10]):
        lead.puts(letter(number, size))
    monkeypatch.setattr(fetching, "BATCH_BYTES", 5000)
    monkeypatch.setattr(reading, "BATCH_COUNT", 4)
    mails = list(mailbox.fetch(mailbox.new_uids("INBOX"), max_bytes=20_000))
    assert [mail.uid for mail in mails] == [1, 2, 3, 4, 5]
    assert [mail.too_large for mail in mails] == [False, False, True, False, False]
    assert mails[2].size == len(letter(2, 50_000))
    assert mails[2].raw is None
    assert not mails[2].gone
    assert [mail.raw for mail in mails if mail.raw] == [
        letter(n, s) for n, s in [(0, 10), (1, 4000), (3, 4000), (4, 10)]
    ]


def test_what_people_do_meanwhile_is_no_error(lead: Person, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(1, 6):
        lead.puts(letter(number))
    monkeypatch.setattr(reading, "BATCH_COUNT", 2)
    uids = mailbox.new_uids("INBOX")
    fetched = mailbox.fetch(uids)
    first = [next(fetched), next(fetched)]
    with lead.program_open() as program:
        program.uid("STORE", "3", "+FLAGS", r"(\Deleted)")
        program.expunge()
        program.uid("MOVE", "4", "Junk")
        program.uid("STORE", "5", "+FLAGS", r"(\Seen)")
    rest = list(fetched)
    assert [mail.gone for mail in (*first, *rest)] == [False, False, True, True, False]
    assert rest[2].flags >= {"\\Seen"}
    assert mailbox.move(3, "Junk") is Moved.GONE


def test_fetching_goes_on_in_its_own_folder_whatever_is_done_between(
    lead: Person, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1, 5):
        lead.puts(letter(number))
        lead.puts(letter(number + 10), "Sent")
    monkeypatch.setattr(reading, "BATCH_COUNT", 1)
    seen = []
    for mail in mailbox.fetch(mailbox.new_uids("INBOX")):
        seen.append(mail.raw)
        assert mailbox.find_by_message_id("Sent", f"{mail.uid + 10}@health.example") == [mail.uid]
        mailbox.select("INBOX")
        assert mailbox.move(mail.uid, "Junk") is Moved.MOVED
    assert seen == [letter(number) for number in range(1, 5)]


def test_claimed_mail_is_moved_and_all_else_stays(lead: Person, mailbox: Mailbox) -> None:
    with lead.program_open() as program:
        program.create('"Champions claimed"')
    lead.puts(letter(1))
    lead.puts(letter(2), flags=r"(\Deleted)")
    lead.puts(letter(3), flags=r"(\Flagged)")
    others = [row for row in lead.sees() if not row[0].startswith("(UID 1 ")]
    mailbox.select("INBOX")
    assert mailbox.move(1, "Champions claimed") is Moved.MOVED
    assert mailbox.move(1, "Champions claimed") is Moved.GONE
    assert [raw for _, raw in lead.sees('"Champions claimed"')] == [letter(1)]
    assert len(others) == 2
    assert lead.sees() == others
    assert "\\Deleted" in lead.sees()[0][0]  # a person's own mark; an EXPUNGE would have thrown it away


def test_without_move_it_is_copy_and_uid_expunge_and_without_both_it_stays(
    lead: Person, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead.puts(letter(1))
    lead.puts(letter(2), flags=r"(\Deleted)")
    mailbox.select("INBOX")
    offered = {"MOVE", "UIDPLUS"}
    has = mailbox._client.has_capability
    monkeypatch.setattr(mailbox._client, "has_capability", lambda name: name not in offered and has(name))
    assert mailbox.move(1, "Junk") is Moved.LEFT
    offered.remove("UIDPLUS")
    assert mailbox.move(1, "Junk") is Moved.MOVED
    assert [raw for _, raw in lead.sees()] == [letter(2)]
    assert [raw for _, raw in lead.sees("Junk")] == [letter(1)]


def test_a_draft_is_appended_with_its_flags(lead: Person, mailbox: Mailbox) -> None:
    assert mailbox.append("Drafts", letter(1), ("\\Draft",)) == 1
    ((facts, raw),) = lead.sees("Drafts")
    assert raw == letter(1)
    assert "\\Draft" in facts
    with pytest.raises(FolderMissing, match="no folder “Entwürfe”"):
        mailbox.append("Entwürfe", letter(1))


def test_a_message_id_is_found_only_whole(lead: Person, mailbox: Mailbox) -> None:
    lead.puts(b"Message-ID:\r\n <long.one@statistics.example>\r\nSubject: folded\r\n\r\n", "Sent")
    lead.puts(letter(12), "Sent")
    assert mailbox.find_by_message_id("Sent", "<long.one@statistics.example>") == [1]
    assert mailbox.find_by_message_id("Sent", "12@health.example") == [2]
    assert mailbox.find_by_message_id("Sent", "2@health.example") == []
    lead.puts(letter(12), "Sent")
    assert mailbox.find_by_message_id("Sent", "12@health.example") == [2, 3]


def test_folders_are_told_with_their_use(mailbox: Mailbox) -> None:
    folders = mailbox.folders()
    assert {"INBOX", "Sent", "Drafts", "Junk"} <= set(folders)
    assert "\\Sent" in folders["Sent"]


def test_a_missing_folder_is_a_sentence_that_names_the_others(lead: Person, mailbox: Mailbox) -> None:
    with pytest.raises(FolderMissing) as caught:
        mailbox.select("Champions")
    assert f"no folder “Champions” in the mailbox of {lead.address}" in str(caught.value)
    assert "Drafts, INBOX, Junk, Sent" in str(caught.value)
    lead.puts(letter(1))
    mailbox.select("INBOX")
    with pytest.raises(FolderMissing):
        mailbox.move(1, "Champions")
    assert len(lead.sees()) == 1


def test_a_changed_uidvalidity_is_seen(imap: Dovecot, lead: Person, imap_settings: Settings) -> None:
    lead.puts(letter(1))
    with Mailbox.open(imap_settings(lead.address)) as mailbox:
        before = mailbox.select("INBOX")
        mailbox.select("Sent")
        imap.doveadm("mailbox", "update", "-u", lead.address, "--uid-validity", str(before.uidvalidity + 5), "INBOX")
        with pytest.raises(FolderRenumbered, match="has renumbered the folder “INBOX”"):
            mailbox.new_uids("INBOX", 1)
        after = mailbox.select("INBOX")
        assert after.uidvalidity == before.uidvalidity + 5
        assert mailbox.new_uids("INBOX") == [1]


@pytest.mark.parametrize("idle", [True, False])
def test_new_mail_wakes_us_within_two_seconds(lead: Person, imap_settings: Settings, idle: bool) -> None:
    with Mailbox.open(imap_settings(lead.address, idle=idle)) as mailbox:
        mailbox.select("INBOX")
        assert not mailbox.wait(0.3)
        timer = threading.Timer(0.3, lead.puts, [letter(1)])
        timer.start()
        began = time.monotonic()
        assert mailbox.wait(10 if idle else 1.2)
        assert time.monotonic() - began < 2.3
        assert mailbox.new_uids("INBOX") == [1]
        assert not mailbox.wait(0.3)


def test_idle_still_tells_after_its_renewal(
    lead: Person, imap_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mailflow.inbox.idle.FIRST_SPELL", 0.2)
    monkeypatch.setattr("mailflow.inbox.idle.SPELL", 0.2)
    with Mailbox.open(imap_settings(lead.address)) as mailbox:
        mailbox.select("INBOX")
        threading.Timer(1.0, lead.puts, [letter(1)]).start()
        began = time.monotonic()
        assert mailbox.wait(10)
        assert 0.9 < time.monotonic() - began < 3


def test_mail_that_arrives_between_search_and_wait_is_not_slept_over(lead: Person, mailbox: Mailbox) -> None:
    """The server tells it once, with whatever command runs then; here that command is a fetch."""
    lead.puts(letter(1))
    uids = mailbox.new_uids("INBOX")
    lead.puts(letter(2))
    list(mailbox.fetch(uids))
    began = time.monotonic()
    assert mailbox.wait(5)
    assert time.monotonic() - began < 0.5
    assert mailbox.new_uids("INBOX", 1) == [2]
    assert not mailbox.wait(0.2)


def test_waiting_ends_when_it_is_told_to_stop(mailbox: Mailbox) -> None:
    mailbox.select("INBOX")
    stop = threading.Event()
    threading.Timer(0.3, stop.set).start()
    began = time.monotonic()
    assert not mailbox.wait(30, stop.is_set)
    assert time.monotonic() - began < 1.6


def test_somebody_elses_deletion_is_no_new_mail(lead: Person, mailbox: Mailbox) -> None:
    lead.puts(letter(1))
    lead.puts(letter(2))
    assert mailbox.new_uids("INBOX") == [1, 2]
    with lead.program_open() as program:
        program.uid("STORE", "1", "+FLAGS", r"(\Deleted)")
        program.expunge()
    mailbox.wait(0.3)
    threading.Timer(0.3, lead.puts, [letter(3)]).start()
    assert mailbox.wait(5)
    assert mailbox.new_uids("INBOX", 2) == [3]
