"""What a value is held against, in English: the national level, the average of the industry."""

from pipeline.glossary.compose import EXTENT, compose_name


def name_base(base: str) -> str | None:
    """Return what a value is held against in English, as within a sentence, or None.

    >>> name_base("全国"), name_base("商品零售额"), name_base("某某")
    ('the national level', 'retail sales of goods', None)
    """
    said = compose_name(base)
    return f"the {said} level" if said and EXTENT.match(said) else said
