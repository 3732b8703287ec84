"""A small town of fictional champions, to try it all in. The worker is real; only the clock and people are played.

``server`` is a real mail server in this process; ``people`` is who lives here; ``pen`` is how they write; ``town`` lets
them read and answer; ``play`` runs the months; ``picture`` shows what came of it.
"""
