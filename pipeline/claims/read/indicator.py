"""Indicators: the noun phrase that names what a quantity measures.

It stands after a number with a classifier (60多家医院), before a predicate (产量增长5%), or right
before the number (新增就业70万人). Where a clause leaves it out, it is that of the clause before.
"""

import re
from collections.abc import Sequence

from pipeline.claims.find.quantities import Quantity
from pipeline.claims.lexicon import Lexicon
from pipeline.claims.read.noun_phrase import find_boundary, skip_acts
from pipeline.claims.read.predicate import Reading
from pipeline.claims.read.times import Time
from pipeline.records.base import Span

LONGEST = 28
PHRASE = re.compile(r"[\u4e00-\u9fffA-Za-z0-9“”‘’《》、+·%（）()—\-]{1,40}")
WHOLE = re.compile(r"(?<![高初集])中的|里的")
"""After the noun that names a whole of which a part is counted next: 31个大类中的20个."""
SEPARATORS = "、和与及以 \u3000，,：:"
RANK_SCOPE = re.compile(
    r"(?:(?:均|都|已|稳|仍|总量|连续)?(?:[居列排]|位[居列次]|排名|名列|保持|跃[居升至]{1,2}|由|升至|上升至|提升至|进入)?(?:全国|全球|世界|全省|国内|亚洲|中部|西部|东部|行业|同类|省内|区域|东盟)?[^，。；、\n]{0,3})?\Z"
)
EARLIER = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?<![自理经])[从由](?=[^，。；从由]{1,12}(?:世纪[^，。；]{0,4}|[年月][前初末底]?)\Z)"
)
"""从 or 由 with a time, where the noun before it moves from one value to another."""
CLOSING = "”’》）)"
ITEMS = re.compile(r"、|以及|和|及|与")


def find_right(
    text: str,
    quantity: Quantity,
    reading: Reading,
    high: int,
    lexicon: Lexicon,
    plans: bool = False,
) -> Span | None:
    """Return the noun phrase right after a quantity, or what is said of counted people."""
    at = reading.follow
    of = text.startswith("的", at)
    at += of
    match = PHRASE.match(text, at, min(high, at + 40))
    if not match or text[at] in "、）)%—-" or begins_cue(text, at, lexicon):
        return None
    if text.startswith(lexicon.cues.boundary.empty, at):
        return None
    if not plans and lexicon.modality_after_pattern.match(text, reading.follow):
        return None
    end = match.end()
    boundary = find_boundary(text, at, end, lexicon, counts_people=quantity.people and not of)
    if boundary == at:
        if not quantity.people or of:
            return None
        for word in sorted(lexicon.cues.boundary.adverbs, key=len, reverse=True):
            if text.startswith(word, at):
                at += len(word)
                break
        return trim(text, at, min(end, at + 12))
    end = end_phrase(text, at, boundary, quantity, lexicon)
    close = [text.find(c, at, end) for c in "）)"]
    for i in close:
        if i >= 0 and not ("（" in text[at:i] or "(" in text[at:i]):
            end = min(end, i)
    return trim(text, at, min(end, at + LONGEST))


def begins_cue(text: str, at: int, lexicon: Lexicon) -> bool:
    """Return whether a word at a place says how a quantity moves, and names nothing."""
    for length in range(2, 6):
        cue = lexicon.before.get(text[at : at + length])
        if cue and cue.gives in ("change", "towards", "op"):
            return True
    return False


def end_phrase(text: str, at: int, end: int, quantity: Quantity, lexicon: Lexicon) -> int:
    """Return where the noun that is counted ends: before 中的, 等, 的 that a noun precedes."""
    whole = WHOLE.search(text, at + 1, end)
    if whole:
        return whole.start()
    other = text.find("等", at + 1, end)
    if other >= 0 and text[other + 1 : other + 2] not in ("级", "于", "待"):
        end = other
    of = text.find("的", at + 1, end)
    if of >= 0 and (quantity.type == "bare" or text.endswith(lexicon.cues.boundary.heads, at, of)):
        return of
    comma = text.find("、", at + 2, end)
    if comma >= 0 and of < 0 and end - at > 12:
        return comma
    return end


