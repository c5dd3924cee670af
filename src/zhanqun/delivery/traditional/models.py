from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhanqun.foundation import ids

# The rare characters of names lie in the extensions.
HAN = "\u3400-\u9fff\U00020000-\U000323af"
han_only = RegexValidator(rf"\A[{HAN}·]+\Z", _("只能是汉字。"))


class TermKind(models.TextChoices):
    SURNAME = "surname", _("姓氏")
    NAME = "name", _("人名")
    PLACE = "place", _("地名")
    WORDING = "wording", _("用词")


class Term(models.Model):
    """How a word is written in traditional characters, whatever the converter thinks (繁体用字).

    A surname holds where a name stands beside an office or a title; any other kind wherever its
    characters stand.
    """

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    kind = models.CharField(_("类别"), max_length=8, choices=TermKind)
    plain = models.CharField(_("简体"), max_length=20, unique=True, validators=[han_only])
    traditional = models.CharField(_("繁体"), max_length=20, validators=[han_only])
    note = models.CharField(_("说明"), max_length=100, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("繁体用字")
        ordering = ["kind", "plain"]

    def __str__(self) -> str:
        return f"{self.plain} → {self.traditional}"
