"""Gathers who speaks in a transcript: one identity per person or medium, with role and office."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from pipeline.language.fold import fold
from pipeline.language.marks import HAN, HAN_RANGE, squeeze
from pipeline.language.structure.lines import Structure
from pipeline.language.tokenizer import Tokenizer
from pipeline.records.segmentation import Role, Speaker
from pipeline.records.transcript import Label
from pipeline.segment.signs import SegmentSigns
from pipeline.segment.speeches import Speech

NOT_BEFORE_TITLES = ("c", "p", "d", "v", "u", "r", "x", "m", "t", "f")
"""Tags of words before a title that are not part of it: 并, 与, 由, 介绍, 其."""
LEADING = 0.5
"""Share of a host's speeches that lead through the conference; an official answers mostly."""
ALWAYS_LEADING = 2 / 3
"""The same for one who does not open the conference."""
FEWEST_LED = 3
"""Speeches, at least, of one who leads without having opened the conference."""
LONGEST_TITLE = 60
"""Characters beside a name in which its title stands."""
IN_BRACKETS = re.compile(r"\A\s?[（(]([^（()）]*)[）)]")
BEFORE_TITLE = re.compile(rf"\A.*[^{HAN_RANGE}、]")
MOST_TITLES = 4
"""Titles of one name that are looked at; the first that says enough is taken."""


def name_speakers(
    speeches: Sequence[Speech],
    text: str,
    structure: Structure,
    leading: Collection[str] = (),
    titled: str = "",
) -> list[Speech]:
    """Return the speeches with one name for each who speaks, and one role.

    `leading` are the names of those whom the text lists as hosts, `titled` is a title that is no
    part of the text: 原标题：省药监局局长王小明就新规答记者问.

    A medium's reporter is one speaker however the medium is written. A surname with an office
    (赵局长) is the only person with that name, or else a speaker of its own. Whoever speaks first
    and leads through the conference is its host, if another official is there to answer. Somebody
    called only 主持人, or who only answers, is the one person named in that role; somebody called
    only 记者 or 问 has no name, since two such questions may be by two people.
    """
    names = find_names(speeches, text, structure)
    named = [
        speech._replace(speaker=names.get(speech.speaker or "", speech.speaker))
        for speech in speeches
    ]
    hosts = find_hosts(named, text, structure, leading)
    named = [s._replace(role="host") if s.speaker in hosts else s for s in named]
    named = name_only(named, "host", leading)
    first = next((s for s in named if s.role == "reporter"), named[0] if named else None)
    lead = f"{titled}\n{text[: first.start if first else 0]}"
    member = find_told_above(named, lead, structure, "reporter")
    named = name_only(named, "reporter", member) if member else named
    return name_only(named, "official", find_told_above(named, lead, structure, "official"))


def find_hosts(
    speeches: Sequence[Speech], text: str, structure: Structure, leading: Collection[str]
) -> set[str]:
    """Return who leads: by the label, the list of those who take part, or by what is said.

    Of several officials, the first leads if they open the conference, and so does one who mostly
    does no more than give the floor, such as the president of a council.
    """
    hosts = {s.speaker for s in speeches if s.speaker and s.role == "host"}
    hosts |= {s.speaker for s in speeches if s.speaker in leading and s.speaker}
    said: defaultdict[str, list[str]] = defaultdict(list)
    for speech in speeches:
        if speech.role == "official" and speech.speaker and speech.speaker not in hosts:
            said[speech.speaker].append("\n".join(speech.list_words(text)))
    first = next((s for s in speeches if s.role not in ("editor", "unknown")), None)
    for name, own in said.items() if len(said) > 1 else ():
        opens = first is not None and first.speaker == name
        led = sum(map(structure.only_leads, own)) / len(own)
        opening = opens and (led >= LEADING or structure.is_remark(own[0], "opens"))
        if opening or (led >= ALWAYS_LEADING and len(own) >= FEWEST_LED):
            hosts.add(name)
    return hosts


