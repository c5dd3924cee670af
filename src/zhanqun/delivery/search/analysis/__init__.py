"""How texts and queries are cut into terms (分词与归一): plain functions, no database."""

# Part of an index's version: whoever changes how terms are made raises it, and nodes rebuild.
VERSION = 1
