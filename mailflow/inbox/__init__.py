"""Room 1: mail comes in, as bytes. Nothing here knows what a mail means.

``imap`` reads a mailbox without leaving a trace; ``connection`` opens it, safely or not at all; ``sign_in`` proves
who we are (for the outbox too: the worker hands it over); ``faults`` are the sentences for what can go wrong.
What was seen is remembered by ``store``, never by a flag in the mailbox.
"""
