"""The records that cross a stage, and nothing else.

Data flows one way: raw → clean → segment → phrases, claims, train, classify, topics → report,
corpus; claims → indicators → corpus.
Every stage but the corpus-level ones writes one line per file in raw/: the stage's record, or the
`Problem` that stopped it. A stage adds records and never rewrites another's.

Offsets are half-open and count characters (Unicode code points). `start`, `end` refer to
`Transcript.text`; `source_start`, `source_end` refer to `Transcript.source`, the decoded file.
For every record with a `text` or `quote`, `transcript.text[start:end]` equals it.

The names of the fields are part of the product: they are the columns of the published tables. A
field's `title` says in Chinese and its `description` in English what it means; the data dictionary
is made of them, so every field that becomes a column has both.
"""
