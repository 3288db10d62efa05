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
from pipeline.segment.speeches import Speech, join_paragraphs

NOT_BEFORE_TITLES = ("c", "p", "d", "v", "u", "r", "x", "m", "t", "f")
"""Tags of words before a title that are not part of it: 并, 与, 由, 介绍, 其."""
LEADING = 0.5
"""Of the speeches of a host, how many lead through the conference: an official answers most."""
ALWAYS_LEADING = 2 / 3
"""The same of one who does not open the conference."""
FEWEST_LED = 3
"""Fewest speeches of one who leads without having opened."""
LONGEST_TITLE = 60
LONGEST_NAME = 24
MOST_TITLES = 4
"""Titles of one name that are looked at; the first that says enough is taken."""
BODY = (
    "部|委员会|办公室|总局|局|署|厅|委|人民政府|政府|银行|协会|集团|公司|大学|研究院|法院"
    "|检察院|中心"
)
"""How the name of an organisation ends."""
PLACE_WITH_HEAD = "[省市县区州盟旗](?=[原前代副]{0,2}(?:[省市县区州盟旗]长|书记|主席))"
"""How the name of a place ends before the title of who leads it: 海滨市|市长."""
ORGANISATION = re.compile(
    rf"(?:(?:行政|立法|监察)院|.{{1,30}}?(?:{BODY}|{PLACE_WITH_HEAD}))(?=[^长長、\s])"
)
INTRODUCED = r"(?=先生|女士|同志|[、，。；：（(\s]|和|与|就|为|来|介绍|出席|主持|$)"
"""What follows a name that an introduction gives in full."""
NOW = r"(?=[今昨前][日天早午晚]|[在於于]|会见|接受|回应|说明|表示)"
"""What follows one of whom a text tells what he does."""


def name_speakers(
    speeches: Sequence[Speech], text: str, structure: Structure, leading: Collection[str] = ()
) -> list[Speech]:
    """Return the speeches with one name for each who speaks, and one role.

    `leading` are the names of those whom the text lists as hosts.

    A medium's reporter is one speaker however the medium is written. A surname with an office
    (赵局长) is the only person with that name, else a speaker of its own. Who speaks first and
    leads through the conference is the host of it all, if another official is there to answer.
    Who is only called 主持人, or only answers, is the one who is named in that role; who is only
    called 记者 or 问 has no name: two such questions may be of two people.
    """
    names = find_names(speeches, text, structure)
    named = [
        speech._replace(speaker=names.get(speech.speaker or "", speech.speaker))
        for speech in speeches
    ]
    hosts = find_hosts(named, text, structure, leading)
    named = [s._replace(role="host") if s.speaker in hosts else s for s in named]
    named = name_only(named, "host", leading)
    member = find_member(named, text, structure)
    named = name_only(named, "reporter", member) if member else named
    return name_only(named, "official", find_interviewed(named, text, structure))


def find_hosts(
    speeches: Sequence[Speech], text: str, structure: Structure, leading: Collection[str]
) -> set[str]:
    """Return who leads: by the label, the list of those who take part, or by what is said.

    Of several officials the first who opens the conference leads it, and whoever mostly does no
    more than give the floor: the president of a council.
    """
    hosts = {s.speaker for s in speeches if s.speaker and s.role == "host"}
    hosts |= {s.speaker for s in speeches if s.speaker in leading and s.speaker}
    said: defaultdict[str, list[str]] = defaultdict(list)
    for speech in speeches:
        if speech.role == "official" and speech.speaker and speech.speaker not in hosts:
            said[speech.speaker].append(join_paragraphs(text, speech.paragraphs))
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
    names: dict[str, str] = {}
    media: dict[str, str] = {}
    for name, label in labels.items():
        if label.medium is not None and squeeze(name) == name and is_mediums(name, label):
            names[name] = media.setdefault(label.medium, name)
    full = {
        name
        for name, label in labels.items()
        if label.role != "reporter" and not structure.is_short(label)
    }
    short = {name for name, label in labels.items() if structure.is_short(label)}
    for name in sorted({n for n, label in labels.items() if structure.names_office(label)}):
        holder = find_holder(name, text, structure)
        if holder is not None:
            names[name] = holder
    if short:
        titles = find_titles(full, [*(label.words for label in labels.values()), text], structure)
        for name in short:
            person = find_person(name, full, titles, text, structure)
            if person is not None:
                names[name] = person
    return names


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
        introduced = re.compile(
            rf"{structure.names.office_pattern}\s?({fold(surname)}\s?{HAN}{{1,2}}?){INTRODUCED}"
        )
        spans = (found.span(1) for found in introduced.finditer(fold(text)))
        people = sorted({squeeze(text[slice(*span)]) for span in spans})
    return people[0] if len(people) == 1 else None


def find_holder(office: str, text: str, structure: Structure) -> str | None:
    """Return the only person whom a text names behind an office (行政长官林志远今日…), or None."""
    name = rf"{structure.names.surname_pattern}{HAN}{{1,2}}?"
    introduced = re.compile(rf"{re.escape(fold(office))}\s?({name})(?:{INTRODUCED}|{NOW})")
    people = {text[slice(*found.span(1))] for found in introduced.finditer(fold(text))}
    return people.pop() if len(people) == 1 else None


