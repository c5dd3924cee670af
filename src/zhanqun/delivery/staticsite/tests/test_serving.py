"""The public sites from the application, as in the demo; test_nginx asks a real nginx."""

import gzip

import pytest
from django.test import Client

from zhanqun.delivery.staticsite.tests.conftest import publish_file

HOST = "jtj.qingyun.localhost"


class TestApplication:
    """Without nginx, as in the demo."""

    def get(self, path: str, **headers: str):
        return Client(headers={"host": HOST, **headers}).get(path)

    def test_given_pages_when_asked_then_they_answer_by_state(self, site):
        assert self.get("/").status_code == 200
        assert self.get(site.live.address).status_code == 200
        gone = self.get(site.gone.address)
        assert (gone.status_code, "有误" in gone.content.decode()) == (410, True)
        moved = self.get(site.moved.address)
        assert (moved.status_code, moved["Location"]) == (301, "/gzdt/")
        missing = self.get("/nothing.html")
        assert (missing.status_code, "没有找到" in missing.content.decode()) == (404, True)

    @pytest.mark.parametrize(
        "path",
        [
            "/../secret",
            "/.gone/a",
            "/%2e%2e/x",
            "/%252e%252e/x",
            "/a/.new-1",
            "/f//x",
            "/a%00b",
            "/index.html.gz",
            "/index.html.br",
        ],
    )
    def test_given_a_crafty_path_then_it_is_not_found(self, site, path):
        assert self.get(path).status_code == 404

    def test_given_a_folder_without_its_last_slash_then_it_leads_there(self, site):
        answer = self.get("/gzdt")
        assert (answer.status_code, answer["Location"]) == (301, "/gzdt/")

    def test_given_an_unchanged_page_when_asked_again_then_304(self, site):
        first = self.get("/")
        again = self.get("/", **{"if-none-match": first["ETag"]})
        assert (first.status_code, again.status_code) == (200, 304)

    def test_given_a_browser_that_takes_gzip_then_the_twin_is_sent(self, site):
        answer = self.get("/", **{"accept-encoding": "gzip"})
        assert answer["Content-Encoding"] == "gzip"
        assert b"<!doctype html>" in gzip.decompress(b"".join(answer.streaming_content))
        assert "Accept-Encoding" in answer["Vary"]

    def test_given_a_post_or_a_foreign_host_then_it_is_refused(self, site):
        assert Client(headers={"host": HOST}).post("/").status_code == 405
        assert Client(headers={"host": "evil.qingyun.localhost"}).get("/").status_code == 404

    def test_given_the_elder_switch_without_scripts_then_the_stylesheet_follows(self, site):
        client = Client(headers={"host": HOST})
        answer = client.get("/_/elder/on", headers={"referer": f"http://{HOST}/gzdt/"})
        assert (answer.status_code, answer["Location"]) == (303, "/gzdt/")
        assert client.cookies["zq_elder"].value == "1"
        for crafty in ("http://evil.example/x", f"http://{HOST}//evil.example/x"):
            back = client.get("/_/elder/off", headers={"referer": crafty})["Location"]
            assert back in ("/", "/evil.example/x")

    def test_given_elder_mode_on_a_home_then_it_leads_to_the_elder_home_and_back(self, site):
        client = Client(headers={"host": HOST})

        entered = client.get("/_/elder/on", headers={"referer": f"http://{HOST}/"})
        page = client.get(entered["Location"])
        left = client.get("/_/elder/off", headers={"referer": f"http://{HOST}/elder.html"})

        assert entered["Location"] == "/elder.html"
        assert 'href="tel:12345"' in b"".join(page.streaming_content).decode()
        assert left["Location"] == "/"

    def test_given_settings_of_the_reader_then_the_mode_brings_the_stylesheet_of_each(self, site):
        client = Client(headers={"host": HOST})
        for choice in ("contrast/yellow", "size/2", "elder"):
            client.get(f"/_/access/{choice}" if "/" in choice else f"/_/{choice}/on")

        chosen = client.get("/_/mode.css")
        wrong = client.get("/_/access/size/9"), client.get("/_/access/colour/red")
        back = client.get("/_/access/reset", headers={"referer": f"http://{HOST}/gzdt/"})
        after = client.get("/_/mode.css")

        assert chosen.content.decode() == (
            '@import url("/_/mode-elder.css");'
            '@import url("/static/ui/css/mode-size-2.css");'
            '@import url("/static/ui/css/mode-contrast-yellow.css");'
        )
        assert (chosen["Vary"], chosen["Cache-Control"]) == ("Accept-Encoding, Cookie", "no-cache")
        assert [answer.status_code for answer in wrong] == [404, 404]
        assert (back.status_code, back["Location"]) == (303, "/gzdt/")
        assert b"--p-text" in b"".join(after.streaming_content)  # elder mode stays

    def test_given_a_forged_cookie_then_it_chooses_nothing(self, site):
        answer = self.get("/_/mode.css", cookie='zq_size=9; zq_contrast=");x{}')
        assert answer.status_code == 200
        assert b"import" not in b"".join(answer.streaming_content)

    def test_given_a_name_with_a_percent_sign_then_the_file_is_found(self, site, run_jobs):
        link = publish_file(site, "增长50%20年.txt")
        run_jobs()

        answer = self.get(link)

        assert (answer.status_code, b"".join(answer.streaming_content)) == (200, b"1,2")

    def test_given_the_same_page_plain_and_packed_then_their_marks_differ(self, site):
        plain = self.get("/")
        packed = self.get("/", **{"accept-encoding": "br"})
        assert plain["ETag"] != packed["ETag"]
        known = {"accept-encoding": "br", "if-none-match": f'"x", {packed["ETag"]}'}
        assert self.get("/", **known).status_code == 304
