"""Readers: what a numeral and the characters around it make.

Works on the folded text. What a quantity means (of what, when, compared with what) is read by
other modules; here a number finds its unit. `READERS` are tried in order, each for one form.
"""

from collections.abc import Callable
from decimal import Decimal

from pipeline.claims.find.currency import find_currency
from pipeline.claims.find.forms import COMPUTE, divide
from pipeline.claims.find.grammar import NumeralGrammar
from pipeline.claims.find.lexicon import Finder
from pipeline.claims.find.numerals import Numeral, Unreadable, is_han, read_numeral
from pipeline.claims.find.quantities import MYRIAD, Found, Quantity, Refusal, make_quantity
from pipeline.claims.find.taken_in import (
    HALF,
    LONGEST_UNIT,
    MORE,
    FoundUnit,
    add_divisor,
    add_half,
    add_more,
    find_unit,
    set_sign,
    skip_more,
    skip_space,
)
from pipeline.language.fold import SPACE

Reader = Callable[[str, Numeral, Finder], Found | None]
SHARES = {100: "%", 1000: "‰", 10000: "‱"}
TRILLION = "兆"
"""A multiplier behind the name of a currency, elsewhere a unit of data: 新台币8.7兆."""
FUSED = "俩仨"
"""Two or three with 个 in it."""
IN_A_ROW = ("连续", "连续的")
"""Before an ordinal that tells how often or how long: 连续第6个月上升."""


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


def read_rank(text: str, numeral: Numeral, finder: Finder) -> Found | None:
    """Return a place in an order (居全国第5位), or the refusal of an ordinal."""
    start, end = numeral.start - 1, numeral.end
    while start > 0 and text[start] in SPACE:
        start -= 1
    if start < 0 or text[start] != "第" or numeral.denominator is not None:
        return None
    if text.endswith(IN_A_ROW, 0, start):
        return read_unit(text, numeral, finder) or Refusal(start, end, "ordinal")
    rank = finder.rules["rank"]
    follows = text[end : end + 1]
    scoped = rank["scope"].search(text, max(0, start - 4), start) is not None
    if follows and follows in "位名":
        end += 1
        after = text[end : end + 1]
        if not is_han(after) or after in "的和及与或并且、" or rank["moves"].match(text, end):
            return make_rank(numeral, start, end)
    elif rank["largest"].match(text, end):
        return make_rank(numeral, start, end + 1)
    elif scoped and not rank["counted"].match(text, end):
        return make_rank(numeral, start, end)
    else:
        ends = not follows or not (is_han(follows) or follows.isalnum()) or follows in "和及"
        if ends and rank["before"].search(text, max(0, start - 12), start):
            return make_rank(numeral, start, end)
    return Refusal(start, end, "ordinal")


def make_rank(numeral: Numeral, start: int, end: int) -> Quantity:
    """Return a rank that begins with 第, at `start`."""
    rank = make_quantity(numeral, end, "rank", "rank", "rank")
    rank.start, rank.op, rank.value_high = start, "eq", None
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
        found = find_unit(text, numeral.end, numeral, finder)
        if found and found.unit.kind in ("measure", "duration") and len(found.surface) > 1:
            share.unit, share.type = found.unit.name or found.surface, found.unit.kind
            share.end = found.end
    if numeral.words and text.startswith("几", numeral.end) and numeral.low % 10 == 0:
        share.end, share.op = share.end + 1, "gt"
    add_more(text, share, finder)
    return share


def read_form(text: str, numeral: Numeral, finder: Finder) -> Found | None:
    """Return a number in one of the forms of forms.toml: 两成, 八折, 翻两番, 8.3/10万, 3/4."""
    end, op = skip_more(text, numeral)
    beside = text[numeral.start - 1 : numeral.start], text[end : end + 1]
    for form, before, after in finder.forms_beside(*beside):
        match = after.match(text, end)
        if match is None or not form.holds(numeral.low):
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
        made.op = form.op or (op if op and made.op == "eq" else made.op)
        made.start -= len(form.follows)
        if form.kind == "money" and form.compute != "same":
            made.mantissa = made.value
        if opened and "adverb" in opened.groupdict() and not opened["adverb"]:
            made.start = opened.start()
        if form.kind == "money":
            add_divisor(text, made, finder)
        add_more(text, made, finder)
        return made
    return None


def read_unit(text: str, numeral: Numeral, finder: Finder) -> Found | None:
    """Return a number with a unit behind it, with 多, 余 or 半 inside or after: 两个半小时."""
    at, op = skip_more(text, numeral)
    made = read_hundred_millions(text, numeral, at, finder)
    found = None if made else find_unit(text, at, numeral, finder)
    if found:
        made = read_spell(text, numeral, found, finder)
        if made:
            return made
        made = read_measure(text, numeral, found, finder)
    if made and op and made.op == "eq":
        made.op = op
    return made


