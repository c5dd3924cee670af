from datetime import date

from django.contrib.auth import hashers
from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import (
    BigIntegerRangeField,
    DateRangeField,
    RangeBoundary,
    RangeOperators,
)
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node

from zhanqun.core.units.hashers import ONE_TIME
from zhanqun.core.units.roles import SEPARATED, Role, ScopeKind
from zhanqun.core.units.rules import check_credit_code
from zhanqun.foundation import ids


class UnitKind(models.TextChoices):
    GOVERNMENT = "government", _("政府")
    DEPARTMENT = "department", _("部门")
    TOWNSHIP = "township", _("乡镇街道")
    INSTITUTION = "institution", _("事业单位")


class Unit(MP_Node):
    """One unit in the tree of government (单位)."""

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    kind = models.CharField(_("类别"), max_length=16, choices=UnitKind)
    name = models.CharField(_("全称"), max_length=120)
    short_name = models.CharField(_("简称"), max_length=60)
    credit_code = models.CharField(
        _("统一社会信用代码"), max_length=18, null=True, blank=True, validators=[check_credit_code]
    )
    document_code = models.CharField(_("机关代字"), max_length=20, blank=True)
    division_code = models.CharField(_("行政区划代码"), max_length=12, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("承接单位")
    )
    closed_on = models.DateField(_("撤并日期"), null=True, blank=True)

    node_order_by = None

    class Meta:
        verbose_name = _("单位")
        constraints = [
            models.UniqueConstraint(
                fields=["credit_code"], name="unit_credit_code_once", nulls_distinct=True
            ),
            models.CheckConstraint(
                condition=Q(successor=None) | Q(closed_on__isnull=False),
                name="unit_successor_only_when_closed",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name


class User(AbstractUser):
    """A person with an account (用户). Rights come from appointments alone."""

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    name = models.CharField(_("姓名"), max_length=120)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    unit_id: int | None
    password_set_at = models.DateTimeField(_("密码设定时间"), null=True, editable=False)

    class Meta:
        verbose_name = _("用户")
        constraints = [
            models.CheckConstraint(condition=Q(is_superuser=False), name="user_no_superuser")
        ]

    def __str__(self) -> str:
        return self.name or self.username

    @property
    def has_one_time_password(self) -> bool:
        """Whether it must be changed before anything else (一次性密码)."""
        return self.password.startswith(f"{ONE_TIME}$")

    def check_password(self, raw_password: str | None) -> bool:
        if self.has_one_time_password:
            # Django would store it anew after a login, in its usual way, and lose the mark.
            return hashers.check_password(raw_password, self.password)
        return super().check_password(raw_password)

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)


class OldPassword(models.Model):
    """A password that this person had, as it was stored (历史密码): not to be used again."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    password = models.CharField(max_length=128)
    set_aside_at = models.DateTimeField(_("停用时间"))

    class Meta:
        verbose_name = _("历史密码")
        indexes = [models.Index(fields=["user", "-id"], name="old_password_user")]


class _TermRange(Func):
    function = "daterange"
    output_field = DateRangeField()


class _OneId(Func):
    function = "int8range"
    output_field = BigIntegerRangeField()


class _Holders(Func):
    """Officer and deputy as a multirange of ids, which an exclusion constraint can compare."""

    function = "int8multirange"
    output_field = BigIntegerRangeField()


_WHOLE = RangeBoundary(True, True)


class Appointment(models.Model):
    """A role in a scope for a term (任职). The deputy acts with the same rights (AB角)."""

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="appointments")
    role = models.CharField(_("角色"), max_length=24, choices=Role)
    scope_kind = models.CharField(_("范围"), max_length=8, choices=ScopeKind)
    scope_id = models.BigIntegerField(_("范围编号"))
    valid_from = models.DateField(_("任期起"))
    valid_until = models.DateField(_("任期止"), null=True, blank=True)
    deputy = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="deputed_appointments"
    )
    user_id: int
    deputy_id: int | None

    class Meta:
        verbose_name = _("任职")
        indexes = [
            models.Index(fields=["user", "role"], name="appointment_user"),
            models.Index(fields=["deputy", "role"], name="appointment_deputy"),
            models.Index(fields=["scope_kind", "scope_id", "role"], name="appointment_scope"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="appointment_term_forward",
            ),
            models.CheckConstraint(
                condition=Q(deputy=None) | ~Q(deputy=F("user")), name="appointment_deputy_other"
            ),
            ExclusionConstraint(
                name="appointment_three_admins_apart",
                expressions=[
                    (
                        _Holders(
                            _OneId("user", "user", _WHOLE),
                            _OneId(Coalesce("deputy", "user"), Coalesce("deputy", "user"), _WHOLE),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                    ("role", RangeOperators.NOT_EQUAL),
                    (_TermRange("valid_from", "valid_until", _WHOLE), RangeOperators.OVERLAPS),
                ],
                condition=Q(role__in=[str(role) for role in SEPARATED]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()}"

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


class Absence(models.Model):
    """A person is away from a day to a day, both included (请假、外出).

    The deputies of the person's posts stand in. One that ended early or was called off has an
    `ended_at` and counts no more.
    """

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    person = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("人员"))
    starts_on = models.DateField(_("起"))
    ends_on = models.DateField(_("止"))
    note = models.CharField(_("说明"), max_length=100, blank=True)
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    ended_at = models.DateTimeField(_("销假时间"), null=True)
    person_id: int

    class Meta:
        verbose_name = _("请假外出")
        indexes = [models.Index(fields=["person", "-id"], name="absence_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="absence_term_forward"
            ),
            ExclusionConstraint(
                name="absence_one_at_a_time",
                expressions=[
                    (_OneId("person", "person", _WHOLE), RangeOperators.OVERLAPS),
                    (_TermRange("starts_on", "ends_on", _WHOLE), RangeOperators.OVERLAPS),
                ],
                condition=Q(ended_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.starts_on:%Y-%m-%d}—{self.ends_on:%Y-%m-%d}"
