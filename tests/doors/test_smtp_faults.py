"""Each step of SMTP, each fault: the verdict says exactly what is known, and no more."""

from __future__ import annotations

import contextlib
import socket
import time

import pytest

from mailflow.outbox.smtp import MAILS_PER_CONNECTION, Transport
from mailflow.outbox.transport import CannotReach, InDoubt, Refused, SignInRefused, Step, Taken, TryLater
from mailflow.settings import SmtpSettings
from tests.doors.servers.faulty_smtp import Act, answers, closes, cuts, faulty_smtp, hangs, resets, settled, stalls

MAIL = b"Subject: hello\r\n\r\n.first\r\nsecond\r\n"
FROM, TO = "champions@statistics.example", "zara@health.example"


def settings(port: int, **more: object) -> SmtpSettings:
    given = {"host": "127.0.0.1", "port": port, "security": "none", "timeout_seconds": 0.4, **more}
    return SmtpSettings.model_validate(given)


def test_a_mail_is_taken_dot_stuffed_and_whole() -> None:
    with faulty_smtp() as server, Transport.open(settings(server.port)) as transport:
        assert transport.hand_over(FROM, TO, MAIL) == Taken("250 queued as 1")
        assert transport.hand_over("", TO, b"Subject: bare\n\nlines\n") == Taken("250 queued as 1")
    assert server.taken == [b"Subject: hello\r\n\r\n..first\r\nsecond\r\n", b"Subject: bare\r\n\r\nlines\r\n"]
    assert server.commands[1:4] == [f"MAIL FROM:<{FROM}> SIZE={len(MAIL)}", f"RCPT TO:<{TO}>", "DATA"]
    assert server.connections == 1


@pytest.mark.parametrize(
    ("sent", "arrives"),
    [
        (b"A: b\n\n.\nMAIL FROM:<x@y.example>\n", b"A: b\r\n\r\n..\r\nMAIL FROM:<x@y.example>\r\n"),
        (b"A: b\r\n\r\nx\r.\rRSET\r", b"A: b\r\n\r\nx\r\n..\r\nRSET\r\n"),
        (b"A: b\r\n\r\nx\n.\r\nRSET", b"A: b\r\n\r\nx\r\n..\r\nRSET\r\n"),
    ],
)
def test_no_message_can_end_early_and_smuggle_commands(sent: bytes, arrives: bytes) -> None:
    with faulty_smtp() as server, Transport.open(settings(server.port)) as transport:
        assert isinstance(transport.hand_over(FROM, TO, sent), Taken)
    assert server.taken == [arrives]
    assert "RSET" not in server.commands


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA", "END"])
@pytest.mark.parametrize(("code", "kind"), [(450, TryLater), (421, TryLater), (550, Refused)])
def test_a_negative_reply_is_final_only_from_500(step: str, code: int, kind: type[object]) -> None:
    fault = answers(f"{code} 4.2.1 no", then_closes=code == 421)
    with faulty_smtp(**{step: [fault, fault]}) as server, Transport.open(settings(server.port)) as transport:
        verdict = transport.hand_over(FROM, TO, MAIL)
        assert isinstance(verdict, kind)
        assert isinstance(verdict, TryLater | Refused)
        assert verdict.step == (Step.END if step == "END" else Step(step))
        if (step, code) != ("MAIL", 421):
            assert verdict.reply == f"{code} 4.2.1 no"
        assert TO in verdict.why or step == "MAIL"


CUTS = [closes, resets, cuts("25"), cuts("250"), cuts("250-half"), cuts("354")]


@pytest.mark.parametrize(
    ("step", "fault"),
    [(step, fault) for step in ("MAIL", "RCPT", "DATA") for fault in (*CUTS, hangs)]
    + [("body", fault) for fault in (*CUTS, stalls)],
)
def test_whatever_breaks_before_the_final_dot_was_surely_not_taken(step: str, fault: Act) -> None:
    raw = MAIL * (250_000 if step == "body" else 1)
    with faulty_smtp(**{step: fault}) as server, Transport.open(settings(server.port)) as transport:
        verdict = transport.hand_over(FROM, TO, raw)
    assert isinstance(verdict, TryLater)
    assert verdict.reply == ""
    assert verdict.step == Step(step)
    assert server.taken == []


