"""The drawing room: how groups are made. Pure, seeded, and the same on every platform.

``people`` and ``rounds`` read what came in; ``sizes`` says how many groups of which size; ``cost`` prices a pair and
``thrift``, with ``circles``, what it takes from the rounds to come. Then ``search`` (hundreds: ``tabu``, ``cover``,
``anneal``), ``crowd`` (tens of thousands: mend what breaks a rule) or ``seating`` (a network that stands still: the
``designs`` whose starter rounds stand in ``starters``). ``mend`` is for drop-outs, ``rotate`` for k groups a month;
``why``, ``figures`` and ``outlook`` explain. What does not live here: who takes part (``round``), and
anything that knows a database.
"""
