"""Arrangements (版面): which blocks there are, and the rules of putting them together."""
