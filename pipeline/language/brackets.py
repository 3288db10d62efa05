"""The quotes and brackets of Chinese text."""

PAIRS = {"“": "”", "（": "）", "《": "》", "【": "】", "「": "」", "『": "』"}
OPENING = {closing: opening for opening, closing in PAIRS.items()}
FULL_WIDTH = str.maketrans("()", "（）")
"""Brackets of both widths are used as pairs of each other."""
CLOSING = "”’」』）)】]》〉"
"""What may stand between the end of a sentence and the end of its line."""
