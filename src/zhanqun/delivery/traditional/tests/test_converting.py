import pytest

from zhanqun.delivery.traditional.converting import TermTable, traditional
from zhanqun.delivery.traditional.pages import is_chinese, traditional_page

TABLE = TermTable(
    words={"于洪": "于洪", "张后文": "張后文", "出台": "出臺"},
    surnames={"于": "于", "余": "余", "范": "范"},
)


@pytest.mark.parametrize(
    ("plain", "full"),
    [
        # Each simplified character that stands for several is resolved by its word.
        ("为人民服务，里程三公里", "為人民服務，里程三公里"),
        ("头发发展，皇后与后天，干部干燥", "頭髮發展，皇后與後天，幹部乾燥"),
        ("一只羊，只有面条", "一隻羊，只有麵條"),
        # Wording stays: characters alone change.
        ("网络软件信息", "網絡軟件信息"),
        # Forms of the mainland's table.
        ("群众登上山峰", "群眾登上山峰"),
        # The term table stands above the converter.
        ("于洪区出台办法", "于洪區出臺辦法"),
        ("张后文到会", "張后文到會"),
        # A surname beside a title; the same character elsewhere is a word.
        ("局长于洋、余书记和范文同志", "局長于洋、余書記和范文同志"),
        ("由于市长出差，余下的事按范本办", "由於市長出差，餘下的事按範本辦"),
        # Rare characters and signs in no table stay.
        ("𬭚山渡口㙍头", "錞山渡口㙍頭"),
        ("〔2026〕4号 ABC", "〔2026〕4號 ABC"),
        ("", ""),
    ],
)
def test_given_a_text_then_every_character_is_that_of_its_word(plain, full):
    assert traditional(plain, TABLE) == full


PAGE = """<!doctype html>
<html lang="zh-CN" class="p-theme-qing">
<head><title>发展</title><meta name="SiteName" content="青云市人民政府网">
<link rel="canonical" href="https://www.qingyun.gov.cn/a/1.html">
<script type="application/ld+json">{"name": "发展"}</script></head>
<body><a class="p-util__link" href="/_/tc" rel="nofollow" lang="zh-Hant" hreflang="zh-Hant">繁體</a>
<a href="/a/202606/x.html?a=1" title="a > b 发展">头<b>发</b></a><a href="/gzdt/">动态</a>
<a href="/f/k/%E5%8F%91.pdf">文件</a><a href="/search?q=发">搜</a><a href="//evil.example/">坏</a>
<a href="/_/elder/on">长者</a><a href="https://x.gov.cn/发/">外</a><td>头</td><td>发</td>
<img src="/f/发.png" alt="头发"><iframe src="/_/alert.html" title="预警"></iframe>
<dl lang="zh-CN"><dt>发展</dt></dl><track srclang="zh-CN" label="字幕">
<p>局长<wbr>于洋</p></body></html>"""


def test_given_a_page_then_words_are_converted_and_addresses_stay_in_the_edition():
    page = traditional_page(PAGE, TABLE)

    assert '<html lang="zh-Hant"' in page
    assert "<title>發展</title>" in page
    assert 'content="青云市人民政府网"' in page  # page tags are for machines
    assert 'href="https://www.qingyun.gov.cn/a/1.html"' in page
    assert '{"name": "发展"}' in page
    assert 'href="/_/sc" rel="nofollow" lang="zh-Hans" hreflang="zh-Hans">简体<' in page
    assert '<a href="/tc/a/202606/x.html?a=1" title="a > b 發展">頭<b>髮</b></a>' in page
    assert '<a href="/tc/gzdt/">動態</a>' in page
    assert 'href="/tc/search?q=发"' in page
    assert '<iframe src="/_/alert-tc.html"' in page
    assert '<dl lang="zh-Hant"><dt>發展</dt>' in page  # a voice for simplified would stumble
    assert 'srclang="zh-CN"' in page  # captions are a file of its own
    for kept in (
        'href="/f/k/%E5%8F%91.pdf"',
        'href="//evil.example/"',
        'href="/_/elder/on"',
        'href="https://x.gov.cn/发/"',
        'src="/f/发.png" alt="頭髮"',
    ):
        assert kept in page
    assert "<td>頭</td><td>發</td>" in page  # no word across cells
    assert "局長<wbr>于洋" in page


def test_given_an_english_page_then_it_is_none_to_convert():
    assert is_chinese(PAGE)
    assert not is_chinese('<!doctype html><html lang="en"><body lang="zh-CN">')
