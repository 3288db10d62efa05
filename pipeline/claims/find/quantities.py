"""Quantities: a numeral with its unit, as one span, and whether it bounds or ranges.

Works on the folded text. What a quantity means (of what, when, compared with what) is read by
the other modules; here a number finds its unit. `READERS` are tried in order, each for one form;
`ranges` joins what stands side by side.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from pipeline.claims.find.forms import COMPUTE, PLACES, divide
from pipeline.claims.find.lexicon import Finder
from pipeline.claims.find.numerals import (
    NUMERAL,
    SPACE,
    Numeral,
    Unreadable,
    find_numerals,
    is_han,
    read_numeral,
)
from pipeline.measure.units import Unit
from pipeline.records.claims import Op

MYRIAD = 10**4
SHARES = {100: "%", 1000: "‰", 10000: "‱"}
MORE = "多余来几"
"""Characters behind a number that make it a lower bound: 60多家, 十几天."""
MORE_AFTER_UNIT = re.compile(r"[多余](?![种样元数项边方次家年])")
HALF_AFTER_UNIT = re.compile(r"半(?![数径导岛成挂自封程球夜官决年天个月小桶信壁坡价])")
SIGN_BEFORE = re.compile(
    r"(?:(?:\A|[\s，。；：、（(“\"为是达至到由从于约近的了速率幅长度比差值温累])负"
    r"|(?<![0-9A-Za-z%‰万亿元）)\]—–~～-])[-−－])\Z"
)
"""A minus: 负 that is no part of a word (减负, 担负, 肩负), or a dash that joins nothing."""
BELOW_ZERO = "零下"
SPACES = re.compile(f"{SPACE}{{0,2}}")
PER = "/每"
HUNDRED_MILLIONS = re.compile(r"个(?P<more>[多半]?)(?:亿(?![元级斤吨千人户])|(?<=[多半])亿元)元?")
"""三个亿, 两个多亿元: 个 before 亿 counts no things."""
OTHER_CLASSIFIERS = re.compile(r"（[\u4e00-\u9fff](?:[、/][\u4e00-\u9fff]){0,5}）次")
NAME_GOES_ON = re.compile("[A-Za-z][0-9A-Za-z]|%(?:[0-9]|[A-F][0-9A-F])")
"""A unit in letters ends where they do; %20 is a character of an address."""
KINDS_OF_WORDS = {"%": "rate", "ratio": "rate", "倍": "doubling", "rank": "rank"}
DURATIONS = ("duration", "multiple", "doubling", "classifier")


@dataclass(slots=True)
class Quantity:
    """A number with its unit, from `start` to `end`; `first` is where its numeral starts.

    `op` is what the writing of the number itself says: eq, gt (多, 上), range. `type` is the
    type of the unit, or rank, bare, doubling. `pattern` names the rule.
    """

    start: int
    end: int
    first: int
    last: int
    value: Decimal
    value_high: Decimal | None
    op: Op
    unit: str | None
    type: str
    pattern: str
    words: bool
    power: int
    mantissa: Decimal
    people: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """Characters of a numeral that is no claim, and the name of the exclusion that says why."""

    start: int
    end: int
    exclusion: str


Found = Quantity | Refusal
Reader = Callable[[str, Numeral, Finder], Found | None]


def make_quantity(
    numeral: Numeral, end: int, unit: str | None, kind: str, pattern: str
) -> Quantity:
    """Return the quantity of a numeral with its unit, the value as the numeral has it."""
    op: Op = "range" if numeral.high is not None else "gt" if numeral.bound else "eq"
    return Quantity(
        numeral.start, end, numeral.start, numeral.end, numeral.low, numeral.high, op, unit, kind,
        pattern, numeral.words, numeral.power, numeral.mantissa,
    )  # fmt: skip


def scan(text: str, finder: Finder) -> Iterator[Found]:
    """Yield the quantities of a folded text in order, and the numerals that have no unit."""
    at = 0
    for word in (*find_words(text, finder), None):
        stop = word.start if word else len(text)
        for found in scan_numerals(text, at, stop, finder):
            if isinstance(found, Quantity) and found.end > stop:
                found = Refusal(found.start, stop, "unreadable")
            yield found
        if word:
            yield word
            at = word.end


def scan_numerals(text: str, start: int, stop: int, finder: Finder) -> Iterator[Found]:
    """Yield what the numerals between two places make; a unit may take in numeral characters."""
    at = start
    while at < stop:
        for numeral in find_numerals(text, at, stop):
            found = read_quantity(text, numeral, finder)
            yield found
            if found.end > numeral.end:
                at = found.end
                if NUMERAL.search(text, numeral.end, min(at, stop)):
                    break
        else:
            return


def read_quantity(text: str, numeral: Numeral | Unreadable, finder: Finder) -> Found:
    """Return what a numeral and the characters around it make."""
    if isinstance(numeral, Unreadable):
        alone = numeral.end - numeral.start == 1
        return Refusal(numeral.start, numeral.end, "word_end" if alone else "unreadable")
    for read in READERS:
        found = read(text, numeral, finder)
        if isinstance(found, Quantity):
            return set_sign(text, found, finder)
        if found:
            return found
    return make_quantity(numeral, numeral.end, None, "bare", "bare_number")


# readers -------------------------------------------------------------------------------------


def read_rank(text: str, numeral: Numeral, finder: Finder) -> Found | None:
    """Return a place in an order (居全国第5位), or the refusal of an ordinal."""
    start, end = numeral.start - 1, numeral.end
    if start < 0 or text[start] != "第" or numeral.denominator is not None:
        return None
    rank = finder.rank
    follows = text[end : end + 1]
    scoped = rank.scope.search(text, max(0, start - 4), start) is not None
    if follows and follows in "位名":
        end += 1
        after = text[end : end + 1]
        if not is_han(after) or after in "的和及与或并且、" or rank.moves.match(text, end):
            return make_rank(numeral, end)
    elif follows == "大" and rank.largest.match(text, end):
        return make_rank(numeral, end + 1)
    elif scoped and not rank.counted.match(text, end):
        return make_rank(numeral, end)
    else:
        ends = not follows or not (is_han(follows) or follows.isalnum()) or follows in "和及"
        if ends and rank.before.search(text, max(0, start - 12), start):
            return make_rank(numeral, end)
    return Refusal(start, end, "ordinal")


def make_rank(numeral: Numeral, end: int) -> Quantity:
    """Return a rank that begins with 第."""
    rank = make_quantity(numeral, end, "rank", "rank", "rank")
    rank.start, rank.op, rank.value_high = numeral.start - 1, "eq", None
    return rank


def read_share(text: str, numeral: Numeral, finder: Finder) -> Found | None:
    """Return a share or fraction in words: 百分之四点三, 十万分之三, 二又三分之一."""
    denominator = numeral.denominator
    if denominator is None:
        return None
    if denominator == 0:
        return Refusal(numeral.start, numeral.end, "unreadable")
    if denominator in SHARES and not numeral.whole:
        share = make_quantity(
            numeral, numeral.end, SHARES[int(denominator)], "rate", "share_in_words"
        )
    else:
        share = make_quantity(numeral, numeral.end, "ratio", "rate", "fraction")
        share.value = numeral.whole + divide(numeral.low, denominator)
        if numeral.high is not None:
            share.value_high = numeral.whole + divide(numeral.high, denominator)
    add_more(text, share, MORE_AFTER_UNIT)
    return share


def read_form(text: str, numeral: Numeral, finder: Finder) -> Found | None:
    """Return a number in one of the forms of forms.toml: 两成, 八折, 翻两番, 8.3/10万, 3/4."""
    beside = text[numeral.start - 1 : numeral.start], text[numeral.end : numeral.end + 1]
    for form, before, after in finder.forms_beside(*beside):
        match = after.match(text, numeral.end)
        if match is None or (form.most is not None and numeral.low > form.most):
            continue
        if form.proper and numeral.low >= int(match["divisor"]):
            continue
        opened = before.search(text, max(0, numeral.start - 12), numeral.start) if before else None
        if before and opened is None:
            continue
        made = make_quantity(numeral, match.end(), form.unit, form.kind, form.name)
        compute, groups = COMPUTE[form.compute], match.groupdict()
        made.value = compute(numeral.low, groups)
        made.value_high = None if numeral.high is None else compute(numeral.high, groups)
        made.op = form.op or made.op
        made.start -= len(form.follows)
        if form.kind == "money":
            made.mantissa = made.value
        if opened and "adverb" in opened.groupdict() and not opened["adverb"]:
            made.start = opened.start()
        add_more(text, made, MORE_AFTER_UNIT)
        return made
    return None


def read_spell(text: str, numeral: Numeral, finder: Finder) -> Found | None:
    """Return a length of time in two units, in the smaller: 3小时40分 is 220 minutes."""
    found = find_unit(text, numeral.end, numeral, finder)
    spell = finder.spells.get(found[1]) if found else None
    if found is None or spell is None or numeral.low > spell.most or numeral.high is not None:
        return None
    at = found[2] + text.startswith("零", found[2])
    match = NUMERAL.match(text, at)
    second = read_numeral(match) if match else None
    if not isinstance(second, Numeral) or second.low >= spell.factor or second.power > 10:
        return None
    surfaces = (*finder.units.by_surface[spell.units[1]].surfaces, *spell.also)
    surface = next((s for s in surfaces if text.startswith(s, second.end)), None)
    if surface is None or second.denominator is not None:
        return None
    end = second.end + len(surface)
    made = make_quantity(numeral, end, spell.units[1], "duration", "spell")
    made.value = made.mantissa = numeral.low * spell.factor + second.low
    return made


def read_unit(text: str, numeral: Numeral, finder: Finder) -> Found | None:
    """Return a number with a unit behind it, with 多, 余 or 半 inside or after: 两个半小时."""
    at = numeral.end
    more = text[at : at + 1] in MORE and at < len(text)
    at += more
    spaces = SPACES.match(text, at)
    at = spaces.end() if spaces else at
    made = read_hundred_millions(text, numeral, at, finder)
    found = None if made else find_unit(text, at, numeral, finder)
    if found:
        unit, surface, end, inside = found
        made = make_quantity(numeral, end, unit.name or surface, unit.kind, f"{unit.kind}_unit")
        made.people = unit.people
        if inside == "半":
            made.value += Decimal("0.5")
        more = more or inside == "多"
        if unit.kind == "money":
            made.unit = find_currency(text, made.start, finder)[0] or made.unit
        if unit.kind in ("money", "measure"):
            add_divisor(text, made, finder)
        add_half(text, made)
        add_more(text, made, MORE_AFTER_UNIT)
    if made and more and made.op == "eq":
        made.op = "gt"
    return made


def read_hundred_millions(text: str, numeral: Numeral, at: int, finder: Finder) -> Quantity | None:
    """Return a sum of 亿 counted with 个: 三个亿."""
    match = HUNDRED_MILLIONS.match(text, at) if text[at : at + 1] == "个" else None
    if match is None or numeral.power >= MYRIAD:
        return None
    made = make_quantity(numeral, match.end(), "CNY", "money", "money_unit")
    half = Decimal("0.5") if match["more"] == "半" else Decimal(0)
    made.value = (made.value + half) * 10**8
    made.value_high = None if made.value_high is None else made.value_high * 10**8
    made.power, made.op = 10**8, "gt" if match["more"] == "多" else made.op
    return made


def read_bare(text: str, numeral: Numeral, finder: Finder) -> Found | None:
    """Return a number without a unit, or with a currency before it alone: 人民币6.8亿."""
    end = numeral.end
    more = text[end : end + 1] in ("多", "余", "来")
    currency, start = find_currency(text, numeral.start, finder)
    kind, pattern = ("money", "currency_sign") if currency else ("bare", "bare_number")
    made = make_quantity(numeral, end + more, currency, kind, pattern)
    made.start, made.op = start, "gt" if more and made.op == "eq" else made.op
    return made


READERS: tuple[Reader, ...] = (
    read_rank, read_share, read_form, read_spell, read_unit, read_bare,
)  # fmt: skip


# what the readers share ----------------------------------------------------------------------


def find_words(text: str, finder: Finder) -> Iterator[Quantity]:
    """Yield the words that are a number and a unit at once, and 半 with a unit, in order."""
    found = []
    for match in finder.word_pattern.finditer(text):
        entry = finder.words[match[0]]
        start, end = match.span()
        before = re.split("[，。；、\n]", text[max(0, start - 7) : start])[-1]
        if text.startswith(entry.not_words, start) and entry.not_words:
            continue
        if entry.before and not any(word in before for word in entry.before):
            continue
        kind = KINDS_OF_WORDS.get(entry.unit, "duration")
        found.append(make_word(start, end, entry.value, entry.unit, kind, entry.op))
    for match in finder.half_pattern.finditer(text):
        unit = finder.units.by_surface[match["unit"]]
        if not text.startswith(unit.not_words, match.start("unit")) or not unit.not_words:
            name = unit.name or match["unit"]
            found.append(make_word(*match.span(), Decimal("0.5"), name, unit.kind, "eq"))
    end = 0
    for word in sorted(found, key=lambda word: word.start):
        if word.start >= end:
            yield word
            end = word.end


def make_word(start: int, end: int, value: Decimal, unit: str, kind: str, op: Op) -> Quantity:
    """Return the quantity of a word that is a number and a unit at once."""
    return Quantity(
        start, end, start, end, value, None, op, unit, kind, "number_word", True, 1, value
    )


def find_unit(
    text: str, at: int, numeral: Numeral, finder: Finder
) -> tuple[Unit, str, int, str] | None:
    """Return the unit at a place, its surface, where it ends, and the 多 or 半 inside it.

    A parenthesis with other classifiers stands inside one (万辆（艘、架、列）次).
    """
    first = text[at : at + 1]
    inside, shift = "", 0
    if first == "个" and text[at + 1 : at + 2] in ("多", "半"):
        inside = text[at + 1]
        text, at, shift = first + text[at + 2 : at + 12], 0, at
    for surface, unit in finder.units.by_first_character.get(first, ()):
        if text.startswith(surface, at):
            end = at + len(surface)
            if NAME_GOES_ON.match(text, end - 1):
                continue
            if (unit.digits and numeral.words) or text.startswith(unit.not_words, at):
                continue
            if others := OTHER_CLASSIFIERS.match(text, end):
                surface, end = text[at : others.end()], others.end()
            return unit, surface, shift + end + len(inside), inside
    return None


def find_currency(text: str, at: int, finder: Finder) -> tuple[str | None, int]:
    """Return the currency whose sign or name ends at a place, and where that begins."""
    end = at - 1 if text[at - 1 : at] == " " else at
    if not end or text[end - 1] not in finder.currency_ends:
        return None, at
    for word, unit in finder.units.by_word_before.items():
        if unit.kind == "money" and text.endswith(word, 0, end):
            return unit.name, end - len(word)
    return None, at


def add_divisor(text: str, made: Quantity, finder: Finder) -> None:
    """Take in what a unit is counted per: 元/亩, 元每千瓦时."""
    at = made.end
    if text[at : at + 1] not in PER or at >= len(text):
        return
    surfaces = finder.units.by_first_character.get(text[at + 1 : at + 2], ())
    divisor = next((s for s, _ in surfaces if text.startswith(s, at + 1)), None)
    if divisor:
        made.unit, made.end = f"{made.unit}{text[at]}{divisor}", at + 1 + len(divisor)


def add_half(text: str, made: Quantity) -> None:
    """Take in 半 behind a unit: 一倍半, 五斤半, 两年半."""
    counted = made.type in ("duration", "multiple", "measure") and made.power == 1
    if counted and made.value_high is None and HALF_AFTER_UNIT.match(text, made.end):
        made.value, made.end = made.value + Decimal("0.5"), made.end + 1


def add_more(text: str, made: Quantity, pattern: re.Pattern[str]) -> None:
    """Take in 多 or 余 behind a unit, a lower bound: 六成多, 3年多."""
    if made.type in (*DURATIONS, "rate") and pattern.match(text, made.end):
        made.end += 1
        made.op = "gt" if made.op == "eq" else made.op


def set_sign(text: str, made: Quantity, finder: Finder) -> Quantity:
    """Return a quantity with the minus before it, if one is there; a degree below zero too."""
    start = made.start
    if start and text[start - 1] in "-−－负" and SIGN_BEFORE.search(text, max(0, start - 2), start):
        made.start = start - 1
    elif not text.startswith(BELOW_ZERO, max(0, start - 2), start) or start < 2:
        return made
    made.value = -made.value
    if made.value_high is not None:
        made.value, made.value_high = -made.value_high, made.value
    return made


def find_rounding(quantity: Quantity) -> Decimal:
    """Return how far an exact value may be from the value as written: half its last digit.

    A whole number without a multiplier (31个) counts exactly, and so do fractions that end.
    """
    if quantity.unit == "ratio":
        exponent = quantity.value.as_tuple().exponent
        places = -exponent if isinstance(exponent, int) else 0
        return Decimal(1).scaleb(-places) / 2 if places >= PLACES else Decimal(0)
    exponent = quantity.mantissa.normalize().as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    if not decimals and quantity.power < MYRIAD:
        return Decimal(0)
    scale = abs(quantity.value / quantity.mantissa) if quantity.mantissa else Decimal(1)
    return scale.scaleb(-decimals) / 2
