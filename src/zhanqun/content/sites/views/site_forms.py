"""Changing a site: its profile; and making a new one (建站与维护)."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from zhanqun.content.sites import queries
from zhanqun.content.sites.column_templates import TEMPLATES
from zhanqun.content.sites.forms import NewSiteForm, ProfileForm
from zhanqun.content.sites.models import SiteProfile
from zhanqun.content.sites.services import RoleSpec, create_site, update_site
from zhanqun.content.sites.views import reading
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError
from zhanqun.ui.desk import desk_view
from zhanqun.ui.people import person_of


@desk_view("GET", "POST")
def profile(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Edit the official facts of a site (站点档案)."""
    row = get_object_or_404(reading.sites_kept_by(request.user), uid=uid)
    sent = request.POST if request.method == "POST" else None
    # The form works on a copy: what is saved goes through the service alone.
    copy = SiteProfile.objects.get(pk=row.pk)
    form = ProfileForm(sent, instance=copy, units=units.units_open(_today()))
    errors: list[str] = []
    if sent is not None:
        errors = [_("请修改标出的内容。")]
        if form.is_valid():
            try:
                update_site(
                    profile=row, facts=form.cleaned_data, by=person_of(request), now=clock.now()
                )
            except (DomainError, ValidationError) as refusal:
                errors = texts_of(refusal)
            else:
                messages.success(request, _("站点档案已保存。"))
                return redirect("sites:board", uid=row.uid)
    context = {
        "title": _("站点档案：{site}").format(site=row.short_name),
        "profile": row,
        "form": form,
        "errors": errors,
    }
    return render(request, "sites/profile.html", context, status=400 if errors else 200)


@desk_view("GET", "POST")
def new_site(request: HttpRequest) -> HttpResponse:
    """Make a subsite in one act (新建子站)."""
    if not reading.may_create_sites(request.user):
        raise units.NotAllowed(act=_("新建子站"))
    sent = request.POST if request.method == "POST" else None
    form = NewSiteForm(sent, **_new_site_choices(request.user))
    errors: list[str] = []
    if sent is not None:
        errors = [_("请修改标出的内容。")]
        if form.is_valid():
            try:
                made = _create(form.cleaned_data, request.user)
            except (DomainError, ValidationError) as refusal:
                errors = texts_of(refusal)
            else:
                messages.success(request, _("“{name}”已建成。").format(name=made.name))
                return redirect("sites:board", uid=made.uid)
    context = {"title": _("新建子站"), "form": form, "errors": errors}
    return render(request, "sites/new.html", context, status=400 if errors else 200)


def texts_of(refusal: DomainError | ValidationError) -> list[str]:
    """A refusal in the words to show above a form."""
    return refusal.messages if isinstance(refusal, ValidationError) else [str(refusal)]


def _today() -> date:
    return clock.day_of(clock.now())


def _new_site_choices(user: Any) -> dict[str, Any]:
    is_system = units.rights_of(user).holds_anywhere([Role.SYSTEM_ADMIN])
    return {
        "units": units.units_open(_today()),
        "people": reading.officers_on(_today())
        | units.users_visible_to(user).filter(is_active=True),
        "parents": queries.profiles() if is_system else reading.sites_arranged_by(user),
        "may_stand_alone": is_system,
    }


def _create(said: dict[str, Any], by: Any) -> SiteProfile:
    roles = [
        RoleSpec(role, said[name], said[f"{name}_deputy"])
        for role, name in ((Role.SITE_MANAGER, "manager"), (Role.EDITOR, "editor"))
        if said[name]
    ]
    return create_site(
        facts={name: said[name] for name in NewSiteForm.PROFILE},
        columns=TEMPLATES[said["template"]][1],
        roles=roles,
        by=by,
        now=clock.now(),
        today=_today(),
    )
