"""Gathers who speaks in a transcript, and what the text says of their offices."""

import re
from collections.abc import Sequence

from pipeline.chinese.tokenizer import Tokenizer
from pipeline.records import Role, Speaker
from pipeline.segment.turns import Speech
from pipeline.structure import Structure

NOT_IN_TITLES = ("c", "p", "d", "v", "u", "r", "x", "m", "t")
"""Tags of words before a title that are not part of it: 并, 与, 由, 介绍, 其."""
LONGEST_TITLE = 60
ORGANISATION = re.compile(
    r".{1,30}?(?:部|委员会|办公室|总局|局|署|人民政府|政府|银行|协会|集团|公司|大学|研究院|中心)"
    r"(?=\S)"
)


def find_speakers(
    text: str, speeches: Sequence[Speech], structure: Structure, tokenizer: Tokenizer
) -> list[Speaker]:
    """Return each person or medium that speaks, once, in the order of their first words.

    Office and organisation come from the label (信息通信管理局局长赵志国), else from the first
    place in the text that puts them before the name.
    """
    words: dict[str, list[str]] = {}
    roles: dict[str, Role] = {}
    for speech in speeches:
        if speech.speaker is not None:
            words.setdefault(speech.speaker, []).append(speech.words)
            roles.setdefault(speech.speaker, speech.role)
    speakers = []
    for name, labels in words.items():
        office, organisation = None, None
        if roles[name] == "reporter":
            organisation = re.sub(r"记者.*$|[《》]", "", name) or None
        else:
            title = find_title(name, [*labels, text], structure, tokenizer)
            if title is not None:
                organisation, office = split_title(title)
        aliases = tuple(sorted({label for label in labels if label != name}))
        speakers.append(
            Speaker(
                name=name,
                role=roles[name],
                office=office,
                organisation=organisation,
                aliases=aliases,
            )
        )
    return speakers


def find_title(
    name: str, texts: Sequence[str], structure: Structure, tokenizer: Tokenizer
) -> str | None:
    """Return the words before or in brackets after a name that end with an office."""
    spelled = re.compile(r"\s?".join(map(re.escape, name)))
    office = structure.names.office_pattern
    before = re.compile(rf"[\u4e00-\u9fff、]{{0,{LONGEST_TITLE}}}{office}\Z")
    after = re.compile(rf"\s?[（(]([\u4e00-\u9fff、]{{0,{LONGEST_TITLE}}}{office})[）)]")
    for text in texts:
        for found in spelled.finditer(text):
            start = max(0, found.start() - LONGEST_TITLE)
            words = text[start : found.start()].rstrip()
            title = before.search(words) if words.endswith(structure.names.offices) else None
            bracket = after.match(text, found.end())
            if title:
                return strip_words_before(title[0], tokenizer)
            if bracket:
                return bracket[1]
    return None


def strip_words_before(title: str, tokenizer: Tokenizer) -> str:
    """Return a title without the words of the sentence that run into it.

    并与工业和信息化部新闻发言人 → 工业和信息化部新闻发言人
    """
    words = tokenizer.tag(title)
    while len(words) > 1 and words[0][1].startswith(NOT_IN_TITLES):
        words.pop(0)
    return title[len(title) - sum(len(word) for word, _ in words) :]


def split_title(title: str) -> tuple[str | None, str]:
    """Return organisation and office of a title.

    >>> split_title("工业和信息化部新闻发言人、运行监测协调局局长")
    ('工业和信息化部', '新闻发言人、运行监测协调局局长')
    >>> split_title("局长")
    (None, '局长')
    """
    found = ORGANISATION.match(title)
    if found is None or title[found.end()] in "长、":
        return None, title
    return found[0], title[found.end() :]