@pytest.mark.parametrize(
    "fault",
    [closes, resets, hangs, *(cuts("250 queued"[:end]) for end in range(1, 11)), cuts("250-a\r\n"), answers("300 hm")],
)
def test_after_the_final_dot_only_a_whole_reply_tells(fault: Act, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mailflow.outbox.smtp.LAST_REPLY_FACTOR", 1)
    with faulty_smtp(END=fault) as server, Transport.open(settings(server.port)) as transport:
        verdict = transport.hand_over(FROM, TO, MAIL)
        assert isinstance(verdict, InDoubt)
        assert (
            "had the whole mail and gave no reply" in verdict.why or "answered the whole mail with 300" in verdict.why
        )
        assert settled(lambda: len(server.taken) == 1)  # it had it indeed: a retry would have sent it twice
        assert isinstance(transport.hand_over(FROM, TO, MAIL), Taken)  # the next mail goes on over a new connection
    assert server.connections == 2


def test_the_last_reply_may_take_longer_than_the_others() -> None:
    def slow(line: socket.socket) -> bool:
        time.sleep(0.8)
        return answers("250 at last")(line)

    with faulty_smtp(END=slow) as server, Transport.open(settings(server.port)) as transport:
        assert transport.hand_over(FROM, TO, MAIL) == Taken("250 at last")


def test_a_server_that_refuses_while_the_message_is_on_its_way_is_heard() -> None:
    def too_large(line: socket.socket) -> bool:
        answers("552 5.3.4 too large")(line)
        line.shutdown(socket.SHUT_WR)
        with contextlib.suppress(OSError):
            line.settimeout(0.2)
            while line.recv(1 << 16):
                pass
        return False

    with faulty_smtp(body=too_large) as server, Transport.open(settings(server.port)) as transport:
        verdict = transport.hand_over(FROM, TO, MAIL + b"x" * 10_000)
    assert isinstance(verdict, Refused)
    assert verdict.reply == "552 5.3.4 too large"


def test_after_a_refusal_the_same_connection_is_reset_and_goes_on() -> None:
    with faulty_smtp(RCPT=answers("550 5.1.1 nobody")) as server, Transport.open(settings(server.port)) as transport:
        assert isinstance(transport.hand_over(FROM, "gone@health.example", MAIL), Refused)
        assert isinstance(transport.hand_over(FROM, TO, MAIL), Taken)
    assert server.connections == 1
    assert "RSET" in server.commands


@pytest.mark.parametrize("fault", [closes, resets, answers("421 idle too long", then_closes=True)])
def test_a_connection_that_was_closed_for_being_idle_is_opened_again(fault: Act) -> None:
    with faulty_smtp() as server, Transport.open(settings(server.port)) as transport:
        assert isinstance(transport.hand_over(FROM, TO, MAIL), Taken)
        server.faults["MAIL"] = [fault]
        assert isinstance(transport.hand_over(FROM, TO, MAIL), Taken)
    assert server.connections == 2
    assert len(server.taken) == 2


def test_a_new_connection_after_a_hundred_mails() -> None:
    with faulty_smtp() as server, Transport.open(settings(server.port)) as transport:
        for _ in range(MAILS_PER_CONNECTION + 1):
            assert isinstance(transport.hand_over(FROM, TO, MAIL), Taken)
    assert server.connections == 2


def test_a_server_that_is_gone_for_good_ends_the_delivery() -> None:
    with faulty_smtp(END=answers("250 ok", then_closes=True)) as server:
        transport = Transport.open(settings(server.port))
        assert isinstance(transport.hand_over(FROM, TO, MAIL), Taken)
    with pytest.raises(CannotReach, match="cannot be reached") as caught, transport:
        for _ in range(2):
            transport.hand_over(FROM, TO, MAIL)
    assert f"127.0.0.1:{server.port}" in str(caught.value)


@pytest.mark.parametrize(
    ("step", "fault", "sentence"),
    [
        ("banner", closes, "broke off before a mail was sent"),
        ("banner", hangs, "broke off before a mail was sent (no answer in time)"),
        ("banner", cuts("22"), "broke off"),
        ("banner", answers("HTTP/1.1 400 Bad Request"), "answered against the protocol"),
        ("banner", answers("554 5.7.1 go away"), "is not open for mail (554 5.7.1 go away)"),
        ("banner", answers("421 busy", then_closes=True), "is not open for mail (421 busy)"),
        ("EHLO", closes, "broke off"),
        ("EHLO", hangs, "broke off"),
        ("EHLO", cuts("250-x"), "broke off"),
    ],
)
def test_no_beginning_is_a_sentence(step: str, fault: Act, sentence: str) -> None:
    with faulty_smtp(**{step: fault}) as server, pytest.raises(CannotReach) as caught:
        Transport.open(settings(server.port))
    assert sentence in str(caught.value)
    assert str(caught.value).startswith(f"The SMTP server 127.0.0.1:{server.port} ")


def test_starttls_that_is_not_offered_is_no_reason_to_go_on_without() -> None:
    with (
        faulty_smtp() as server,
        pytest.raises(CannotReach, match="offers no STARTTLS, which security = starttls demands"),
    ):
        Transport.open(settings(server.port, security="starttls"))
    assert [command.split(" ")[0].upper() for command in server.commands] == ["EHLO"]


class Secret:
    """A way to sign in, as the inbox makes them."""

    def __init__(self, mechanism: str = "PLAIN", response: str = "\0me\0open-sesame") -> None:
        self.mechanism, self.username, self.response = mechanism, "me", response
        self.renewals = 0

    def first_response(self, host: str, port: int) -> str:
        return self.response

    def secret(self) -> str:
        return "open-sesame"

    def renew(self) -> bool:
        self.renewals += 1
        return self.mechanism != "PLAIN"


@pytest.mark.parametrize(
    ("fault", "error", "sentence"),
    [
        (answers("535 5.7.8 not open-sesame"), SignInRefused, "refuses the password of me (535 5.7.8 not ***)"),
        (answers("454 4.7.0 backend down"), CannotReach, "takes no sign-in at present (454 4.7.0 backend down)"),
        (closes, CannotReach, "broke off"),
        (hangs, CannotReach, "broke off"),
    ],
)
def test_a_sign_in_that_fails_says_why_and_never_the_secret(fault: Act, error: type[Exception], sentence: str) -> None:
    with faulty_smtp(AUTH=fault) as server, pytest.raises(error) as caught:
        server.extensions = ("AUTH PLAIN",)
        Transport.open(settings(server.port), Secret())
    assert sentence in str(caught.value)
    assert "open-sesame" not in str(caught.value)


def test_a_token_refused_once_is_renewed_once() -> None:
    refusal = answers("535 expired")
    with faulty_smtp(AUTH=[refusal]) as server:
        server.extensions = ("AUTH XOAUTH2",)
        token = Secret("XOAUTH2", "user=me\1auth=Bearer " + "t" * 2000 + "\1\1")
        server.faults["AUTH"] = [refusal]
        Transport.open(settings(server.port), token).close()
        assert token.renewals == 1
        server.faults["AUTH"] = [refusal, refusal]
        with pytest.raises(SignInRefused, match="refuses the token"):
            Transport.open(settings(server.port), token)
    assert "AUTH XOAUTH2" in server.commands  # too long for one line: it waits for 334


def test_a_mechanism_that_is_not_offered_is_named() -> None:
    with faulty_smtp() as server, pytest.raises(SignInRefused, match=r"offers no sign-in by PLAIN \(it offers: none\)"):
        Transport.open(settings(server.port), Secret())


def test_only_what_needs_smtputf8_asks_for_it() -> None:
    header = "Subject: Siân\r\n\r\nx\r\n".encode()
    body = "Subject: x\r\n\r\nSiân\r\n".encode()
    with faulty_smtp() as server, Transport.open(settings(server.port)) as transport:
        assert isinstance(transport.hand_over(FROM, TO, body), Taken)
        assert isinstance(transport.hand_over(FROM, "siân@cymru.example", MAIL), Refused)
        assert isinstance(transport.hand_over(FROM, TO, header), Refused)
        assert isinstance(transport.hand_over(FROM, "sian@iechyd-tŷ.example", MAIL), Taken)
    assert server.commands[1].endswith("BODY=8BITMIME")
    assert any("sian@xn--" in command for command in server.commands)
    with faulty_smtp() as server:
        server.extensions = ("SMTPUTF8", "8BITMIME")
        with Transport.open(settings(server.port)) as transport:
            assert isinstance(transport.hand_over(FROM, "siân@cymru.example", MAIL), Taken)
    assert server.commands[1].endswith(" SMTPUTF8")


@pytest.mark.parametrize(
    "address", ["", "a", "a@", "@b.example", "a@b.example>\r\nRCPT TO:<c@d.example", "a b@c.example"]
)
def test_an_address_that_is_none_never_reaches_the_wire(address: str) -> None:
    with faulty_smtp() as server, Transport.open(settings(server.port)) as transport:
        verdict = transport.hand_over(FROM, address, MAIL)
        assert isinstance(verdict, Refused)
        assert verdict.step is Step.ADDRESS
    assert not any("RCPT" in command or "MAIL" in command for command in server.commands)


def test_nobody_listening_is_a_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
    with pytest.raises(CannotReach, match="Connection refused"):
        Transport.open(settings(port))