def read_measure(text: str, numeral: Numeral, found: FoundUnit, finder: Finder) -> Quantity:
    """Return a number with the unit that was found behind it, and what stands behind that."""
    unit = found.unit
    name = unit.name or found.surface
    made = make_quantity(numeral, found.end, name, unit.kind, f"{unit.kind}_unit")
    made.people = unit.people
    if found.inside == "半":
        made.value, bare = made.value + HALF, name.removeprefix("个")
        made.unit = bare if bare in unit.surfaces else name
    if found.inside == "多" and made.op == "eq":
        made.op = "gt"
    if unit.kind == "money" or found.surface == TRILLION:
        currency = find_currency(text, made.start, finder)[0]
        if currency and found.surface == TRILLION:
            made.value, made.power, made.type = made.value * 10**12, 10**12, "money"
        made.unit = currency or made.unit
    if unit.kind in ("money", "measure"):
        add_divisor(text, made, finder)
    add_half(text, made, finder)
    add_more(text, made, finder)
    return made


def read_spell(text: str, numeral: Numeral, found: FoundUnit, finder: Finder) -> Quantity | None:
    """Return a length of time or a measure in several units: 3小时40分 is 220 minutes."""
    if found.surface not in finder.spells or numeral.high is not None:
        return None
    value, surface, end = numeral.low, found.surface, found.end
    while step := read_smaller(text, end, surface, value, finder):
        value, surface, end = step
    if end == found.end:
        return None
    unit = finder.units.by_surface[surface]
    made = make_quantity(numeral, end, unit.name or surface, unit.kind, "spell")
    made.value = made.mantissa = value
    return made


def read_smaller(
    text: str, at: int, surface: str, value: Decimal, finder: Finder
) -> tuple[Decimal, str, int] | None:
    """Return what a value becomes by a number in a smaller unit behind it, in which unit, to where.

    It is told in the larger one where that is a decimal (6斤8两 is 6.8斤), else in the smaller.
    """
    for spell in finder.spells.get(surface, ()):
        begin = skip_space(text, at + text.startswith("零", at))
        match = NumeralGrammar.load().numerals.match(text, begin) if value <= spell.most else None
        second = read_numeral(match) if match else None
        if not isinstance(second, Numeral) or second.low >= spell.factor:
            continue
        end = skip_space(text, second.end)
        smaller = finder.units.by_surface[spell.units[1]]
        written = next((s for s in (*smaller.surfaces, *spell.also) if text.startswith(s, end)), "")
        named = smaller.not_words and text.startswith(smaller.not_words, end)
        if not written or named or second.denominator is not None or second.high is not None:
            continue
        whole, part = (1, spell.factor) if spell.decimal else (spell.factor, 1)
        return value * whole + second.low / part, spell.unit, end + len(written)
    return None


def read_hundred_millions(text: str, numeral: Numeral, at: int, finder: Finder) -> Quantity | None:
    """Return a sum of 亿 counted with 个: 三个亿."""
    rule = finder.rules["hundred_millions"]
    match = rule["behind"].match(text, at) if text[at : at + 1] == "个" else None
    if match is None or numeral.power >= MYRIAD:
        return None
    made = make_quantity(numeral, match.end(), "CNY", "money", "money_unit")
    currency = find_unit(text, match.end(), numeral, finder)
    if currency and currency.unit.kind == "money":
        made.unit, made.end = currency.unit.name or currency.surface, currency.end
    elif rule["of_people"].search(text, max(0, numeral.start - LONGEST_UNIT), numeral.start):
        made.unit, made.type, made.pattern = None, "classifier", "classifier_unit"
    half = HALF if match["more"] == "半" else Decimal(0)
    made.value = (made.value + half) * 10**8
    made.value_high = None if made.value_high is None else made.value_high * 10**8
    made.power, made.op = 10**8, "gt" if match["more"] == "多" else made.op
    return made


def read_bare(text: str, numeral: Numeral, finder: Finder) -> Found | None:
    """Return a number without a unit, or with a currency before it alone: 人民币6.8亿.

    俩 and 仨 have their unit in them; some units nobody listed.
    """
    if text[numeral.start] in FUSED:
        return make_quantity(numeral, numeral.end, "个", "classifier", "fused_unit")
    end, op = numeral.end, None
    if text[end : end + 1] in tuple(MORE):
        end, op = skip_more(text, numeral)
    unit, start = find_currency(text, numeral.start, finder)
    kind, pattern = ("money", "currency_sign") if unit else ("bare", "bare_number")
    counted = not (unit or numeral.words or numeral.low < 1 or text[numeral.start] == "0")
    if counted and (unnamed := finder.rules["unnamed"]["behind"].match(text, end)):
        unit, kind, pattern, end = unnamed[0], "classifier", "unnamed_unit", unnamed.end()
    made = make_quantity(numeral, end, unit, kind, pattern)
    made.start, made.op = start, op if op and made.op == "eq" else made.op
    return made


READERS: tuple[Reader, ...] = (read_rank, read_share, read_form, read_unit, read_bare)
