"""Dates as British and Welsh people write them, by a grammar of our own; what is not certain is marked vague.

Not here: what a date means for a person (the named facts), nor cadences and bank holidays (the almanac).
"""

from mailflow.understand.dates.grammar import Tense, When, find

__all__ = ["Tense", "When", "find"]
