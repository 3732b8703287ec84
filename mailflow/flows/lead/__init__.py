"""The lead, who works by mail: a brief on working days, word before mail to many leaves, and answers by reply.

``brief`` tells what is new, ``window`` gives the chance to stop mail to many, ``reply`` carries out what they answer,
``handover`` introduces whoever leads next, ``draft`` shows a digest before it is sent.
"""

from mailflow.flows.lead.brief import brief
from mailflow.flows.lead.draft import drafted
from mailflow.flows.lead.handover import handed_over
from mailflow.flows.lead.reply import answered
from mailflow.flows.lead.window import notice

__all__ = ["answered", "brief", "drafted", "handed_over", "notice"]
