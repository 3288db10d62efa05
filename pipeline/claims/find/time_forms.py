"""How times are written: a pattern for each kind of expression, and for what stands about one.

Each kind is a fragment of `TIME` with groups that say what was written; `dating` gives the period.
"""

import re

from pipeline.claims.find.holidays import MONTHS, SEASONS
from pipeline.knowledge import any_of

# numbers of years, months and days ----------------------------------------------------------

_REPUBLIC_TOLD = (
    "年(?:[是为达占降升增减编核每则]|[出进]口|的[0-9]|元旦|春节|成长|[底初末中起间]|全年|[上下]半年|第?[一二三四1-4]季"
    "|年?[至到–—~～-]1[0-3][0-9]年|平均|合计|总计)"
)
"""What stands behind a year of the Republic and behind no number of years."""
_NO_SPELL = "(?![来以历期的间代利国公债贷租多后前内老如金时一])"
"""Behind 年: what does not make a number of years of it, 90年代, 60年历史."""
REPUBLIC_YEAR = (
    r"(?:(?<=民国)(?:[0-9]{2,3}|[〇零一二三四五六七八九十百]{1,6})(?=年)"
    rf"|(?<![时达近约逾超过为满共有用了经长第以每])1[0-3][0-9](?={_REPUBLIC_TOLD})"
    r"|(?<=[今去明前]（)[0-9]{2,3}(?=）年)|1[0-3][0-9](?=年的[0-9])|(?<=[比较自])1[0-3][0-9](?=年[^的历来多半])|(?<=1[0-3][0-9]年[至到–—~～-])1[0-3][0-9](?=年)"
    r"|(?:(?<=[，。；：、（\n])|(?<=^))1[0-3][0-9](?=年，)"
    rf"|(?<![0-9时达近约逾超过为满共有用了经长第以每])[4-9][0-9](?={_REPUBLIC_TOLD}|年(?:度|[0-9]{{1,2}}月))"
    rf"|(?:(?<=[，。；：、（\n较比])|(?<=^))[6-9][0-9](?=年{_NO_SPELL}))"
)
"""One that only a text of Taiwan writes so; elsewhere 110年 is a hundred and ten years."""
YEAR = (
    r"(?:(?:1[5-9]|20)[0-9]{2}|[一二][〇零一二三四五六七八九]{3}"
    r"|1[01][0-9](?=年(?:度|[0-9]{1,2}月))|一[〇零一二][〇零一二三四五六七八九](?=年度)"
    rf"|{REPUBLIC_YEAR})"
)
"""In digits, in words, or of the Republic as Taiwan counts: 112年8月 is August 2023."""
MONTH = (
    r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]"
    r"|(?<![0-9一二三四五六七八九十百千万亿多余几美港欧日])元(?=月))"
)
"""元月 is January, but not in 5元月租."""
_DAY = r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
DAY = f"{_DAY}[日号]"
DAYS = r"(?:[12][0-9]|3[01]|0?[1-9])[日号]"
HOUR = r"(?:[0-9]{1,2}时(?:[0-9]{1,2}分)?)?"
DAY_ONLY = r"(?:[12][0-9]|3[01]|0?[1-9])日"
COUNT = r"(?:[0-9]{1,3}|[一二两三四五六七八九十百]{1,3})"
TO = r"[-–—－~～至到]"

# years ---------------------------------------------------------------------------------------

