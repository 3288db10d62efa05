"""Full-text search in SQLite that finds Chinese wherever it stands: each character is a word.

Words that a segmenter finds miss what lies across two of them, trigrams find nothing shorter than
three characters; a phrase of single characters finds all, with the tokenizer that every SQLite has.
"""

INDEX = "sentences_letters"
"""The index over the sentences; its row ids are the numbers of the sentences."""
CREATE = (
    f"CREATE VIRTUAL TABLE {INDEX} "
    "USING fts5(letters, content='', tokenize='unicode61 remove_diacritics 0')"
)
LONGEST_PHRASE = 100
"""Characters of a question that are searched for."""
SEPARATORS = " \t\r\n\u3000"
"""White space between phrases that are all looked for."""


def spell(text: str) -> str:
    """Return a text with its characters apart.

    >>> spell("5G终端")
    '5 G 终 端'
    """
    return " ".join(text)


def write_question(parameter: str) -> str:
    """Return an SQL expression for what the index is asked, given a parameter that holds phrases.

    Each phrase becomes one in quotation marks, so that nothing in it is an operator.
    """
    spaces = ", ".join(f"char({ord(space)})" for space in SEPARATORS)
    return (
        "(WITH RECURSIVE letters(place, question) AS ("
        "SELECT 1, '' UNION ALL SELECT place + 1, question || CASE "
        f"WHEN substr({parameter}, place, 1) IN ({spaces}) THEN '\" \"' "
        f"WHEN substr({parameter}, place, 1) = '\"' THEN ' ' "
        f"ELSE substr({parameter}, place, 1) || ' ' END "
        f"FROM letters WHERE place <= min(length({parameter}), {LONGEST_PHRASE})) "
        "SELECT '\"' || question || '\"' FROM letters ORDER BY place DESC LIMIT 1)"
    )
