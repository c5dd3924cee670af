"""Roles and what keeps them apart (角色)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person is appointed to be. Source for 信息员、联络员: 国办发〔2014〕57号（十三）."""

    INFORMATION_OFFICER = "information_officer", _("信息员")
    LIAISON = "liaison", _("联络员")
    REVIEWER = "reviewer", _("审核人")
    SIGNER = "signer", _("签发人")
    SECRECY_REVIEWER = "secrecy_reviewer", _("保密审查员")
    EDITOR = "editor", _("编辑")
    CHIEF_EDITOR = "chief_editor", _("主编")
    SITE_MANAGER = "site_manager", _("站点管理员")
    CASE_HANDLER = "case_handler", _("承办人员")
    CASE_HEAD = "case_head", _("承办负责人")
    CASE_OFFICE = "case_office", _("办件统筹")
    SUPERVISOR = "supervisor", _("监察员")
    SYSTEM_ADMIN = "system_admin", _("系统管理员")
    SECURITY_ADMIN = "security_admin", _("安全管理员")
    AUDIT_ADMIN = "audit_admin", _("审计管理员")


# 三员分立: no person holds two of these at one time. Source: GB/T 22239-2019, 8.1.5.
SEPARATED = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)

# Who writes, who edits for readers, who decides on a column.
WRITERS = (Role.INFORMATION_OFFICER, Role.LIAISON, Role.EDITOR, Role.CHIEF_EDITOR)
COLUMN_EDITORS = (Role.EDITOR, Role.CHIEF_EDITOR, Role.SITE_MANAGER)


class ScopeKind(models.TextChoices):
    """Where a role holds; it covers what lies below (units, columns) as well."""

    UNIT = "unit", _("单位")
    SITE = "site", _("站点")
    COLUMN = "column", _("栏目")
