"""A whole year by email alone: 56 champions of 35 organisations, newcomers, leavers, and a lead who only answers mail.

The clock goes from moment to moment at which something is due; in between people write, in their own words, and the
lead reads the brief. Nothing is done to the store but by mail. The cast is seeded: the same year every time.
"""
