"""Whether the service lives, as something that is not the worker sees it: signs of life, figures, a page for machines.

`signs` says what is wrong; `figures` counts for Prometheus; `page` shows both over HTTP. Nothing here changes anything.
"""
