"""Web pages after the structures of Chinese government and news sites, with invented texts.

Each page has what such sites set around an article: menus, tools, share bars, captions, related
stories, live chats, comments, disclaimers, editors' lines. `lines` are what a reader is to get.
"""

# ruff: noqa: E501 (the lines are those of the pages)

from collections.abc import Sequence
from typing import NamedTuple


class Site(NamedTuple):
    """A page and what it is to be read as: its title, its day, who published, the lines below."""

    page: str
    title: str
    date: str | None
    publisher: str | None
    lines: tuple[str, ...]


TALK = (
    "主持人 王小明：",
    "各位记者朋友，大家好。欢迎出席今天的新闻发布会。",
    "海滨日报记者：",
    "请问今年全省水利建设有哪些安排？",
    "海滨省水利厅厅长 李大海：",
    "谢谢你的提问。今年计划完成水利投资320亿元，同比增长7.5%。",
    "一是加快重大工程建设，开工12项。",
    "二是改造灌区45万亩，新增节水能力1.2亿立方米。",
)
NEWS = (
    "海滨网1月26日电（记者 陈红）海滨省统计局26日公布，去年全省地区生产总值1.86万亿元，同比增长5.3%。",
    "分产业看，第一产业增加值1120亿元，增长3.1%；第二产业增加值8205亿元，增长5.6%。",
    "省统计局负责人表示，全年经济运行总体平稳，“稳中有进的态势没有改变”。",
    "下一步，全省将继续扩大内需，力争今年增长5.5%左右。",
)
QA = (
    "一、问：为什么要出台这个办法？",
    "答：近年来，全省托育机构从120家增加到680家，需要统一规范。",
    "二、问：办法对收费有什么规定？",
    "答：每月收费不得超过1800元，困难家庭减半。",
    "三、问：从什么时候开始施行？",
    "答：自2021年3月1日起施行，有效期5年。",
)
MENU = "".join(
    f'<li><a href="/{n}/">{name}</a></li>'
    for n, name in enumerate(
        ["首页", "政务公开", "新闻发布", "解读回应", "办事服务", "互动交流", "数据"]
    )
)
STORIES = "".join(
    f'<li><a href="/{n}.html">海滨省召开第{n}次专题会议部署春耕生产工作</a><span>01-{n:02}</span></li>'
    for n in range(10, 18)
)
FOOT = "<div>主办单位：海滨省人民政府办公厅　网站标识码：1000000000</div><div>海ICP备00000000号　海公网安备00000000000000号</div>"


def put(lines: Sequence[str], form: str = "<p>{}</p>") -> str:
    return "".join(form.format(line) for line in lines)


def strong(lines: Sequence[str]) -> str:
    return "".join(
        f"<p><strong>{line}</strong></p>" if line.endswith("：") else f"<p>　　{line}</p>"
        for line in lines
    )


SITES: dict[str, Site] = {}


def site(
    name: str, page: str, title: str, date: str | None, publisher: str | None, lines: Sequence[str]
) -> None:
    SITES[name] = Site(page, title, date, publisher, tuple(lines))


T = "海滨省举行水利发展新闻发布会"
N = "去年全省地区生产总值同比增长5.3%"
Q = "《海滨省托育服务办法》政策解读"