def find_names(speeches: Sequence[Speech], text: str, structure: Structure) -> dict[str, str]:
    """Return the identity of each name that labels give, where it is another name."""
    labels = {s.speaker: s.label for s in speeches if s.speaker and s.label}
    kinds = {name: structure.find_kind(label) for name, label in labels.items()}
    full = {n for n, label in labels.items() if label.role != "reporter" and kinds[n] != "surname"}
    titles = find_titles(full, [*(label.words for label in labels.values()), text], structure)
    media: dict[str, str] = {}
    names: dict[str, str | None] = {}
    for name, label in labels.items():
        if kinds[name] == "office":
            names[name] = find_holder(name, text, structure)
        elif kinds[name] == "surname":
            names[name] = find_person(name, full, titles, text, structure)
        elif label.medium and squeeze(name) == name and is_mediums(name, label):
            names[name] = media.setdefault(label.medium, name)
    return {name: known for name, known in names.items() if known}


def is_mediums(name: str, label: Label) -> bool:
    """Return whether a reporter is named by the medium alone."""
    return label.medium is not None and label.medium in re.sub("[《》]", "", name)


def find_person(
    short: str,
    full: Iterable[str],
    titles: Mapping[str, Sequence[str]],
    text: str,
    structure: Structure,
) -> str | None:
    """Return the only person whom a surname with an office (赵局长) can mean, or None."""
    parts = re.fullmatch(rf"({structure.names.surname_pattern})(.+)", fold(short))
    if parts is None:
        return None
    surname, office = short[: parts.end(1)], parts[2]
    people = sorted(name for name in full if name.startswith(surname))
    if len(people) > 1:
        people = [p for p in people if any(fold(t).endswith(office) for t in titles.get(p, ()))]
    if not people:
        name = rf"{fold(surname)}\s?{HAN}{{1,2}}?"
        told = find_named(rf"{structure.names.office_pattern}\s?", name, "introduced", text)
        people = sorted(map(squeeze, told))
    return people[0] if len(people) == 1 else None


def find_named(before: str, name: str, behind: str, text: str) -> set[str]:
    """Return the names in a text, by a pattern, that stand behind what another one finds, and
    before what a fragment of signs.toml does."""
    told = re.compile(rf"{before}({name})(?:{SegmentSigns.load().filled[behind]})")
    return {text[slice(*found.span(1))] for found in told.finditer(fold(text))}


def find_holder(office: str, text: str, structure: Structure) -> str | None:
    """Return the only person whom a text names behind an office (行政长官林志远今日…), or None."""
    name = structure.names.plain_name_pattern
    people = find_named(rf"{re.escape(fold(office))}\s?", name, "busy", text)
    return people.pop() if len(people) == 1 else None


def name_only(speeches: Sequence[Speech], role: Role, names: Collection[str]) -> list[Speech]:
    """Return the speeches; if one person alone is named in a role, those without a name in that
    role are theirs.

    `names` are those whom the text itself names in the role, besides those of the labels.
    """
    own = [s for s in speeches if s.role == role and s.label is not None]
    found = {s.speaker for s in own if s.speaker} | {*names}
    if len(found) != 1:
        return list(speeches)
    (name,) = found
    unnamed = {id(s) for s in own if s.speaker is None}
    return [s._replace(speaker=name) if id(s) in unnamed else s for s in speeches]


def find_told_above(
    speeches: Sequence[Speech], lead: str, structure: Structure, role: Role
) -> set[str]:
    """Return whom the words above the first question name as the one who answers, or who asks.

    省药监局副局长林小满接受了本报记者的采访, 林小满議員的提問. If anybody in the role speaks under
    a name already, nobody.
    """
    if any(s.role == role and s.speaker for s in speeches):
        return set()
    if role == "reporter":
        return find_named("", structure.names.plain_name_pattern, "asked", lead)
    office = rf"{structure.names.office_pattern}\s?"
    return find_named(office, structure.names.plain_name_pattern, "answers", lead)


