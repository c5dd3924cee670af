"""A kind of case as a room above would register it: the tests' own (示例办件)."""

from django.apps import AppConfig


class ExampleConfig(AppConfig):
    name = "zhanqun.core.casework.tests.example"
    label = "zq_example_cases"

    def ready(self) -> None:
        from zhanqun.core.casework.api import Kind, register_kind

        clocks = ("letter", "letter_complex", "petition", "disclosure")
        register_kind(Kind("example", "示例来信", clocks, facts=facts))


def facts(case, user):
    return [("来信类型", "建议")]
