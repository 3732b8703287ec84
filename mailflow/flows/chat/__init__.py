"""Champion Chats: once a month everybody active is drawn into a group of four, and each group gets its mail.

``round`` draws and invites, ``regroup`` mends a group when somebody drops out, ``met`` notes what came of it, ``draw``
is the grouping itself, ``swap`` offers a place in another group and ``convener`` chooses who takes the first step.
"""

from mailflow.flows.chat.met import chatter, did_not_meet
from mailflow.flows.chat.regroup import drop_out
from mailflow.flows.chat.round import draw_round
from mailflow.flows.chat.swap import WISH, join, offer

__all__ = ["WISH", "chatter", "did_not_meet", "draw_round", "drop_out", "join", "offer"]
