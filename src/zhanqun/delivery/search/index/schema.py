"""The fields of the index (索引字段)."""

import tantivy

from zhanqun.delivery.search.records import Record

# Raised when fields change; with analysis.VERSION it decides whether an index may be used.
VERSION = 4

# Terms come ready with a blank between, so that they are made in one place.
TERMS = "whitespace"
TEXTS = ("uid", "whole", "number_key", "title", "title_words", "text", "text_words")
# For filters and counts; numbers are counted as texts, which is several times as quick.
COUNTED = ("year", "kind", "topic", "validity")
COUNTED_SEVERAL = ("sites", "columns", "organs")
# All sites of a text as one value too: what has one value a text is counted far more quickly.
SITES, TOGETHER, BETWEEN = "sites", "sites_together", " "
RAW = "raw"


def build() -> tantivy.Schema:
    """Fields for finding, for filters and counts, and for showing.

    text: pairs of everything, text_words: its words and single characters; title, title_words:
    of the title alone. whole: the title's letters and digits.
    weight: 0 for what is repealed, more the newer a text is. shown: what a hit shows, as JSON.
    """
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("uid", stored=True, tokenizer_name=RAW, index_option="basic")
    builder.add_text_field("whole", tokenizer_name=RAW, index_option="basic")
    builder.add_text_field("number_key", tokenizer_name=RAW, index_option="basic")
    for name in ("title", "text"):
        builder.add_text_field(name, tokenizer_name=TERMS, index_option="position")
    for name in ("title_words", "text_words"):
        builder.add_text_field(name, tokenizer_name=TERMS, index_option="freq")
    for name in (*COUNTED, *COUNTED_SEVERAL):
        builder.add_text_field(name, fast=True, tokenizer_name=RAW, index_option="basic")
    builder.add_text_field(TOGETHER, fast=True, tokenizer_name=RAW, index_option="basic")
    builder.add_unsigned_field("day", fast=True)
    builder.add_float_field("weight", fast=True)
    builder.add_bytes_field("shown", stored=True)
    return builder.build()


def as_tantivy(record: Record) -> tantivy.Document:
    """One record in tantivy's own shape."""
    made = tantivy.Document()
    for name in (*TEXTS, *COUNTED):
        if value := getattr(record, name):
            made.add_text(name, value)
    for name in COUNTED_SEVERAL:
        for value in getattr(record, name):
            made.add_text(name, value)
    made.add_text(TOGETHER, BETWEEN.join(sorted(record.sites)))
    made.add_unsigned("day", record.day)
    made.add_float("weight", record.weight)
    made.add_bytes("shown", record.shown)
    return made
