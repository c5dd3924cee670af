"""Wagtail's shell stands without the applications that we leave out."""

import pytest
from django.http import Http404
from django.urls import reverse

from zhanqun.config.no_documents import no_documents


@pytest.mark.django_db
def test_given_a_stranger_then_the_desk_shows_the_form_to_sign_in_in_chinese(client):
    response = client.get(reverse("wagtailadmin_login"))

    assert response.status_code == 200
    assert 'lang="zh-hans"' in response.content.decode()


@pytest.mark.django_db
def test_given_a_stranger_then_the_stand_in_for_documents_is_guarded_too(client):
    response = client.get(reverse("wagtailadmin_api:documents:listing"))

    # Closed like all of Wagtail's own areas: whether it exists is not told.
    assert response.status_code == 404


def test_given_the_stand_in_for_documents_then_it_holds_none(rf):
    with pytest.raises(Http404):
        no_documents(rf.get("/"))
