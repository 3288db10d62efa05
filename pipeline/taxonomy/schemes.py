"""Where the policy hotspots stand in public schemes, so that results can be compared."""

from pipeline.knowledge import Entry, KnowledgeFile


class AgendasTopic(Entry):
    """A major topic of the Comparative Agendas Project."""

    code: int
    name: str


class Codes(Entry):
    """The topics and subjects that a category's texts are of; empty where a scheme has none."""

    agendas: tuple[int, ...]
    state_council: tuple[str, ...]


class Schemes(KnowledgeFile):
    """The schemes, and each category's place in them."""

    file = "schemes.toml"
    agendas: tuple[AgendasTopic, ...]
    state_council: tuple[str, ...]
    category: dict[str, Codes]
