"""What a line of a transcript is: a heading, who speaks, a point of a list, a byline.

structure.toml has the knowledge and styles.py its schema; lines.py reads a line with it,
label_words.py the words of a label, own_lines.py what only the lines around a line tell,
bare_headings.py which short lines are headings. `clean` reads the lines of a text; `segment` takes
what it found.
"""