RELATIVE = {
    word: years
    for years, words in {
        -3: "大前年",
        -2: "前年",
        -1: "去年 上年 上一年 上年度 上一年度 上财年 上一财年 上财政年度 上一财政年度 去冬 去夏",
        0: "今年 本年 本年度 本财年 本财政年度 今春 今夏 今秋 今冬",
        1: "明年 来年 下年度 来年度 下一年度 下一财年 下财政年度 下一财政年度 明春 明夏",
        2: "后年",
        3: "大后年",
    }.items()
    for word in words.split()
}
"""Words for a year → years from that of the document."""
_NO_YEAR = (
    "(?!(?<=[未近以])来年|(?<=[此之以目当])前年|(?<=[以晚])上年|上年[纪轻龄长幼限]"
    "|(?<=[成资基])本年)"
)
"""Not where other words make the characters of such a word: 未来|年均, 此前|年均, 成本|年均."""
WITHIN_YEAR = "(?<![0-9一二两三四五六七八九十百千万几数多半每去今明当前后本全当上])年内"
TWO_YEARS = {
    "今冬明春": 0, "今秋明春": 0, "今冬明夏": 0, "去冬今春": -1, "今明两年": 0, "去今两年": -1,
    "明后两年": 1,
}  # fmt: skip
"""Words for a winter or two years → years from the document's to that in which it begins."""
PLANS = {
    "十一五": 2006, "十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026, "十六五": 2031,
}  # fmt: skip
"""First year of each five-year plan."""
_SPAN = rf"(?P<from_year>{YEAR})年?{TO}(?P<to_year>{YEAR})年(?:间|期间|年?[底末])?"
"""2016至2020年."""
_FISCAL = (
    rf"(?P<fiscal>{YEAR})年?(?:{TO}|/)(?P<fiscal_to>(?:20)?[0-9]{{2}}|(?:二[〇零])?[一二三四五六七八九〇零]{{2}})年?"
    r"(?:(?:财政|课税|预算)?(?:年度|财年|学年度?|榨季|粮食年度|赛季)"
    rf"|(?=[至到]{YEAR}(?:{TO}|/)(?:[0-9]{{2}}|[〇零一二三四五六七八九]{{2}})年?(?:财政)?年度))"
)
"""A financial or school year, which begins in one year and ends in the next: 2025-26年度."""
_YEAR = (
    rf"(?:(?P<bracket>[今去明前]（)?(?P<year>{YEAR})(?(bracket)）)(?:(?:财政|课税|预算)?年度?|财年|届(?=[^，。；]{{0,12}}毕业))"
    rf"|(?P<relative>{_NO_YEAR}{any_of(RELATIVE)}|{WITHIN_YEAR}))"
)
"""2020年, 去（2023）年, 今年."""
_PLAN = (
    r"(?P<plan>[“\"]?(?P<plan_name>十[一二三四五六]五)[”\"]?(?:规划)?(?:时期|期间|以来|期?末|(?P<plan_side>[前头后])(?P<plan_years>[一两二三四])年)?"
    r"|第(?P<plan_number>十[一二三四五六])个五年(?:规划|计划)(?:时期|期间|期?末)?)"
)
_CONGRESS = r"(?P<congress>(?:党的)?(?:十[八九]|二十)大以来)"

# parts of a year -----------------------------------------------------------------------------

_MONTHS = (
    rf"(?<![先此之以])[前头首](?P<first_months>{MONTH}|两)个?月"
    rf"|(?P<from_month>{MONTH})月?份?{TO}(?P<to_month>{MONTH})月份?"
)
"""前11个月, 1至5月."""
_QUARTER = (
    r"[前头首](?P<first_quarters>[二两三23])个?季度?"
    rf"|第?(?P<from_quarter>[一二三1-3]){TO}第?(?P<to_quarter>[二三四2-4])季度"
    r"|第?(?P<quarter>[一二三四1-4])财?季(?:度|(?<=第.季)(?!度)|(?<=第.财季))(?P<quarter_end>末)?|(?P<opening_quarter>首季度?|次季(?!节))"
)
"""前三季度, 首两季, 第二季, 首季, 次季, 一至三季度."""
_MONTH = (
    rf"(?P<month>{MONTH})月(?:份(?!额)|(?P<day>{_DAY}(?:[日号]|(?={TO}(?:{MONTH}月)?{DAY})))(?:{HOUR}{TO}(?:(?P<day_to_month>{MONTH})月)?(?P<day_to>{DAY}){HOUR})?|[上中下]旬|底|末|初)?"
    r"(?!球|亮|饼|薪|龄)"
)
_BEGINNING, _BOTTOM = "初(?![中步心级衷])", "底(?![蕴色气])"
_EDGE = (
    f"全年(?![龄级])|年{_BEGINNING}|年{_BOTTOM}|年末(?!梢)|年尾"
    "|年中(?![国方华央东考欧美日俄法英德印韩朝非巴澳])"
)
"""Not where another word begins: 2024年|初步核算, 几年|中方."""
_SEASON = f"|{_BEGINNING}|{_BOTTOM}|末(?!梢)|尾(?![气声数])|春(?!节)|[夏秋](?![粮收])|冬(?!奥)"
"""What names a part of a year only behind the year: 2020年冬."""
_PART = rf"{_MONTHS}|{_QUARTER}|(?P<half>上半年|下半年)|{_MONTH}"
_PART_OF_YEAR = rf"(?:{_PART}|(?P<edge>{_EDGE}{_SEASON}))"
_BARE_PART = re.sub(r"\(\?P<(\w+)>", r"(?P<b_\1>", rf"(?:{_PART}|(?P<edge>{_EDGE}))")
"""A part whose year is not named; its groups begin with b_."""
_BARE = (
    rf"(?={MONTH}[月—–~～至到－-]|[前头首][0-9一二两三四五六七八九十季]|次季|第?[一二三四1-4](?:{TO}第?[二三四2-4]季度|财?季)|[上下]半|(?<![健安完齐])全年"
    rf"|年[初底末中尾])(?P<bare>{_BARE_PART})"
)

