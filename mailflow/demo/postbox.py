"""The town's mailboxes: pymap's in-memory IMAP server, wrapped in one small typed adapter.

Everybody with an address has INBOX, Sent, Drafts and Junk, and the same password. Facts learnt from pymap 0.36: it
asks DNS for its own name and for block lists unless told not to, hashes each password at each sign-in, and loses the
last byte of a mail that has no empty line (no mail of ours or of a mail program is like that).
"""

from __future__ import annotations

import asyncio
import re
from argparse import Namespace
from collections.abc import Iterable, Sequence
from datetime import datetime

from proxyprotocol.reader import ProxyProtocolReader
from pymap.backend.dict import Config, Login
from pymap.backend.dict.filter import FilterSet
from pymap.backend.dict.mailbox import MailboxSet
from pymap.imap import IMAPServer
from pymap.parsing.message import AppendMessage
from pymap.parsing.specials import FetchRequirement
from pymap.parsing.specials.flag import Flag
from pymap.user import UserMetadata
from pysasl.hashing import Cleartext

FOLDERS = ("Sent", "Drafts", "Junk")
_ENDS = re.compile(rb"\r\n|\r|\n")


class _Config(Config):
    """pymap's settings without its look-ups in DNS."""

    @property
    def greeting(self) -> bytes:
        """The words after ``* OK``."""
        return b"the town's mail is ready"


class Postbox:
    """Mailboxes by address, lower case. Used only inside the event loop that serves them."""

    def __init__(self, password: str) -> None:
        arguments = Namespace(passlib_cfg=None, proxy_protocol=None)
        self._config = _Config(
            arguments,
            host=None,
            port=0,
            demo_data=False,
            demo_user="",
            demo_password="",
            tls_enabled=False,
            reject_dnsbl=False,
            invalid_user_sleep=0,
            hash_context=Cleartext(),
        )
        self._config.apply_context()
        self._login = Login(self._config)
        self._password = password

    async def serve(self, host: str) -> asyncio.Server:
        """Listen for IMAP on a free port."""
        connected = ProxyProtocolReader(self._config.proxy_protocol).get_callback(IMAPServer(self._login, self._config))
        return await asyncio.start_server(connected, host, 0)

    async def add(self, address: str, folders: Iterable[str] = FOLDERS) -> None:
        """Give ``address`` a mailbox, if it has none."""
        if address in self._login.users_dict:
            return
        self._login.users_dict[address] = UserMetadata(self._config, address, password=self._password)
        mailboxes = MailboxSet()
        for folder in folders:
            await mailboxes.add_mailbox(folder)
        self._config.set_cache[address] = (mailboxes, FilterSet())

    def has(self, address: str) -> bool:
        """Whether somebody lives at ``address``."""
        return address in self._login.users_dict

    async def put(
        self, address: str, raw: bytes, at: datetime, folder: str = "INBOX", flags: Sequence[str] = ()
    ) -> None:
        """Append a mail; whoever waits by IDLE is told at once. Raises KeyError if there is no such mailbox."""
        mailboxes, _ = self._config.set_cache[address]
        mailbox = await mailboxes.get_mailbox(folder)
        flag_set = frozenset(Flag(flag.encode()) for flag in flags)
        await mailbox.append(AppendMessage(_ENDS.sub(b"\r\n", raw), at, flag_set), recent=True)

    async def empty(self, address: str, folder: str) -> None:
        """Take every mail out of a folder. Raises KeyError if there is no such mailbox."""
        mailboxes, _ = self._config.set_cache[address]
        mailbox = await mailboxes.get_mailbox(folder)
        await mailbox.delete([message.uid async for message in mailbox.messages()])

    async def mails(self, address: str, folder: str = "INBOX") -> list[tuple[bytes, frozenset[str]]]:
        """Every mail of a folder with its flags, in order of arrival. Raises KeyError if there is no such mailbox."""
        mailboxes, _ = self._config.set_cache[address]
        mailbox = await mailboxes.get_mailbox(folder)
        found = []
        async for message in mailbox.messages():
            content = await message.load_content(FetchRequirement.CONTENT)
            flags = frozenset(str(flag) for flag in message.permanent_flags)
            found.append((bytes(content.get_body(None)), flags))
        return found
