"""The quotes and brackets that come in pairs."""

PAIRS = {"“": "”", "（": "）", "《": "》", "【": "】", "「": "」", "『": "』"}
OPENING = {closing: opening for opening, closing in PAIRS.items()}
FULL_WIDTH = str.maketrans("()", "（）")
"""Brackets of both widths are used as pairs of each other."""