def list_speakers(
    text: str, speeches: Sequence[Speech], structure: Structure, tokenizer: Tokenizer
) -> list[Speaker]:
    """Return each person or medium that speaks, once, in the order of their first words.

    Office and organisation come from the label (信息通信管理局局长赵志国), else from the first
    place in the text that puts them before the name or in brackets after it.
    """
    labels: defaultdict[str, list[Label]] = defaultdict(list)
    roles: dict[str, Role] = {}
    for speech in speeches:
        if speech.speaker is not None and speech.label is not None:
            labels[speech.speaker].append(speech.label)
            roles.setdefault(speech.speaker, speech.role)
    people = [name for name in labels if roles[name] != "reporter"]
    words = dict.fromkeys(label.words for name in people for label in labels[name])
    titles = find_titles(people, [*words, text], structure)
    speakers = []
    for name, own in labels.items():
        if roles[name] == "reporter":
            medium = own[0].medium
            organisation = medium.replace("记者", "") if medium else None
            office = "记者" if medium and not is_mediums(name, own[0]) else None
        else:
            told = titles.get(name, [name] if structure.is_office(own[0]) else [])
            unwanted = structure.names.never_in_titles
            found = [split_title(strip_words_before(one, tokenizer, unwanted)) for one in told]
            whole = (pair for pair in found if pair[0])
            organisation, office = next(whole, found[0] if found else (None, None))
        aliases = tuple(
            sorted({label.words for label in own if label.name and label.words != name})
        )
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


def find_titles(
    names: Iterable[str], texts: Iterable[str], structure: Structure
) -> dict[str, list[str]]:
    """Return the titles that texts put before names, in brackets after them, or beside them."""
    found: dict[str, list[str]] = {}
    spaced = (r"\s{0,3}".join(map(re.escape, n)) for n in sorted(names, key=len, reverse=True))
    known = re.compile("|".join(spaced) or "(?!)")
    for text in texts:
        for place in known.finditer(text):
            above = text[max(0, place.start() - LONGEST_TITLE) : place.start()].rpartition("\n")[2]
            behind = text[place.end() : place.end() + LONGEST_TITLE].split("\n")[0]
            told = [above.rstrip(), *IN_BRACKETS.findall(behind)[:1]]
            if not told[0] and len(behind) < LONGEST_TITLE and behind[:1] in "，,：: 　":
                told.append(behind.rstrip("　 。；;"))
            titles = (words for words in told if fold(words).endswith(structure.names.offices))
            own = found.setdefault(squeeze(place[0]), [])
            for words in [*titles][: MOST_TITLES - len(own)]:
                own.append(cut_title(BEFORE_TITLE.sub("", words), known))
    return {name: own for name, own in found.items() if own}


def cut_title(title: str, known: re.Pattern[str]) -> str:
    """Return a title without that of somebody known who is named before; the organisation stays.

    >>> cut_title("海滨省商务厅副厅长王明先生、市场处处长", re.compile("王明"))
    '海滨省商务厅市场处处长'
    """
    for other in [*known.finditer(title)][-1:]:
        own = re.sub(r"\A(?:先生|女士|同志)?[、和与及]*", "", title[other.end() :])
        organisation, _ = split_title(title[: other.start()])
        return own if split_title(own)[0] else (organisation or "") + own
    return title


def strip_words_before(title: str, tokenizer: Tokenizer, never_in_titles: Collection[str]) -> str:
    """Return a title without the words of the sentence that run into it.

    并与工业和信息化部新闻发言人 → 工业和信息化部新闻发言人, 您认识海滨市原书记 → 海滨市原书记
    """
    words = tokenizer.tag(title)
    last = max((k for k, (word, _) in enumerate(words) if word in never_in_titles), default=-1)
    words = words[min(last + 1, len(words) - 1) :]
    while len(words) > 1 and words[0][1].startswith(NOT_BEFORE_TITLES) and words[0][1] != "vn":
        words.pop(0)
    return title[len(title) - sum(len(word) for word, _ in words) :]


def split_title(title: str) -> tuple[str | None, str]:
    """Return organisation and office of a title.

    >>> split_title("工业和信息化部新闻发言人、运行监测协调局局长")
    ('工业和信息化部', '新闻发言人、运行监测协调局局长')
    >>> split_title("局长")
    (None, '局长')
    """
    found = SegmentSigns.load().patterns["organisation"].match(fold(title))
    return (title[: found.end()], title[found.end() :]) if found else (None, title)
