"""Paragraphs that stand out of order are put back into reading order.

Most files are in order, and a text is left as it is unless that is unlikely:

1. `pieces` finds where a text may have been cut: a sentence breaks off, a page ends.
2. `links` weighs how well any piece follows any other, by the characters on both sides
   (`evidence`, `continuation`), the topic (`exchange`), and what counts up.
3. `search` finds the order of the pieces that weighs most.
4. `restore` decides by how much more it weighs than the order of the file, and by how many lines
   break off, whether the file is out of order; time stamps that rise (`stamps`) prove that it is
   not. If it is, `confidence` says how sure each step of the new order is.
5. If it is not, `wraps` tells by the file as a whole which lines go on in the next one.
"""
