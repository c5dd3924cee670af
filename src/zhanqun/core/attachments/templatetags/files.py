"""Tags of forms that take files."""

from django import template

from zhanqun.core.attachments.kinds import limits_told

register = template.Library()


@register.simple_tag
def file_limits() -> str:
    """How large files may be, by their sort: 图片20 MB、文档50 MB …"""
    return limits_told()