def trim(text: str, start: int, end: int) -> Span | None:
    """Return the span without separators, particles and half brackets at its edges."""
    while start < end and text[start] in SEPARATORS + "的（(）)":
        start += 1
    while start < end and text[end - 1] in SEPARATORS + "的等近约超逾达（(—":
        end -= 1
    return Span(start=start, end=end) if start < end else None


def find_left(
    text: str,
    low: int,
    reading: Reading,
    quantity: Quantity,
    times: Sequence[Time],
    lexicon: Lexicon,
) -> Span | None:
    """Return the noun phrase that ends where the peeled words begin."""
    end = reading.subject_end
    if quantity.type == "rank":
        scope = RANK_SCOPE.search(text, max(low, end - 16), end)
        if scope and len(scope[0]) > 3:
            end = scope.start()
        for word in ("全国", "全球", "世界", "全省", "稳居", "位居", "居", "列"):
            if text.endswith(word, low, end):
                end -= len(word)
    for time in times:
        if time.end <= end and time.start >= low and not time.baseline and time.end - low < 40:
            low = time.end
    start = low
    for match in lexicon.find_modalities(text, low, end):
        if lexicon.modalities[match[0]] == "actual" or match.end() >= end:
            continue
        if text[match.end()] not in CLOSING:
            start = match.end()
    for word in lexicon.cues.boundary.reporting[:-1]:
        at = text.rfind(word, start, end)
        if at >= 0:
            start = at + len(word)
    earlier = EARLIER.search(text, start, end)
    end = earlier.start() if earlier else end
    adjunct = lexicon.adjunct_pattern.match(text, start, end)
    span = trim(text, adjunct.end() if adjunct else start, end)
    while span:
        for word in sorted(lexicon.cues.boundary.opening, key=len, reverse=True):
            if text.startswith(word, span.start) and span.start + len(word) < span.end + 1:
                shorter = trim(text, span.start + len(word), span.end)
                break
        else:
            break
        if shorter is None:
            return None
        span = shorter
    if span:
        span = Span(start=skip_acts(text, span.start, span.end, lexicon), end=span.end)
    if span and (
        text[span.start] == "占" or text[span.start : span.end] in lexicon.cues.boundary.verbs
    ):
        return None
    if span and span.end - span.start > LONGEST + 4:
        return Span(start=span.end - LONGEST - 4, end=span.end)
    return span


def skip_alike(text: str, span: Span, head: str) -> Span:
    """Return the last of two things side by side that have one head noun.

    取消股比限制和企业不超过两家的限制: the limit of two is of the second, 企业.
    """
    for joiner in "和及与、":
        at = text.rfind(head + joiner, span.start, span.end)
        if at >= 0:
            return Span(start=at + len(head) + 1, end=span.end)
    return span


def skip_size(text: str, span: Span) -> Span:
    """Return what is ranked without the 大 of its size: 世界第一大粮食生产国."""
    big = text.startswith("大", span.start) and span.end - span.start > 1
    return Span(start=span.start + big, end=span.end)


def split_items(text: str, span: Span, count: int) -> list[Span] | None:
    """Return the items of a list of `count` things, the shared head with each that lacks it.

    >>> text = "城镇居民、农村居民人均可支配收入"
    >>> [text[s.start : s.end] for s in split_items(text, Span(start=0, end=16), 2)]
    ['城镇居民、农村居民人均可支配收入', '农村居民人均可支配收入']
    """
    for pattern in (ITEMS, re.compile("、|(?:以及|和|及|与)(?=[^、]*$)"), re.compile("、")):
        edges = [span.start]
        for match in pattern.finditer(text, span.start, span.end):
            edges += [match.start(), match.end()]
        edges.append(span.end)
        items = [
            Span(start=a, end=b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b
        ]
        if len(items) == count:
            last = items[-1]
            if all(last.end - last.start > (i.end - i.start) + 1 for i in items[:-1]):
                return [Span(start=i.start, end=span.end) for i in items]
            return items
    return None
