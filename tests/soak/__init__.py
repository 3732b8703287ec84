"""A soak: much mail, servers that lie, workers that are killed; then the books of all three are compared.

``./run soak`` runs the whole of it, ``test_soak.py`` a small one with every test run. The seed is printed and repeats
the letters and the dice; when a worker dies in the course of its work is also a matter of the machine.
"""