def name_only(speeches: Sequence[Speech], role: Role, names: Collection[str]) -> list[Speech]:
    """Return the speeches; where one alone is named in a role, what only the role marks is his.

    `names` are those whom the text itself names in the role, beside those of the labels.
    """
    own = [s for s in speeches if s.role == role and s.label is not None]
    found = {s.speaker for s in own if s.speaker} | {*names}
    if len(found) != 1:
        return list(speeches)
    (name,) = found
    unnamed = {id(s) for s in own if s.speaker is None}
    return [s._replace(speaker=name) if id(s) in unnamed else s for s in speeches]


def find_interviewed(speeches: Sequence[Speech], text: str, structure: Structure) -> set[str]:
    """Return whom the words above the first question name as the one who answers.

    省药监局副局长林小满接受了本报记者的采访. Where they name several, or an official speaks under a
    name of his own, nobody.
    """
    first = next((k for k, s in enumerate(speeches) if s.role == "reporter"), 0)
    if any(s.role == "official" and s.speaker for s in speeches):
        return set()
    lead = text[: speeches[first].paragraphs[0][1]] if first or speeches else ""
    office = structure.names.office_pattern
    name = rf"{structure.names.surname_pattern}{HAN}{{1,2}}?"
    told = re.compile(
        rf"{office}\s?({name})(?:{INTRODUCED}|{NOW}|(?=接受|日前|近日|做客|走进|回答|的.{{0,2}}答[复覆]))"
    )
    found = {lead[slice(*match.span(1))] for match in told.finditer(fold(lead))}
    return found if len(found) == 1 else set()


def find_member(speeches: Sequence[Speech], text: str, structure: Structure) -> set[str]:
    """Return the member of a council whose question the words above it tell: 林小满議員的提問.

    Where anybody asks under a name of his own, nobody.
    """
    asked = [s for s in speeches if s.role == "reporter"]
    if not asked or any(s.speaker for s in asked):
        return set()
    lead = text[: asked[0].paragraphs[0][1]]
    told = re.compile(
        rf"({structure.names.surname_pattern}{HAN}{{1,2}})(?:议员|委员|代表)的(?:书面|口头)?(?:提问|质询)"
    )
    return {lead[slice(*match.span(1))] for match in told.finditer(fold(lead))}


def find_speakers(
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
        organisation, office = None, None
        if roles[name] == "reporter":
            medium = own[0].medium
            organisation = medium.replace("记者", "") if medium else None
            office = "记者" if medium and not is_mediums(name, own[0]) else None
        else:
            alone = [name] if structure.names_office(own[0]) else []
            for title in titles.get(name, alone):
                found = split_title(
                    strip_words_before(title, tokenizer, structure.names.never_in_titles)
                )
                if office is None or (organisation is None and found[0] is not None):
                    organisation, office = found
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
    """Return the titles that texts put before names, in brackets after them, or beside them.

    The texts are gone through once, from office to office, however many names there are.
    """
    known = set(names)
    found: dict[str, list[str]] = {}
    if not known:
        return found
    lengths = sorted({len(name) for name in known}, reverse=True)
    offices = re.compile(structure.names.office_pattern)
    for text in texts:
        for office in offices.finditer(fold(text)):
            place = find_place(text, office.end(), known, lengths)
            if place is None or len(found.get(place[0], ())) >= MOST_TITLES:
                continue
            name, start = place
            low = max(start, office.end() - LONGEST_TITLE)
            title = re.search(rf"[{HAN_RANGE}、]*\Z", text[low : office.end()])
            if title and title[0]:
                own = cut_title(title[0], known, lengths)
                found.setdefault(name, []).append(own)
    return found


def cut_title(title: str, known: Collection[str], lengths: Sequence[int]) -> str:
    """Return a title without that of somebody who is named before; the organisation stays.

    `lengths` are those of the names, the longest first.

    >>> cut_title("海滨省商务厅副厅长王明先生、市场处处长", {"王明"}, [2])
    '海滨省商务厅市场处处长'
    """
    places = ((at, title[at : at + n]) for at in reversed(range(len(title))) for n in lengths)
    start, name = next((place for place in places if place[1] in known), (0, ""))
    if not name:
        return title
    own = re.sub(r"\A(?:先生|女士|同志)?[、和与及]*", "", title[start + len(name) :])
    organisation, _ = split_title(title[:start])
    return own if split_title(own)[0] else (organisation or "") + own


def find_place(
    text: str, end: int, known: set[str], lengths: Sequence[int]
) -> tuple[str, int] | None:
    """Return whose title ends here and where it may begin, or None: it is nobody's."""
    after = text[end : end + LONGEST_NAME].split("\n")[0]
    follows = squeeze(after)
    for length in lengths:
        if follows[:length] in known:
            return follows[:length], max(0, end - LONGEST_TITLE)
    low = max(0, end - LONGEST_TITLE)
    before = text[low:end].rpartition("\n")[2]
    start = end - len(before)
    if after[:1] in ("）", ")"):
        opened = max(before.rfind("（"), before.rfind("("))
        name = ends_with(squeeze(before[:opened]), known, lengths) if opened > 0 else None
        return (name, start + opened + 1) if name else None
    if not after.strip("　 。；;"):
        beside = re.match(rf"\s*([{HAN_RANGE}·]+(?: {HAN})?)[，,：:\s]", before)
        if beside and squeeze(beside[1]) in known:
            return squeeze(beside[1]), start + beside.end()
    return None


def ends_with(text: str, known: set[str], lengths: Sequence[int]) -> str | None:
    """Return the longest known name that a text ends with."""
    return next((text[-n:] for n in lengths if len(text) >= n and text[-n:] in known), None)


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
    found = ORGANISATION.match(fold(title))
    return (title[: found.end()], title[found.end() :]) if found else (None, title)
