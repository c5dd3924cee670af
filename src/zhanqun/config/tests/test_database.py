"""The embedded server: made once, shared, stopped by the last to leave, Chinese-capable."""

import psycopg
import pytest

from zhanqun.config import database


@pytest.fixture
def server(tmp_path):
    # Folders of tests are deeper than a socket's path may be: the short way is taken.
    server = database.server_at(tmp_path / "postgres", durable=False)
    yield server
    database.remove_server(server)


def test_given_a_fresh_folder_then_both_roles_work_on_one_database(server):
    url = database.ensure_server(server)

    with psycopg.connect(url) as application, psycopg.connect(server.owner_url) as owner:
        assert application.execute("select current_user").fetchone() == ("zhanqun_app",)
        assert owner.execute("select current_database()").fetchone() == ("zhanqun",)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            application.execute("create table ours (id int)")


def test_given_the_server_then_it_splits_chinese_into_words_and_trigrams(server):
    database.ensure_server(server)

    with psycopg.connect(server.owner_url) as owner:
        owner.execute("create extension pg_trgm")
        trigrams = owner.execute("select cardinality(show_trgm('青云市'))").fetchone()
        words = owner.execute("select to_tsvector('simple', '青云，你好')::text").fetchone()

    # Two letters of padding before, one after: three letters make four trigrams.
    assert trigrams == (4,)
    assert words == ("'你好':2 '青云':1",)


def test_given_two_users_then_the_last_to_leave_stops_it_and_data_stays(server):
    with database.shared_server(server):
        with database.shared_server(server), psycopg.connect(server.owner_url) as owner:
            owner.execute("create table kept (id int)")
        assert database.is_running(server)
    assert not database.is_running(server)

    with database.shared_server(server), psycopg.connect(server.owner_url) as owner:
        assert owner.execute("select to_regclass('kept')::text").fetchone() == ("kept",)


def test_given_a_server_that_was_killed_then_it_starts_again(server):
    database.ensure_server(server)
    database._run(server, "pg_ctl", "-D", server.data, "-m", "immediate", "-w", "stop")

    database.ensure_server(server)

    assert database.is_running(server)


def test_given_a_broken_data_folder_then_it_says_what_postgresql_said(server):
    database.ensure_server(server)
    database.stop_server(server)
    (server.data / "global" / "pg_control").unlink()

    with pytest.raises(database.ServerFailed, match="pg_control"):
        database.ensure_server(server)


def test_given_the_socket_folder_then_nobody_else_may_enter(server):
    database.ensure_server(server)

    assert server.socket_folder.stat().st_mode & 0o077 == 0
