"""What the network shows: public pages, the lead's copy of them, and the annual review. Frozen facts in, text out.

The order: `facts` (what may be looked at), `names` (who and what may be named), `numbers` (what counts, with the mails
behind it), `texts` (the sentences of a language), `charts`, then `site` (pages) and `review` (the lead's draft).
What does not live here: counting (`mailflow.tally`), the database (`mailflow.store.showing`), files (`mailflow.cli`).
"""

from mailflow.publish.facts import Copy, Facts, Told
from mailflow.publish.texts import PageFault, Texts

__all__ = ["Copy", "Facts", "PageFault", "Texts", "Told"]
