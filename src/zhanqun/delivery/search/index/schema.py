"""The fields of the index (索引字段)."""

import tantivy

# Raised when fields change; with analysis.VERSION it decides whether an index may be used.
VERSION = 1

# Terms come ready with a blank between, so that they are made in one place.
TERMS = "whitespace"
RAW = "raw"


def build() -> tantivy.Schema:
    """Fields for finding, for filters and counts, and for showing.

    text: terms of everything; title: of the title alone. whole: the title's letters and digits.
    weight: 0 for what is repealed, more the newer a text is. shown: what a hit shows, as JSON.
    """
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("uid", stored=True, tokenizer_name=RAW, index_option="basic")
    builder.add_text_field("whole", tokenizer_name=RAW, index_option="basic")
    builder.add_text_field("number_key", tokenizer_name=RAW, index_option="basic")
    builder.add_text_field("title", tokenizer_name=TERMS, index_option="position")
    builder.add_text_field("text", tokenizer_name=TERMS, index_option="position")
    for name in ("sites", "columns"):
        builder.add_unsigned_field(name, indexed=True, fast=True)
    builder.add_unsigned_field("year", indexed=True, fast=True)
    for name in ("kind", "organs", "validity"):
        builder.add_text_field(name, fast=True, tokenizer_name=RAW, index_option="basic")
    builder.add_unsigned_field("day", fast=True)
    builder.add_float_field("weight", fast=True)
    builder.add_bytes_field("shown", stored=True)
    return builder.build()