site(
    "gov.cn, article",
    f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{T}_新闻发布_海滨省政府网</title>
<meta name="lanmu" content="新闻发布"><meta name="firstpublishedtime" content="2021-01-26-10:00:00"></head><body>
<div class="header"><a href="/">海滨省政府网</a><ul>{MENU}</ul></div><div class="BreadcrumbNav"><a href="/">首页</a> &gt; <a href="/f">新闻发布</a></div>
<div class="article oneColumn pub_border"><h1 id="ti">{T}</h1><div class="pages-date">2021-01-26 10:00 <span class="font">来源： 海滨日报</span>
<div class="pages_print"><span class="font index_switchsize">字号：<span class="bigger">默认</span> <span>大</span> <span>超大</span></span>|<span class="printIco">打印</span>|<span class="share-icon">收藏 留言 |</span></div></div>
<div class="pages_content" id="UCAP-CONTENT">{strong(TALK)}<p style="text-align:center"><img src="a.jpg"></p><p style="text-align: center;">发布会现场。海滨日报记者 李华 摄</p></div>
<div class="editor">责任编辑：陈小红</div></div><div class="related"><h3>相关链接</h3><ul>{STORIES}</ul></div>
<div class="ewm"><p>扫一扫在手机打开当前页</p></div><div class="footer">{FOOT}</div></body></html>""",
    T,
    "2021-01-26",
    "海滨日报",
    TALK,
)

site(
    "gov.cn, policy with its record",
    f"""<html><head><meta charset="utf-8"><title>{Q}_解读_海滨省政府网</title></head><body><div class="head_nav"><ul>{MENU}</ul></div>
<table class="bd1" width="100%"><tr><td><b>索 引 号：</b></td><td>000014349/2021-00012</td><td><b>主题分类：</b></td><td>卫生、体育</td></tr>
<tr><td><b>发文机关：</b></td><td>海滨省卫生健康委</td><td><b>成文日期：</b></td><td>2021年01月26日</td></tr></table>
<table class="content"><tr><td><p style="text-align:center"><strong>{Q}</strong></p>{put(QA)}</td></tr></table>
<div class="share">分享到：<a href="#">微信</a><a href="#">微博</a></div><div class="footer">{FOOT}</div></body></html>""",
    Q,
    "2021-01-26",
    "海滨省卫生健康委",
    QA,
)

site(
    "press office, live transcript",
    f"""<html><head><meta charset="utf-8"><title>{T} - 海滨省政府新闻办公室</title></head><body>
<div id="top"><img src="l.png"><ul class="menu">{MENU}</ul></div><div class="live"><h2 class="title">{T}</h2><p class="tc">时间：2021年1月26日10时　地点：省政府新闻发布厅</p>
<div id="zbwz">{"".join(f"<dl><dt>{a}</dt><dd>{b}</dd></dl>" for a, b in zip(TALK[0:6:2], TALK[1:6:2], strict=True))}<dl><dd>{TALK[6]}</dd><dd>{TALK[7]}</dd></dl></div></div>
<div class="photo"><h3>图片直播</h3><ul><li><img src="1.jpg"><p>发布会现场</p></li><li><img src="2.jpg"><p>李大海答记者问</p></li></ul></div>
<div class="foot">{FOOT}</div></body></html>""",
    T,
    "2021-01-26",
    None,
    ("时间：2021年1月26日10时　地点：省政府新闻发布厅", *TALK),
)

site(
    "ministry, TRS",
    f"""<!DOCTYPE html><html><head><meta charset="utf-8"><meta name="SiteName" content="海滨省工信厅"><meta name="ArticleTitle" content="{N}">
<meta name="PubDate" content="2021-01-26 09:12"><meta name="ContentSource" content="海滨网"><title>{N}-海滨省工信厅</title></head><body><div class="w1200"><div class="nav"><ul>{MENU}</ul></div>
<div class="location">您当前的位置：<a href="/">首页</a>&gt;<a href="/x">动态</a></div><div class="conTit">{N}</div><div class="conInfo"><span>发布时间：2021-01-26</span><span>来源：海滨网</span><span>【字体：<a>大</a> <a>中</a> <a>小</a>】</span></div>
<div class="TRS_Editor"><style>.TRS_Editor P{{line-height:2}}</style>{put(NEWS, "<p align='justify'>　　{}</p>")}</div>
<div class="con_fj">附件：</div><div class="prevnext"><p>上一篇：<a href="1">海滨省部署春耕生产</a></p><p>下一篇：<a href="2">海滨省推进厂网分开</a></p></div></div><div class="foot">{FOOT}</div></body></html>""",
    N,
    "2021-01-26",
    "海滨网",
    NEWS,
)

site(
    "province, tables and br",
    f"""<html><head><meta charset="utf-8"><title>海滨省人民政府</title></head><body><table width="980" align="center"><tr><td><img src="banner.jpg"></td></tr>
<tr><td>您的位置：<a href="/">首页</a>&gt;&gt;<a href="/a">政策解读</a></td></tr></table>
<table width="980" align="center"><tr><td width="200"><table>{"".join(f'<tr><td><a href="/{n}">栏目{n}</a></td></tr>' for n in range(8))}</table></td>
<td><table width="100%"><tr><td align="center" class="bt"><font size="5">{Q}</font></td></tr><tr><td align="center">发布日期：2021-01-26　　来源：省卫生健康委　　浏览次数：<span id="hits">1204</span></td></tr>
<tr><td class="nr">{"<br>".join("　　" + line for line in QA)}</td></tr><tr><td align="right">【<a href="#">打印</a>】【<a href="#">关闭</a>】</td></tr></table></td></tr></table>
<table width="980" align="center"><tr><td align="center">版权所有：海滨省人民政府　技术支持：海滨省信息中心</td></tr></table></body></html>""",
    Q,
    "2021-01-26",
    "省卫生健康委",
    QA,
)

site(
    "agency, numbers of the day apart",
    f"""<html><head><meta charset="utf-8"><title>{N}-海滨网</title></head><body><div class="top-nav"><a href="/">海滨网首页</a> <a href="/l">地方</a></div>
<div class="header"><div class="header-time left"><span class="year"><em> 2021</em></span> <span class="day"><em> 01</em>/<em>26</em></span> <span class="time"> 10:22:33</span></div><div class="source">来源：海滨网</div>
<div class="head-line"><h1><span class="title">{N}</span><span class="btn-audio"></span></h1></div></div>
<div class="main"><div class="main-left"><div id="detail">{put(NEWS, "<p>　　{}</p>")}<p align="center"><img src="x.jpg"></p><p align="center"><font color="navy">1月26日，工人在海滨港作业。海滨网记者 李华 摄</font></p></div>
<div class="tiyi1">【纠错】</div><div class="editor">【责任编辑:陈红】</div></div>
<div class="main-right"><div class="xgxw"><h3>深度观察</h3><ul>{STORIES}</ul></div><div><h3>新闻评论</h3><p><a href="1">海平：春耕备耕不能等</a></p><p>春耕时节，各地要抓紧农时，不误春种。</p></div></div></div><div class="foot">{FOOT}</div></body></html>""",
    N,
    "2021-01-26",
    "海滨网",
    NEWS,
)

site(
    "party paper",
    f"""<html><head><meta charset="utf-8"><title>{N}--地方--海滨网</title><meta name="publishdate" content="2021-01-26"></head><body><div class="rm_nav"><ul>{MENU}</ul></div>
<div class="layout rm_txt cf"><div class="col col-1 fl"><h1>{N}</h1><div class="author cf"></div><div class="channel cf"><div class="col-1-1 fl">2021年01月26日10:22 | 来源：<a href="#">海滨日报</a></div><div class="fr">小字号</div></div>
<div class="rm_txt_con cf">{put(NEWS, "<p style='text-indent: 2em;'>{}</p>")}<div class="box_pic"></div><p class="paper_num">《 海滨日报 》（ 2021年01月26日 第 02 版）</p><div class="edit cf">(责编：李华、王明)</div>
<div class="bza"><p>分享让更多人看到</p></div></div></div><div class="col col-2 fr"><h2>推荐阅读</h2><div><a href="1"><b>春耕观察</b></a><p>春回大地，万物复苏。各地农民忙着整地育秧，一派繁忙景象。【详细】</p></div><div><a href="2"><b>港口见闻</b></a><p>清晨的海滨港，塔吊林立。去年吞吐量突破4亿吨。【详细】</p></div>
<h2>热门排行</h2><ul>{STORIES}</ul></div></div><div class="copyright">海滨网版权所有，未经书面授权禁止使用</div></body></html>""",
    N,
    "2021-01-26",
    "海滨日报",
    NEWS,
)

site(
    "portal with comments",
    f"""<!DOCTYPE html><html><head><meta charset="utf-8"><meta property="og:title" content="{N}"><meta property="article:published_time" content="2021-01-26T10:22:00+08:00"><meta property="og:url" content="https://news.example.com/a.html"><title>{N}_海浪财经_海浪网</title></head><body>
<div class="top-bar"><a href="/">海浪首页</a> <a href="/n">新闻</a> <a href="/s">体育</a></div><div class="main-content"><h1 class="main-title">{N}</h1><div class="top-bar-wrap"><div class="date-source"><span class="date">2021年01月26日 10:22</span> <a class="source" href="#">海滨网</a></div></div>
<div class="article-content"><div class="article" id="artibody"><div class="img_wrapper"><img src="1.jpg"><span class="img_descr">图为海滨港。</span></div>{put(NEWS, "<p>　　{}</p>")}<p class="article-editor">责任编辑：李华 SF012</p></div>
<div class="keywords">关键字 : <a href="1">经济</a> <a href="2">统计</a></div><div class="article-bottom">海量资讯、精准解读，尽在海浪财经APP</div></div>
<div class="blk-comment"><h3>网友评论</h3><div class="item"><b>海边小石</b><p>数据看着不错，希望工资也涨一涨。</p></div><div class="item"><b>老渔民</b><p>去年出海次数比前年多了两成，收入还行。</p></div><div class="item"><b>路人甲</b><p>为什么房价不降？谁来回答一下！</p></div></div></div>
<div class="page-right-bar"><h3>24小时热榜</h3><ul>{STORIES}</ul></div><div class="footer">{FOOT}</div></body></html>""",
    N,
    "2021-01-26",
    "海滨网",
    NEWS,
)

site(
    "news app with hashed names",
    f"""<html><head><meta charset="utf-8"><title>{N}_海报新闻_海报</title><script type="application/ld+json">{{"@type":"NewsArticle","headline":"{N}","datePublished":"2021-01-26T10:22:00","publisher":{{"name":"海报新闻"}}}}</script></head><body><div id="__next"><main class="index_container__x1">
<div class="index_header__a3"><a href="/">海报</a><a href="/dl">下载客户端</a></div><div class="index_leftcontent__b9"><h1 class="index_title__B8">{N}</h1><div class="index_left__LfzyH"><div>海报新闻记者 陈红</div><div class="ant-space"><span>2021-01-26 10:22</span><span>来源：海报新闻</span></div></div>
<div class="index_cententWrap__Jv">{put(NEWS)}</div><div class="index_statement__c8"><div>责任编辑：李华</div><div>校对：王明</div><div>海报新闻报料：000-0000-0000</div></div><div class="index_copyright__d">本文为海报号作者上传，仅代表作者观点，不代表海报新闻的立场。</div></div>
<div class="index_commentWrap__e"><h2>评论(2)</h2><div class="commentItem"><span>网友A</span><p>期待今年更好。</p></div><div><span>网友B</span><p>消费还是弱了点，大家都不敢花钱。</p></div></div>
<div class="index_recommend__f"><h2>相关推荐</h2><a href="1">一图读懂海滨省去年经济运行情况，这些数字值得关注</a><a href="2">春运首日，海滨站发送旅客12万人次</a></div></main></div></body></html>""",
    N,
    "2021-01-26",
    "海报新闻",
    ("海报新闻记者 陈红", *NEWS),
)

site(
    "WeChat",
    f"""<html><head><meta charset="utf-8"><meta property="og:title" content="{Q}"><meta property="og:site_name" content="微信公众平台"><title></title></head><body id="activity-detail"><div id="js_article" class="rich_media"><div class="rich_media_inner"><h1 class="rich_media_title" id="activity-name">{Q}</h1>
<div id="meta_content" class="rich_media_meta_list"><span class="rich_media_meta">原创</span> <a id="js_name" href="#">海滨发布</a> <em id="publish_time">2021-01-26 18:00</em></div>
<div class="rich_media_content" id="js_content" style="visibility: hidden;"><section><p><span>↑点击上方蓝字关注我们</span></p></section><section>{"".join(f'<section style="margin:10px"><span style="font-size:15px">{line}</span></section>' for line in QA)}</section>
<section><p><br></p><p><span>来源：海滨省卫生健康委</span></p><p>编辑：李华</p><p>点个“在看”，让更多人知道</p></section></div></div><div class="rich_media_tool"><a>阅读原文</a> <span>阅读 1万+</span></div></div>
<div id="js_pc_qr_code"><p>微信扫一扫关注该公众号</p></div></body></html>""",
    Q,
    "2021-01-26",
    "海滨省卫生健康委",
    QA,
)

site(
    "Hong Kong press release",
    """<!DOCTYPE html><html lang="zh-HK"><head><meta charset="utf-8"><title>水務署公布去年食水供應情況</title></head><body><div id="header"><a href="/">新聞公報</a> <a href="/e">English</a> <a href="/s">简体版</a></div>
<div id="wrapper"><div class="fontSizeControl"><a href="#">A</a><a href="#">A</a></div><div id="contentBody"><div class="subHead"><span id="PRHeadlineSpan">水務署公布去年食水供應情況</span></div><div>**************</div>
<span id="pressrelease">　　水務署今日（一月二十六日）公布，去年全港食水用量為十億五千萬立方米，較前年上升百分之二點一。<br /><br />　　水務署發言人說：「全年水管爆裂個案為六十四宗，較前年減少十二宗。」<br /><br />　　發言人補充，今年會更換水管三十公里。</span><br><span>完</span><br>
<div>2021年1月26日（星期二）<br>香港時間18時30分</div></div><div class="btn"><a href="#">列印此頁</a></div></div><div id="footer">重要告示</div></body></html>""",
    "水務署公布去年食水供應情況",
    "2021-01-26",
    None,
    (
        "水務署今日（一月二十六日）公布，去年全港食水用量為十億五千萬立方米，較前年上升百分之二點一。",
        "水務署發言人說：「全年水管爆裂個案為六十四宗，較前年減少十二宗。」",
        "發言人補充，今年會更換水管三十公里。",
    ),
)

site(
    "Taiwan, agency",
    """<!DOCTYPE html><html lang="zh-Hant"><head><meta charset="utf-8"><title>智慧公車站牌 今年補助15縣市-某院全球資訊網</title><meta name="DC.Title" content="智慧公車站牌 今年補助15縣市"><meta name="DC.Date" content="2021-01-26"></head><body><a class="sr-only" href="#C">跳到主要內容區塊</a>
<header><nav><ul><li><a href="/1">認識本院</a></li><li><a href="/2">新聞與公告</a></li></ul></nav></header><main id="C"><div class="path"><a href="/">首頁</a> / <a href="/n">新聞與公告</a></div><h2 class="h2">智慧公車站牌 今年補助15縣市</h2>
<div class="info"><span>日期：110-01-26</span> <span>資料來源：新聞傳播處</span></div><div class="words_content"><p>交通部長今（26）日表示，今年將補助15個縣市裝設智慧公車站牌，總經費2億元。</p><p>部長指出，去年完成1,200座，民眾滿意度達86.5%。</p></div>
<div class="tag"><span>標籤：</span><a href="#">公車</a></div><div class="func"><a href="#">友善列印</a><a href="#">回上一頁</a></div></main><footer><p>地址：某市某路1號　電話：(02)0000-0000</p><p>更新日期：110-02-01　瀏覽人次：1,234</p></footer></body></html>""",
    "智慧公車站牌 今年補助15縣市",
    "2021-01-26",
    "新聞傳播處",
    (
        "交通部長今（26）日表示，今年將補助15個縣市裝設智慧公車站牌，總經費2億元。",
        "部長指出，去年完成1,200座，民眾滿意度達86.5%。",
    ),
)

# Those below are kept apart: rules are not made on them.

site(
    "television",
    f"""<html><head><meta charset="utf-8"><title>{N}_新闻频道_海视网</title></head><body><div class="nav_wrap"><a href="/">海视网</a><a href="/n">新闻</a></div><div class="content_area_wrap"><div class="title_area"><h1>{N}</h1><div class="info1">来源：海视网 | 2021年01月26日 10:22:33</div><div class="bdsharebuttonbox">分享 <a>微信</a> <a>微博</a></div></div>
<div class="content_area" id="content_area"><p class="photo_img"><img src="1.jpg"></p><p class="photo_intro">海滨港集装箱码头。</p>{put(NEWS, "<p>　　{}</p>")}</div><div class="zebian"><span>编辑：李华</span><span>责任编辑：王明</span></div><div class="relevance"><h3>相关推荐</h3><ul>{STORIES}</ul></div></div><div class="page_bottom">{FOOT}</div></body></html>""",
    N,
    "2021-01-26",
    "海视网",
    NEWS,
)

site(
    "news agency, advertisement inside",
    f"""<html><head><meta charset="utf-8"><title>{N}-海新网</title></head><body><div class="daohang"><a href="/">海新网</a>→<a href="/c">财经</a></div><div class="con_left"><h1 style="display:block">{N}</h1><div class="left-time"><div class="left-t">2021年01月26日 10:22　来源：<a href="/">海新网</a><span>参与互动</span></div></div>
<div class="left_zw">{put(NEWS[:2], "<p>　　{}</p>")}<div class="adInContent"><a href="ad"><img src="ad.gif"></a><span>广告</span></div>{put(NEWS[2:], "<p>　　{}</p>")}</div><div class="adEditor"><div>【编辑:李华】</div></div><div class="cpsj"><p>本网站所刊载信息，不代表海新网观点。刊用本网站稿件，务经书面授权。</p></div></div><div class="con_right"><ul>{STORIES}</ul></div></body></html>""",
    N,
    "2021-01-26",
    "海新网",
    NEWS,
)

site(
    "bulletin with tables and notes",
    """<html><head><meta charset="utf-8"><title>海滨省2020年国民经济和社会发展统计公报 - 海滨省统计局</title></head><body><div class="top"><ul><li><a href="/">首页</a></li><li><a href="/d">数据</a></li></ul></div><div class="xilan_tit">海滨省2020年国民经济和社会发展统计公报<sup>[1]</sup></div><div class="xilan_titf">来源：海滨省统计局　发布时间：2021-01-26 09:30</div>
<div class="center_xilan"><p>一、综合</p><p>全年地区生产总值1.86万亿元<sup>[2]</sup>，比上年增长5.3%。</p><p align="center">表1　主要工业产品产量</p><table border="1"><tr><td>产品名称</td><td>单位</td><td>产量</td></tr><tr><td>原煤</td><td>万吨</td><td>365.4</td></tr><tr><td>水泥</td><td>万吨</td><td>128.6</td></tr></table><p>年末常住人口4120万人。</p><p>注释：</p><p>[1] 本公报数据为初步统计数。</p></div><div class="foot">版权所有：海滨省统计局</div></body></html>""",
    "海滨省2020年国民经济和社会发展统计公报",
    "2021-01-26",
    "海滨省统计局",
    (
        "一、综合",
        "全年地区生产总值1.86万亿元，比上年增长5.3%。",
        "表1　主要工业产品产量",
        "产品名称\t单位\t产量",
        "原煤\t万吨\t365.4",
        "水泥\t万吨\t128.6",
        "年末常住人口4120万人。",
        "注释：",
        "[1] 本公报数据为初步统计数。",
    ),
)

site(
    "city, everything in one div",
    f"""<html><head><meta charset="utf-8"><title>{Q}</title></head><body><div class="wrap"><div class="mbx">当前位置：<a href="/">首页</a> &gt; <a href="/z">政策解读</a></div><div class="article-title">{Q}</div><div class="article-info"><span>发布日期：2021/01/26</span><span>信息来源：海州市卫生健康委</span><span>点击数：<b>2031</b></span></div>
<div id="zoom"><div>{"</div><div>".join(QA)}</div></div><div class="bottom-info"><p>解读单位：海州市卫生健康委</p><p>联系电话：0000-00000000</p></div><div class="gjc">关键词：<a>托育</a></div></div><div class="yejiao">{FOOT}</div></body></html>""",
    Q,
    "2021-01-26",
    "海州市卫生健康委",
    QA,
)

site(
    "court, live with time stamps",
    f"""<html><head><meta charset="utf-8"><title>{T}_直播_海滨法院网</title></head><body><div class="nav"><ul>{MENU}</ul></div><div class="zhibo"><h1>{T}</h1><div class="sj">2021-01-26 09:30:00　来源：海滨法院网</div><ul class="wz">
<li><span class="name">[主持人]</span><span class="t">各位记者，早上好。今天的发布会由我主持。</span><span class="time">[09:30:12]</span></li><li><span class="name">[海滨日报记者]</span><span class="t">请问去年审结案件多少？</span><span class="time">[09:35:20]</span></li><li><span class="name">[李大海]</span><span class="t">去年审结案件12.5万件，增长6%。</span><span class="time">[09:36:40]</span></li></ul></div>
<div class="wangyou"><h3>网友留言</h3><p>网友：请问执行难怎么解决？</p><p>网友：支持！</p></div><div class="footer">{FOOT}</div></body></html>""",
    T,
    "2021-01-26",
    "海滨法院网",
    (
        "[主持人]各位记者，早上好。今天的发布会由我主持。[09:30:12]",
        "[海滨日报记者]请问去年审结案件多少？[09:35:20]",
        "[李大海]去年审结案件12.5万件，增长6%。[09:36:40]",
    ),
)

site(
    "Macao",
    """<!DOCTYPE html><html><head><meta charset="utf-8"><title>去年旅客消費上升一成 - 新聞局</title><meta property="og:title" content="去年旅客消費上升一成"><meta property="og:site_name" content="新聞局"></head><body><div class="topMenu"><a href="/">主頁</a><a href="/n">新聞</a></div><div class="detailPage"><h1 class="shareTitle">去年旅客消費上升一成</h1><div class="infoSubBlock"><span class="submitByBlock">統計暨普查局</span><time datetime="2021-01-26T10:00:00">2021-01-26 10:00</time></div>
<article class="baseContent"><p>統計暨普查局資料顯示，去年旅客總消費為640億元，按年上升10.2%。</p><p>按地區統計，內地旅客消費佔78.5%。</p></article><figure><img src="1.jpg"><figcaption>議事亭前地的旅客</figcaption></figure><div class="socialShare"><a>Facebook</a><a>WeChat</a></div><div class="relatedNews"><h2>相關新聞</h2><a href="1">酒店入住率回升</a><a href="2">零售業銷售額上升</a></div></div><footer>新聞局 版權所有</footer></body></html>""",
    "去年旅客消費上升一成",
    "2021-01-26",
    "統計暨普查局",
    (
        "統計暨普查局資料顯示，去年旅客總消費為640億元，按年上升10.2%。",
        "按地區統計，內地旅客消費佔78.5%。",
    ),
)

site(
    "portal, disclaimer and other stories",
    f"""<html><head><meta charset="utf-8"><title>{N}|海滨省|增加值_网海新闻</title><meta property="article:published_time" content="2021-01-26T10:22:05+08:00"></head><body><div class="ntes_nav"><a href="/">网海首页</a></div><div class="post_main"><h1 class="post_title">{N}</h1><div class="post_info">2021-01-26 10:22:05　来源: <a href="#">海滨日报</a> <a class="post_jubao" href="#">举报</a></div>
<div class="post_body">{put(NEWS)}<p class="f_center"><img src="1.jpg"><br>海滨港夜景</p></div><div class="post_author">来源：海滨日报　责任编辑：李华_NB001</div><div class="post_statement">特别声明：以上内容（如有图片或视频亦包括在内）为自媒体平台“网海号”用户上传并发布，本平台仅提供信息存储服务。</div>
<div class="post_comment"><h3>跟贴 3</h3><p>海边人：不错，继续努力。</p><p>路过：物价也涨了吧？</p></div><div class="post_recommends"><h3>相关推荐</h3><div><h4><a href="1">男子在海边捡到漂流瓶，里面的信写于三十年前</a></h4><p>信是一位小学生写的。他说，希望捡到的人给他回信。</p></div></div></div></body></html>""",
    N,
    "2021-01-26",
    "海滨日报",
    NEWS,
)

site(
    "finance, notice at the end",
    f"""<html><head><meta charset="gb2312"><title>{N}-宏观频道-海讯网</title></head><body><div class="crumbs"><a href="/">海讯网</a> &gt; 正文</div><div class="layout mg articleName"><h1>{N}</h1><div class="tip fl"><span class="pr20">2021-01-26 10:22:05</span> <a href="#">海滨日报</a></div></div><div class="art_context"><div class="art_contextBox">{put(NEWS, "<p>　　{}</p>")}<p style="text-align:right">（责任编辑：李华 HN001）</p></div>
<div class="disclaimer">【免责声明】本文仅代表作者本人观点，与海讯网无关。请读者仅作参考，并请自行承担全部责任。</div></div><div class="sideR"><h3>行情直播</h3><div>股友张三今天 10:20:11</div><div>大盘低开，注意风险。</div><div>股友提问：老师，这只还能拿吗？</div><div>老师回答：可以。</div></div></body></html>""",
    N,
    "2021-01-26",
    "海滨日报",
    NEWS,
)

site(
    "article in parts with odd names",
    f"""<html><head><meta charset="utf-8"><title>{T}</title></head><body><div class="nav"><a href="/">首页</a></div><div class="main"><div class="comment-box"><h1>{T}</h1><p>2021年1月26日 来源：海滨日报</p><div class="hot-topic">{put(TALK[:4])}</div><div class="related-content">{put(TALK[4:6])}</div><div class="share-text">{put(TALK[6:])}</div></div></div><div class="footer">{FOOT}</div></body></html>""",
    T,
    "2021-01-26",
    "海滨日报",
    TALK,
)

site(
    "foreign ministry",
    """<html><head><meta charset="utf-8"><title>2021年1月26日海滨省外办发言人王小明主持例行记者会_海滨省外办</title></head><body><div class="header"><ul><li><a href="/">首页</a></li></ul></div><div class="news-details"><div class="news-title"><h1>2021年1月26日海滨省外办发言人王小明主持例行记者会</h1><p class="time"><span>2021-01-26 19:20</span></p></div><div id="News_Body_Txt_A"><p>　　<strong>海滨社记者：</strong>请问今年对外交往有哪些安排？</p><p>　　<strong>王小明：</strong>今年将举办12场活动，邀请30个国家参加。</p><p>　　<strong>海滨日报记者：</strong>有报道说签证费将下调，能否证实？</p><p>　　<strong>王小明：</strong>费用将下调25%，2月1日起执行。</p></div>
<div class="share"><span>推荐给朋友：</span><a>微信</a></div><div class="news-foot"><a href="#">【打印】</a><a href="#">【关闭】</a></div></div><div class="foot">海滨省外办版权所有</div></body></html>""",
    "2021年1月26日海滨省外办发言人王小明主持例行记者会",
    "2021-01-26",
    None,
    (
        "2021-01-26 19:20",
        "海滨社记者：请问今年对外交往有哪些安排？",
        "王小明：今年将举办12场活动，邀请30个国家参加。",
        "海滨日报记者：有报道说签证费将下调，能否证实？",
        "王小明：费用将下调25%，2月1日起执行。",
    ),
)

site(
    "saved from a phone, semantic elements",
    f"""<!DOCTYPE html><html><head><meta charset="utf-8"><link rel="canonical" href="https://m.example.com/202101/26/a.html"><title>{Q} | 海滨手机报</title></head><body><header><a href="/">海滨手机报</a></header><main><article><header><h1>{Q}</h1><div><time>2021年1月26日</time> <span>海滨手机报</span></div></header><figure><img src="1.jpg"><figcaption>图为托育中心的孩子们。</figcaption></figure>{put(QA)}<footer><p>记者：李华</p></footer></article><section class="comments"><h2>全部评论</h2><article><b>小鱼</b><p>每月1800元还是贵，能不能再便宜一点？</p></article><article><b>大山</b><p>支持规范，孩子安全最重要。</p></article></section></main><aside><h2>大家都在看</h2><ul>{STORIES}</ul></aside></body></html>""",
    Q,
    "2021-01-26",
    "海滨手机报",
    QA,
)

SHUT = tuple(SITES)[12:]
"""The names of those that are kept apart."""
