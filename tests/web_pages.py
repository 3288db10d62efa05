"""Web pages as sites build them, around an article of our own: skeletons to read them by."""

# ruff: noqa: E501 (the lines are those of the pages)

TITLE = "海滨省举行工业运行情况新闻发布会"
INFO = "2021年1月26日 10:00"
TURNS = (
    ("主持人 王小明：", "各位记者朋友，大家好。欢迎出席今天的新闻发布会。"),
    ("海滨日报记者：", "请问全年工业运行情况如何？"),
    ("李大海：", "谢谢你的提问。总体平稳，全年增加值增长5.3%。"),
    ("", "一是高技术制造业较快增长。"),
    ("", "二是企业效益稳步改善，利润增长4.1%。"),
    ("海滨电视台记者：", "请问明年有什么打算？"),
    ("李大海：", "谢谢你的提问。我们将继续努力，推动工业稳中向好。"),
    ("主持人 王小明：", "发布会到此结束。谢谢大家。"),
)
SAID = [f"{label}{words}" for label, words in TURNS]
"""The lines of the article where label and words stand on one line."""
APART = [part for turn in TURNS for part in turn if part]
"""The same where each stands on its own."""
HEAD = f"<head><meta charset='utf-8'><title>{TITLE}_新闻_海滨省人民政府网</title><style>p{{}}</style></head>"
LINKS = "".join(
    f"<li><a href='/{n}.html'>某市召开第{n}次会议部署工作</a></li>" for n in range(1, 8)
)
MENU = "".join(
    f"<li><a href='#'>{name}</a></li>" for name in ("首页", "政务公开", "新闻发布", "互动")
)
FOOT = (
    "<p>主办单位：海滨省人民政府办公厅　网站标识码：1000000000</p>"
    "<p>海ICP备00000000号　海公网安备 00000000000000号</p>"
)

GOVERNMENT = f"""<!DOCTYPE html><html>{HEAD}<body>
<div class="header"><div class="logo"><a href="/">海滨省人民政府</a></div>
<form><input type="text"><button>搜索</button></form><ul>{MENU}</ul></div>
<div class="BreadcrumbNav">您现在的位置：<a href="/">首页</a> &gt; <a href="/x">新闻发布</a> &gt; 正文</div>
<div class="content"><div class="article"><h1 id="ti">{TITLE}</h1>
<div class="pages-date">{INFO} <span class="font">来源：海滨日报</span>
<div class="pages_print"><span>【字体：<a href="#">大</a> <a href="#">中</a> <a href="#">小</a>】</span><a href="#">打印</a></div>
<div class="share-box">分享到：<a href="#" title="微信">微信</a> <a href="#">微博</a></div></div>
<div class="pages_content" id="UCAP-CONTENT">
{"".join(f"<p><strong>{label}</strong></p><p>{words}</p>" if label else f"<p>{words}</p>" for label, words in TURNS)}
</div><div class="editor">责任编辑：陈小红</div></div>
<div class="related"><h3>相关链接</h3><ul>{LINKS}</ul></div>
<div class="qrcode"><p>扫一扫在手机打开当前页</p></div></div>
<script>document.write("脚本里的字。")</script>
<div class="footer">{FOOT}</div></body></html>"""

NEWS = f"""<!DOCTYPE html><html>{HEAD}<body class="home-nav-open">
<header><nav><ul>{MENU}</ul></nav></header>
<div class="main clearfix"><div class="main-left left">
<div class="head-line"><h1><span class="title">{TITLE}</span></h1></div>
<div class="info">{INFO} 来源：海滨网 <a href="#" onclick="print()">打印</a></div>
<div id="detail"><p>　　{SAID[0]}</p><p>　　<strong>{TURNS[1][0]}</strong>{TURNS[1][1]}</p>
<div id="video">视频加载中...</div>
{"".join(f"<p>　　{line}</p>" for line in SAID[2:])}
<p style="text-align:center"><img src="a.jpg"></p><p>（海滨网记者 陈小红摄）</p></div>
<div class="zan-wap">【我要纠错】</div><div class="editor">【责任编辑：陈小红】</div></div>
<div class="main-right right"><h3>热点推荐</h3><ul>{LINKS}</ul>
<div><h4>今日要闻</h4><p><a href="/1">某市召开会议</a></p><p>会议强调，要抓好各项工作落实。</p></div></div></div>
<footer>{FOOT}<p>版权声明：本网内容版权归海滨网所有，未经授权不得转载。</p></footer></body></html>"""

INTERVIEW = f"""<html>{HEAD}<body><table width="100%"><tr><td>
<table><tr><td><a href="/">首页</a></td><td><a href="/a">发布会</a></td><td><a href="/b">文字实录</a></td></tr></table>
</td></tr><tr><td><table><tr><td class="left_menu"><a href="/">图片</a><br><a href="/">视频</a></td>
<td><table><tr><td align="center"><b>{TITLE}</b></td></tr>
<tr><td align="center">{INFO}　来源：海滨省新闻办</td></tr>
<tr><td>{"<br><br>".join(f"&nbsp;&nbsp;<b>{label}</b>{words}" if label else f"　　{words}" for label, words in TURNS)}<br>
<table border="1"><tr><td><p>指标</p></td><td><p>增速</p></td></tr><tr><td><p>增加值</p></td><td><p>5.3%</p></td></tr></table>
</td></tr></table></td></tr></table></td></tr>
<tr><td align="center">{FOOT}</td></tr></table></body></html>"""

MESSAGE = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE}</title></head><body id="activity-detail">
<div id="js_article" class="rich_media"><div class="rich_media_inner"><div class="rich_media_area_primary">
<h1 class="rich_media_title" id="activity-name">{TITLE}</h1>
<div id="meta_content" class="rich_media_meta_list"><span>原创</span> <a href="#">海滨发布</a> <em id="publish_time">{INFO}</em></div>
<div class="rich_media_content" id="js_content" style="visibility: hidden; opacity: 0;">
<section><p>点击上方蓝字关注我们</p></section>
{"".join(f"<section><section><span><strong>{label}</strong></span><span>{words}</span></section></section>" for label, words in TURNS)}
<section><p style="display:none">不显示的话。</p></section></div></div>
<div class="rich_media_area_extra"><div><p>预览时标签不可点</p></div><p>微信扫一扫关注该公众号</p><p>继续滑动看下一个</p></div></div></div>
<div class="wx_network_msg_wrp"><button>知道了</button></div></body></html>"""

PAGES = {
    "government": (GOVERNMENT, APART),
    "news": (NEWS, SAID),
    "interview": (INTERVIEW, SAID),
    "message": (MESSAGE, SAID),
}
