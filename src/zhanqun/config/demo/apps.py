from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "zhanqun.config.demo"
    label = "zq_demo"
    verbose_name = "演示城市"
