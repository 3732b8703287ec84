"""What a letter means: one table of rules (`table`), weighed by `decide`.

Not here: what is new in a mail (`quote`), the facts that it names (`named`), whether a person should look (`doubt`).
"""
