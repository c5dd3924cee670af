"""Who applies, and how they want to have it (申请人类别、获取方式)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ApplicantKind(models.TextChoices):
    """Columns of the annual report's third table. Source: 国办公开办函〔2021〕30号."""

    NATURAL_PERSON = "natural_person", _("自然人")
    BUSINESS = "org_business", _("商业企业")
    RESEARCH = "org_research", _("科研机构")
    PUBLIC_GOOD = "org_public_good", _("社会公益组织")
    LEGAL = "org_legal", _("法律服务机构")
    OTHER = "org_other", _("其他")


class Form(models.TextChoices):
    """How the information is wanted (获取方式). Source: 《政府信息公开条例》第二十九条."""

    PAPER = "paper", _("纸质")
    ELECTRONIC = "electronic", _("电子数据")
    INSPECTION = "inspection", _("查阅、抄录")


class Delivery(models.TextChoices):
    """By which way it reaches the applicant (获取途径)."""

    ONLINE = "online", _("网上查看、下载")
    EMAIL = "email", _("电子邮件")
    POST = "post", _("邮寄")
    FAX = "fax", _("传真")
    IN_PERSON = "in_person", _("当面领取")
