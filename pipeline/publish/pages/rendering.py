"""Renders pages: each one offline file with its own style and script, every value escaped.

The content security policy allows the one style and the one script by their hashes and nothing
else (CSP level 3). It is the second line of defence: escaping is the first, since a policy does
not stop a link.
"""

import json
import re
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Literal

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, Template
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from pipeline.artefacts import replacing
from pipeline.dependencies import digest_file
from pipeline.glossary.compose import name_base, translate
from pipeline.glossary.mentions import describe_heading
from pipeline.glossary.offices import translate_office
from pipeline.glossary.romanise import name_person
from pipeline.glossary.titles import translate_title
from pipeline.knowledge import KnowledgeFile
from pipeline.publish.names import link
from pipeline.records.base import Bilingual
from pipeline.records.claims import CheckKind, Kind, Modality, Op, Statistic
from pipeline.records.comparison import State
from pipeline.records.exchanges import TakenUp
from pipeline.records.indicators import Apart, Verdict
from pipeline.records.promises import Reason, Relation, Standing
from pipeline.records.segmentation import Role
from pipeline.records.wording import Fate, Form
from pipeline.safe import make_visible

FOLDER = Path(__file__).parent
UNSAFE_IN_SCRIPT = re.compile(r"[<>&\u2028\u2029\ud800-\udfff]")
"""What may end a script or a line of one, and halves of characters, which nothing can write."""
UNBROKEN = re.compile(r"[^\s\u3400-\u9fff]{200}(?=[^\s\u3400-\u9fff])")
"""Characters side by side that are no Chinese ones: among many between which no line may end (signs
such as ：, letters of a script that joins them) a browser looks for minutes for a place to break
it."""
CHINESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff](?:[^\s&;<>]*[\u2e80-\u9fff\uf900-\ufaff])?")
"""Chinese words in an escaped text in English, with the digits and signs between them."""


class Messages(KnowledgeFile):
    """The words of the interface: `text` by use, the others by the value of a field."""

    file = "messages.toml"
    text: dict[str, Bilingual]
    op: dict[Op, Bilingual]
    modality: dict[Modality, Bilingual]
    sureness: dict[Literal["sure", "doubtful"], Bilingual]
    movement: dict[str, Bilingual]
    concern: dict[str, Bilingual]
    baseline: dict[Literal["yoy", "mom"], Bilingual]
    kind: dict[Kind, Bilingual]
    statistic: dict[Statistic, Bilingual]
    verdict: dict[Verdict, Bilingual]
    apart: dict[Apart, Bilingual]
    state: dict[State, Bilingual]
    fate: dict[Fate, Bilingual]
    form: dict[Form, Bilingual]
    reason: dict[Reason, Bilingual]
    relation: dict[Relation, Bilingual]
    role: dict[Role, Bilingual]
    taken_up: dict[TakenUp, Bilingual]
    turn: dict[Literal["question", "answer", "statement", "narration"], Bilingual]
    check: dict[CheckKind, Bilingual]
    removal: dict[str, Bilingual]
    heading: dict[Literal["category", "section", "question", "rubric"], Bilingual]
    step: dict[Literal["month", "quarter", "year"], Bilingual]
    has: dict[Literal["target", "conflict"], Bilingual]
    standing: dict[Standing, Bilingual]