# days, holidays and seasons ------------------------------------------------------------------

_DAYS_RANGE = rf"(?<![0-9月至到—－~～.-])(?P<days>(?P<first_day>{DAYS}){TO}(?P<last_day>{DAYS}))"
_DAY_ALONE = (
    r"(?:(?<![0-9月至到—－~～.、每第近共达超约续期时满过少-])|(?<=截至)|(?<=截止至))(?<![少多高低短长]于)"
    rf"(?P<day_only>{DAY_ONLY})(?![至到—－~～游内间均报期后前之起-])"
)
"""A day of the month, and no number of days: 部长26日表示."""
_HOLIDAY = (
    rf"(?P<of_year>(?<=年))?[“\"]?(?P<national>国庆节?[、和与]?)?(?:中秋节?[、和与]?(?=国庆))?(?P<holiday>{'|'.join(MONTHS)})节?[”\"]?"
    '(?:小?长?假期?(?:期间)?|黄金周(?:期间)?|期间|档(?:期)?|(?(of_year)(?:(?=[，。；、：\\s的])|(?<=[”"]))|(?!)))'
)
"""A holiday, or two that fall together: 国庆中秋假期; behind a year also by itself: 去年春节，."""
_TRAVEL = rf"(?P<season>{'|'.join(SEASONS)})(?:期间)?"

# spells that are told from the day of the document -------------------------------------------

