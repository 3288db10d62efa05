"""The policy fields and their hotspots, one TOML file per field.

`name` and `order` are the field's. `belongs` and `excludes` of a category are what two people would
have to agree on; the model learns from the name, `belongs`, `terms` and the passages. `accept` are
passages of the category. `reject` are passages that look like it and are of another one (`is`;
"procedure" or "none": of none). A passage is written for these files and names no real event.
"""

from pathlib import Path

FOLDER = Path(__file__).parent