class CompiledTemplates(FileSystemBytecodeCache):
    """Keeps templates as this module has them compiled where Python keeps modules, if it may."""

    def __init__(self) -> None:
        names = f"{digest_file(Path(__file__))}-%s.jinja"
        super().__init__(str(FOLDER / "__pycache__"), names)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write a compiled template."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def make_environment(folder: Path) -> Environment:
    """Return an environment for the templates of a folder and those that all pages share."""
    messages = Messages.load()
    environment = Environment(
        loader=FileSystemLoader([folder, FOLDER]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=CompiledTemplates(),
    )
    style, script = read_style(), read_script()
    environment.globals.update(
        style=Markup(style),
        script=Markup(script),
        policy=make_policy(style, script),
        t=make_speaker(messages.text),
        count_concern=make_speaker(messages.concern),
        say=show_both,
        say_name=name_both,
        gloss=gloss_by(translate),
        gloss_base=gloss_by(name_base),
        gloss_with=gloss_with,
        describe_heading=describe_heading,
        gloss_heading=gloss_by(describe_heading),
        gloss_office=gloss_office,
        gloss_person=gloss_by(name_person),
        gloss_title=gloss_title,
        word={
            field: {value: show_both(message) for value, message in words.items()}
            for field, words in messages
        },
        choices={
            field: [(value, message.zh, message.en) for value, message in words.items()]
            for field, words in messages
        },
        plain=messages.text,
        link=link,
        visible=make_visible,
        let_break=let_break,
    )
    return environment


def write_page(
    template: Template,
    path: Path,
    context: Mapping[str, object],
    scripts: Iterable[str] = (),
    *,
    loads: bool = False,
) -> None:
    """Write one page, whole or not at all, whose policy allows these scripts besides its own.

    With `loads` it may load those that stand beside it as well.
    """
    policy = make_policy(read_style(), read_script(), *scripts, loads=loads)
    with replacing(path) as out:
        out.writelines(template.generate(context, policy=policy))


def pair_texts(*keys: str) -> dict[str, tuple[str, str]]:
    """Return messages by their keys in both languages, as scripts speak them."""
    said = Messages.load().text
    return {key: (said[key].zh, said[key].en) for key in keys}


def pair_words(*fields: str) -> dict[str, dict[str, tuple[str, str]]]:
    """Return the words for the values of some fields in both languages, as scripts speak them."""
    words = {field: getattr(Messages.load(), field) for field in fields}
    return {field: {value: (w.zh, w.en) for value, w in words[field].items()} for field in fields}


def read_style() -> str:
    """Return the style of all pages."""
    return (FOLDER / "style.css").read_text(encoding="utf-8")


def read_script(name: str = "script.js") -> str:
    """Return the script of all pages, or that of all lists."""
    return (FOLDER / name).read_text(encoding="utf-8")


def make_policy(style: str, *scripts: str, loads: bool = False) -> str:
    """Return the content security policy of a page with this style and these scripts.

    With `loads` these scripts, and no others, may load scripts that stand beside the page.
    """
    hashes = " ".join(f"'sha256-{hash_source(script)}'" for script in scripts)
    if loads:
        hashes += " 'strict-dynamic'"
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src 'sha256-{hash_source(style)}'",
            f"script-src {hashes}",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def write_running_head(words: Bilingual) -> str:
    """Return the style that puts words at the head of each printed page but the first.

    Each sign is written by its number, so that none of them is a sign of the style.

    >>> write_running_head(Bilingual(zh="水}", en="a")).partition(";")[0]
    '@page { @top-left { content: "\\\\006c34\\\\00007d"'
    """
    style = (FOLDER / "running_head.css").read_text(encoding="utf-8")
    for language, said in words:
        style = style.replace(f"${language}", "".join(f"\\{ord(sign):06x}" for sign in said))
    return style


def hash_source(text: str) -> str:
    """Return the SHA-256 of inline code, as a policy names it."""
    return b64encode(sha256(text.encode()).digest()).decode()


def show_both(message: Bilingual) -> Markup:
    """Return a message in both languages; the style shows one of them.

    >>> show_both(Bilingual(zh="5 < 6", en="5 < 6"))
    Markup('5 &lt; 6')
    >>> show_both(Bilingual(zh="同比", en="year on year"))
    Markup('<span class="zh">同比</span><span class="en" lang="en">year on year</span>')
    """
    return mark_languages(escape(message.zh), escape(message.en))


def name_both(name: Bilingual) -> Markup:
    """Return a name; in English the Chinese stands beside it.

    >>> print(name_both(Bilingual(zh="水", en="water")))
    <span class="en" lang="en">water </span><span class="original" lang="zh-Hans">水</span>
    """
    zh, en = escape(name.zh), escape(name.en)
    if CHINESE.search(en) or not CHINESE.search(zh):
        return mark_languages(zh, en)
    original = f'<span class="original" lang="zh-Hans">{zh}</span>'
    return Markup(f'<span class="en" lang="en">{en} </span>{original}')


def gloss_by(say: Callable[[str], str | None]) -> Callable[[str], Markup]:
    """Return a function that gives Chinese words, in English with what `say` says before them."""
    return lambda text: gloss_with(say(text), text)


def gloss_office(organisation: str, office: str) -> Markup:
    """Return where and as what somebody speaks; in English with its English before it."""
    return gloss_with(translate_office(organisation, office), f"{organisation}{office}")


def gloss_title(title: str) -> Markup:
    """Return the title of a text; in English with what kind of text it is, and whose, before it."""
    said = translate_title(title)
    return Markup('<span lang="zh-Hans">{}</span>').format(gloss_with(said, title))


def gloss_with(said: str | None, text: str) -> Markup:
    """Return Chinese words; in English after what is said for them, where there is such."""
    if said is None:
        return Markup(f'<span lang="zh-Hans">{escape(text)}</span>')
    return name_both(Bilingual(zh=text, en=said))


def let_break(text: str) -> Markup:
    """Return an escaped text that a browser may break within long rows of signs or letters.

    >>> [let_break(sign * 201).count("<wbr>") for sign in "：ب工"], let_break("第一：<好>")
    ([1, 1, 0], Markup('第一：&lt;好&gt;'))
    """
    ends = [0, *(found.end() for found in UNBROKEN.finditer(text)), len(text)]
    return Markup("<wbr>").join(text[a:b] for a, b in pairwise(ends))


def mark_languages(zh: Markup, en: Markup) -> Markup:
    """Return the two wordings marked by language, or one where they are the same.

    What the English quotes in Chinese is marked as Chinese.

    >>> print(mark_languages(Markup("水"), Markup("so 水")).partition("</span>")[2])
    <span class="en" lang="en">so <span lang="zh-Hans">水</span></span>
    """
    if zh == en:
        return zh
    quoted = CHINESE.sub(lambda found: f'<span lang="zh-Hans">{found[0]}</span>', en)
    return Markup(f'<span class="zh">{zh}</span><span class="en" lang="en">{quoted}</span>')


def make_speaker(texts: dict[str, Bilingual]) -> Callable[..., Markup]:
    """Return the function `t` of the templates: a message by its key, its gaps filled in.

    {s} is the ending of what `count` counts in English: 1 claim, 2 claims.
    """
    known = {key: show_both(message) for key, message in texts.items()}
    forms = {key: (str(escape(m.zh)), str(escape(m.en))) for key, m in texts.items()}

    def speak(key: str, **values: object) -> Markup:
        if not values:
            return known[key]
        zh, en = forms[key]
        values["s"] = "" if values.get("count") == 1 else "s"
        return mark_languages(fill_form(zh, values, "zh"), fill_form(en, values, "en"))

    return speak


def fill_form(form: str, values: Mapping[str, object], language: str) -> Markup:
    """Return an escaped form with the values in this language in its gaps, escaped.

    >>> fill_form("第 {line} 行", {"line": "<9>"}, "zh")
    Markup('第 &lt;9&gt; 行')
    """
    said = {
        name: escape(getattr(value, language) if isinstance(value, Bilingual) else value)
        for name, value in values.items()
    }
    return Markup(form.format(**said))


def embed_json(value: object) -> Markup:
    """Return a value as JSON that can stand in a script element.

    >>> print(embed_json(["</script>&"]))
    ["\\u003c/script\\u003e\\u0026"]
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(UNSAFE_IN_SCRIPT.sub(lambda found: f"\\u{ord(found[0]):04x}", text))