_BEGINS_COUNT = rf"(?<![0-9一二三四五六七八九十百千万亿.])(?={COUNT}[多余]?(?:[年天周个]|小时))"
_AHEAD = (
    rf"(?P<ahead>(?:未来|今后|之后|接下来)的?(?P<next_years>{COUNT})年)|(?P<next_plan>下一?个五年)"
)
_ROLLING = (
    rf"(?P<rolling>(?:过去|近|最近|这)的?(?P<past_years>{COUNT})(?:[多余]?年多?|个(?:财政|会计)年度)"
    r"(?:来|间|以来|时间|里)?"
    rf"|(?:过去|近|最近)的?(?P<past_months>{COUNT})个月(?:来|间|以来|里)?)"
)
_SPELL = (
    rf"{_BEGINS_COUNT}(?:(?P<spell>(?P<spell_years>{COUNT})[多余]?年[多余]?"
    r"(?:来|间|以来|下来|(?=分别|累计|年均|翻|新增|(?P<for_one>共[增减新完]|(?P<average>平均(?:分别|[增上下减降为])))))(?!自))"
    rf"|(?P<months>(?P<spell_months>{COUNT})个多?月(?:以来|来)))"
)
"""五年来, 五年新增, 十年共增加, 两年平均增长, 三个月来."""
_UNIT = "(?:个多?月|天|周|个季度|个小时|小时)"
_SIDES = "(?:来|间|以来|之?前(?!期)|之?后(?!期))"
_CENTURY = (
    r"(?:上个?|本|[0-9]{1,2}|[一二十]{1,3})世纪(?:[0-9]{2}|[一二三四五六七八九]十)年代"
    r"(?:[初中末]期?|以来)?"
)
_OTHER = (
    rf"(?P<other>{_CENTURY}"
    rf"|(?:过去|近|最近|这|前|未来|今后){COUNT}[多余]?{_UNIT}[多余]?{_SIDES}"
    rf"|{_BEGINS_COUNT}{COUNT}[多余]?{_UNIT}[多余]?{_SIDES}"
    rf"|(?:过去|最近|这){COUNT}[多余]?(?:个多?月|天|周|个季度|小时)"
    rf"|{_BEGINS_COUNT}(?:(?P<years_ago>{COUNT})年前(?![期后往])|{COUNT}[多余]?年[多余]?(?:之?前|之?后))|每{COUNT}?年|上一个{COUNT}年|历?年历?来)"
)
"""Spells that give no period: 三天前, 每年."""
_TO_NOW = "(?<![日月年时])到了?(?:今[天日]|现在|如今)(?![年起的])"
_NOW = (
    r"(?P<now>(?<![项科节题栏])目前|当前(?=，)|(?<![表体出实呈展发浮再涌])现在(?!起)|至今(?![年天日晚])|迄今(?:为止)?|到目前为止"
    rf"|{_TO_NOW}|现已|现有)"
)
_MONTHS_BACK = (
    r"(?P<months_back>上个?月|本月|(?<!以)下个?月)(?=份|[^年份])"
    r"|(?P<quarters_back>(?<!以)上个?季(?:度|(?!度|节|中|后|赛))|本季度)"
)
_TODAY = (
    r"(?P<today>如今|近日(?!本)|近期|今天|昨天|本届|(?<!基)本次|此次|当天|当日(?!本)|同一天|(?<![去上前年])同日|昨日|今日|明天"
    "|明日(?![本方]))"
    r"(?:夜间|晚间|上午|下午|凌晨|白天|早晨)?(?:（[0-9]{1,2}月[0-9]{1,2}日）)?"
)

# all of them ---------------------------------------------------------------------------------

BEGINS = (
    "(?=[0-9一二三四五六七八九十百两上下前首次头后去今明昨当同本此来如未之接过近最这每历年全"
    '春暑元清五劳端中国党第目现至迄到“"]|大[前后]年)'
)
"""What a time expression can begin with; anything else is passed over in a tenth of the time."""
_KINDS = (
    ("0-9一二", rf"(?<![0-9])(?:{_FISCAL}|{_SPAN})"),
    ("去今明", f"(?P<two_years>{any_of(TWO_YEARS)})"),
    ("0-9一二三四五六七八九去上今明前本后来下年大", rf"(?<![0-9]){_YEAR}(?:的?{_PART_OF_YEAR})?"),
    ("", _DAYS_RANGE),
    ("0-9", _DAY_ALONE),
    ('春元清五劳端中国“"', _HOLIDAY),
    ("春暑", _TRAVEL),
    ("", _BARE),
    ("未今之接下", _AHEAD),
    ("过近最这", _ROLLING),
    ("", _SPELL),
    ("过近最这前未今每历年上本0-9一二三四五六七八九十两", _OTHER),
    ('“"十第', _PLAN),
    ("党十二", _CONGRESS),
    ("目当至迄到现", _NOW),
    ("上本下", _MONTHS_BACK),
    ("如今昨本此当同明近", _TODAY),
)
"""What each kind begins with, and how it is written, in the order in which they are tried."""
TIME = re.compile(
    f"{BEGINS}(?:"
    + "|".join(f"(?=[{begins}])(?:{kind})" if begins else f"(?:{kind})" for begins, kind in _KINDS)
    + ")"
)

# what stands about one -----------------------------------------------------------------------

