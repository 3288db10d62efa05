"""What a line of a transcript is: a heading, who speaks, a point of a list, a byline.

structure.toml has the knowledge and styles.py its schema; lines.py reads a line with it, and
label_words.py the words of a label. What only the lines around a line tell is read by own_lines.py
(names alone), speakers.py (who of those labelled speaks), numbered_lines.py and bare_headings.py
(headings). `clean` reads the lines of a text; `segment` takes what it found.
"""
