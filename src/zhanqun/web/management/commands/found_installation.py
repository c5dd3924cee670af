from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Model

from zhanqun.content.sites.api import SiteProfile, normalise_domain
from zhanqun.core.units.api import Role, Unit, User
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError
from zhanqun.web.founding import Administrator, AlreadyFounded, found_installation

Check = Callable[[str], object]


def as_field(model: type[Model], name: str) -> Check:
    """What the column of the database takes."""
    return lambda said: model._meta.get_field(name).clean(said, None)  # type: ignore[union-attr]


def parse_administrator(said: str) -> Administrator:
    username, _colon, name = (part.strip() for part in said.replace("：", ":").partition(":"))
    if not username or not name:
        raise ValidationError(f"应写成“用户名:姓名”，如 zhangsan:张三；现为“{said}”。")
    as_field(User, "username")(username)
    as_field(User, "name")(name)
    return Administrator(username, name)


@dataclass(frozen=True)
class Question:
    """One option of the command; asked for where it was left out."""

    option: str
    label: str
    check: Check
    is_optional: bool = False


UNIT = {
    "name": Question("unit", "单位全称，如：示例市人民政府", as_field(Unit, "name")),
    "short_name": Question("unit-short", "单位简称，如：市政府", as_field(Unit, "short_name")),
    "document_code": Question(
        "document-code", "机关代字，如：示政发", as_field(Unit, "document_code"), is_optional=True
    ),
}
PORTAL = {
    "name": Question("site", "门户网站名称，如：示例市人民政府", as_field(SiteProfile, "name")),
    "short_name": Question(
        "site-short", "门户网站简称，如：示例市政府网", as_field(SiteProfile, "short_name")
    ),
    "domain": Question("domain", "门户网站域名，如：www.example.gov.cn", normalise_domain),
    "id_code": Question("id-code", "网站标识码，如：3200000001", as_field(SiteProfile, "id_code")),
}
ADMINISTRATORS = {
    Role.SYSTEM_ADMIN: Question("system", "系统管理员，用户名:姓名", parse_administrator),
    Role.SECURITY_ADMIN: Question("security", "安全管理员，用户名:姓名", parse_administrator),
    Role.AUDIT_ADMIN: Question("audit", "审计管理员，用户名:姓名", parse_administrator),
}
QUESTIONS = (*UNIT.values(), *PORTAL.values(), *ADMINISTRATORS.values())


class Command(BaseCommand):
    help = (
        "初始化安装：建立第一个单位、门户网站、通用三审方案和系统、安全、审计三名管理员，"
        "只能在空库里做一次。没有写明的逐项询问。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        for question in QUESTIONS:
            parser.add_argument(f"--{question.option}", help=question.label)
        parser.add_argument("--no-input", action="store_true", help="不询问，缺项即报错")

    def handle(self, *args: Any, **options: Any) -> None:
        if Unit.objects.exists():
            raise CommandError(str(AlreadyFounded()))
        answers = {q.option: self._answer(q, options) for q in QUESTIONS}
        administrators = {
            role: parse_administrator(answers[question.option])
            for role, question in ADMINISTRATORS.items()
        }
        try:
            passwords = found_installation(
                unit={name: answers[question.option] for name, question in UNIT.items()},
                portal={name: answers[question.option] for name, question in PORTAL.items()},
                administrators=administrators,
                now=clock.now(),
            )
        except (DomainError, ValidationError) as refusal:
            raise CommandError(f"什么都没有建立。{in_words(refusal)}") from refusal
        self._report(administrators, passwords)

    def _answer(self, question: Question, options: dict[str, Any]) -> str:
        """What the option says, else what is typed; a typed mistake is asked for again."""
        said = (options[question.option.replace("-", "_")] or "").strip()
        if said or question.is_optional:
            if said and (fault := fault_of(question, said)):
                raise CommandError(f"--{question.option}：{fault}")
            return said
        if options["no_input"]:
            raise CommandError(f"缺少 --{question.option}（{question.label}）。")
        while not said or (fault := fault_of(question, said)):
            if said:
                self.stdout.write(fault)
            said = self._ask(question.label)
        return said

    def _ask(self, label: str) -> str:
        self.stdout.write(f"{label}：", ending="")
        self.stdout.flush()
        try:
            return input().strip()
        except EOFError:
            raise CommandError("输入中断，什么都没有建立。") from None

    def _report(self, administrators: dict[Role, Administrator], passwords: dict[str, str]) -> None:
        self.stdout.write("已建立第一个单位、门户网站、通用三审方案和三名管理员：\n\n")
        for role, person in administrators.items():
            self.stdout.write(
                f"  {role.label}  {person.name}  用户名 {person.username}"
                f"  一次性密码 {passwords[person.username]}"
            )
        self.stdout.write("\n密码只显示这一次，请分别当面告知本人；首次登录后必须修改。")


def fault_of(question: Question, said: str) -> str:
    """What is wrong with an answer; empty where nothing is."""
    try:
        question.check(said)
    except (DomainError, ValidationError) as refusal:
        return in_words(refusal)
    return ""


def in_words(refusal: DomainError | ValidationError) -> str:
    return "".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)