UNTIL = re.compile(r"(?:截至|截止到?|截止至)\Z")
BASELINE_BEFORE = re.compile(
    r"(?:[比较同与]|[高低多少快慢好优大小强弱]于|[好差高多快低少]过|相对|相当于|高出|接近|超过?|不及|恢复[到至])\Z"
)
COMPOUND_BEFORE = re.compile(
    r"(?:[同环]比|计较|(?<!占)比较|共同|不同|合同|参与|[等关由位对处基用在至终鉴属源]于)\Z"
)
BASELINE_AFTER = re.compile(
    r"(?:(?<=年初)(?:预算|(?:[确制]?定|提出|下达|安排|部署|设定)的)|同[期季月](?!间)|相比|相较|的?水平|之前|以前|的基础上|的[0-9.一二两三四五六七八九十]{1,6}[多余]?倍)"
)
EVENT = re.compile(
    r"(?:第\w{1,4}届)?\w{0,4}?(?:冬奥|奥运|残奥|亚运|世博|大运会|世界杯|世锦赛)"
    r"|(?:的?良好)?(?:开局|收官|起步|圆满收官|胜利收官)"
)
"""An event whose name begins with its time, or a part of a plan: the time dates the event or tells
which year it is (“十五五”开局之年), not of what is said."""
PRICES = re.compile("的?(?:不变|可比|基期)?(?:价|汇率)")
"""Behind a year: that whose prices something is told at, 按2020年不变价."""
_RUN = (
    r"(?=，?[^，。；：\n0-9]{0,8}连续"
    r"(?P<run>[0-9]{1,2}|[一二两三四五六七八九十]{1,3})(?P<run_of>年|个月))"
)
SINCE = re.compile(
    rf"(?:[^，。；：、\n]{{0,14}}?以来|(?:算?起|开始)(?![来到步]))(?:{_RUN})?"
    r"|到目前(?:为止)?|至今(?![年天日晚])"
)
"""Behind a time at which something begins that goes on, perhaps with how many years or months."""
ITEM = re.compile(r"(?:^|[\n；;])[0-9]{1,2}\.\Z")
"""The number of an item, which is no part of the time behind it: 5.1至5月铁路发送货物."""
DUE_BEFORE = re.compile(
    r"(?:定(?=于)|力争|争取|计划|确保|拟|将|预计|预测|预报|展望|有望|指引)(?:于|在|到|[，：])?\Z"
)
DUE_AFTER = re.compile(
    r"(?:假期|期间)?[^，。；：\n0-9]{0,12}?(?:预计|计划|力争|将(?:有|达|会|超|迎)|拟)"
    r"|(?:之前|以前|前)(?![后期往0-9一二两三四五六七八九十])(?![^，。；\n]{0,8}(?:已|了))"
)
"""What stands about the time by which something is to be done: 8月底前完成."""
YEAR_END = frozenset({"年底", "年末", "年尾"})
DUE_AT_END = re.compile("[到至]年[底末](?![^，。；\n]{0,8}[已了])")
_LISTED_QUARTER = "[一二三1-3][、和]"
LISTED = {
    "b_quarter": re.compile(
        rf"(?:(?<![0-9第\n])|(?<=\n)(?={_LISTED_QUARTER}{_LISTED_QUARTER}))(?:{_LISTED_QUARTER}){{1,3}}\Z"
    ),
    "b_month": re.compile(rf"(?<![0-9.\n])(?:{MONTH}[、和]){{1,5}}\Z"),
}
"""What stands before the last of times that share its unit: 一、二、|三季度, 7、|8月."""
UNITS = {"b_quarter": "季度", "b_month": "月"}
ENDED = re.compile(
    "止的?(?:(?P<months>三|六|九|十二|[369]|12)个月|(?P<year>(?:财政)?年度|财年|全年)|(?P<half>(?:上|中期)?半年))"
)
"""Behind a day up to which a spell is told: 截至6月30日|止六个月."""
ENDS_LATER = re.compile("，[至到]")
"""Between the ends of a time that says 自 or 开始 before: 自1月26日开始，至|2月24日."""
JOINT = re.compile(r"(?:[^，。；：\n0-9%]{0,6}[至到]|[-–—~～]{1,2})\Z")
