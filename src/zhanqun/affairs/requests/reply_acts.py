"""What may be done with a reply (答复的办理动作): one table of forms, services and what is said."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.requests import reply_forms
from zhanqun.affairs.requests.services import delivering, giving, recalling, replying


def _remark(act: Callable[..., Any]) -> Callable[[Any, dict[str, Any]], Any]:
    return lambda form, who: act(remark=form.cleaned_data["remark"], **who)


def _issue_and_send(form: Any, who: dict[str, Any]) -> None:
    replying.issue_and_send(remark=form.cleaned_data["remark"], **who)


def _seal(form: Any, who: dict[str, Any]) -> None:
    file = form.cleaned_data["file"]
    replying.seal_reply(name=file.name, content=file.read(), **who)


def _add(form: Any, who: dict[str, Any]) -> None:
    facts = form.cleaned_data
    file = facts["file"]
    giving.add_file(
        name=file.name, content=file, words=facts["words"], cleans=facts["cleans"], **who
    )


def _remove(form: Any, who: dict[str, Any]) -> None:
    giving.remove_file(file=form.cleaned_data["file"], **who)


# Name of an act -> its form, what does it, what is said when it is done.
ACTS: dict[str, tuple[Any, Callable[[Any, dict[str, Any]], Any], Any]] = {
    "return": (
        reply_forms.RemarkForm,
        _remark(replying.return_reply),
        _("已退回修改。"),
    ),
    "issue": (
        reply_forms.RemarkForm,
        _remark(replying.issue_reply),
        _("已签发，编了文号。请打印盖章后送出。"),
    ),
    "issue_send": (
        reply_forms.RemarkForm,
        _issue_and_send,
        _("已签发并送出，申请人在回执上可以看到。"),
    ),
    "take_back": (
        reply_forms.RemarkForm,
        _remark(recalling.take_back_reply),
        _("已撤回签发，可以修改后重新送签发。"),
    ),
    "seal": (reply_forms.SealedForm, _seal, _("已附上盖章件，送出时代替PDF。")),
    "send": (
        Form,
        lambda _none, who: replying.send_reply(**who),
        _("已送出，申请人在回执上可以看到。"),
    ),
    "add": (reply_forms.FileForm, _add, _("已附上，没有读出应当遮盖的内容。")),
    "remove": (reply_forms.GivenForm, _remove, _("已去掉。")),
    "deliver": (
        reply_forms.DeliverForm,
        lambda form, who: delivering.deliver(sending=form.sending, **who),
        _("已登记送出。"),
    ),
    "delivered": (
        reply_forms.DeliveredForm,
        lambda form, who: delivering.delivered(**form.cleaned_data, **who),
        _("已登记送达。"),
    ),
    "failed": (
        reply_forms.FailedForm,
        lambda form, who: delivering.not_delivered(**form.cleaned_data, **who),
        _("已登记，请改用其他方式送达。"),
    ),
}
