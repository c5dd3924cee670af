"""What the installation sets for itself (有效期和解读规则)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from zhanqun.affairs.policylibrary import policies, queries, services
from zhanqun.affairs.policylibrary.forms import RulesForm
from zhanqun.foundation import clock
from zhanqun.ui.desk import desk_view
from zhanqun.ui.desk.attempts import attempt
from zhanqun.ui.people import person_of


@desk_view("GET", "POST")
def rules(request: HttpRequest) -> HttpResponse:
    policies.check_may_set_rules(request.user)
    row = queries.rules_in_force()
    form = RulesForm(request.POST or None, instance=row)
    done, errors, status = attempt(
        form,
        lambda: services.set_rules(
            content=form.cleaned_data, by=person_of(request), now=clock.now()
        ),
    )
    if done:
        messages.success(request, _("已保存，各文件的有效期随后按新规则重新计算。"))
        return redirect("policylibrary:rules")
    context = {
        "title": _("有效期和解读规则"),
        "form": form,
        "errors": errors,
        "crumbs": [{"url": reverse("policylibrary:documents"), "label": _("政策文件")}],
    }
    return render(request, "policylibrary/rules.html", context, status=status)
