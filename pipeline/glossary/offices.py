"""Where and as what somebody speaks, in English: offices that are joined, each as it is called."""

from functools import cache

from pipeline.glossary.compose import translate

PARTED = "、"
PEOPLES_GOVERNMENT = "人民政府"
GOVERNMENT = "政府"


def shorten_government(name: str) -> str:
    """Return the name of a government as its reports have it.

    >>> shorten_government("江西省人民政府")
    '江西省政府'
    """
    return name.replace(PEOPLES_GOVERNMENT, GOVERNMENT)


@cache
def translate_office(organisation: str, office: str) -> str | None:
    """Return an organisation and the offices of somebody there, or None where a part is not known.

    >>> translate_office("工业和信息化部", "总工程师、新闻发言人")
    'Ministry of Industry and Information Technology: Chief Engineer, Spokesperson'
    >>> translate_office("湖北省人民政府", "省长")
    'Government of Hubei Province: Governor'
    >>> translate_office("斛斛", "新闻发言人")
    """
    place = translate(shorten_government(organisation))
    offices = [translate(part) for part in office.split(PARTED) if part]
    if None in offices or (organisation and place is None):
        return None
    return ": ".join(filter(None, (place, ", ".join(filter(None, offices))))) or None
