"""Real servers on loopback: one file a server, each a context manager with its own ports and one temporary folder."""
