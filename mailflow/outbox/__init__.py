"""Decisions become mail, and mail leaves. Rule of the room: a mail is made once, and handed over at most once.

``write`` makes the mail from its template, ``guard`` says at the door whether it may leave, ``smtp`` hands it to the
server. What does not live here: whether to write at all (``flows``) and what was sent when (``store``).
"""
