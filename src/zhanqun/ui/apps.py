"""The design system of the public pages (前台设计系统)."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "zhanqun.ui"
    label = "zq_ui"
    verbose_name = "前台样式"
