from django.apps import AppConfig


class BakeryBenchConfig(AppConfig):
    name = "_bakery"
    label = "bench_bakery"
    default_auto_field = "django.db.models.BigAutoField"
