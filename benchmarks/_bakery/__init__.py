"""The same page as a Wagtail page that wagtail-bakery bakes (for benchmarks only).

It spares bakery what it would have in real use: hardly any middleware, and the parts around the
page are read once for all.
"""
