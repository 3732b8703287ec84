"""A network of people, run wholly by email. The code is a street that every mail walks once.

1. ``inbox``       mail comes in, as bytes: IMAP, sign-in, what was seen
2. ``understand``  bytes become one event: who wrote, what it answers, what it means (pure)
3. ``flows``       one event meets one flow: what to do about it, as values (pure)
4. ``outbox``      decisions become mail, and mail leaves: templates, SMTP, caps, retry

``worker`` walks the mail along and is the only room that knows the whole street; ``store`` is the memory, with a gate
through which all mail leaves; ``health`` says whether the service lives, ``logs`` what it did, without addresses;
``almanac`` says when; ``events``, ``network`` and ``decisions`` are the words that everybody uses; ``publish`` shows
what the network is; ``cli`` is the lead's hand; ``demo`` is a small town to try it all in.
"""

__version__ = "0.1.0"
