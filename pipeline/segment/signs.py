"""The schema of signs.toml: what words tell of who speaks, of questions, of what is missing."""

import re
from collections.abc import Mapping
from functools import cached_property

from pipeline.knowledge import KnowledgeFile, NamedPattern, PatternFile


class SegmentSigns(PatternFile, KnowledgeFile):
    """All that signs.toml says."""

    file = "signs.toml"
    sign: tuple[NamedPattern, ...]

    @cached_property
    def patterns(self) -> Mapping[str, re.Pattern[str]]:
        """The patterns of the signs by their names."""
        return {sign.name: self.compile(sign.pattern) for sign in self.sign}
