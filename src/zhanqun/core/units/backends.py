"""Django asks here: rights come from appointments, not from groups or flags."""

from typing import Any

from django.contrib.auth.backends import ModelBackend

from zhanqun.core.units.guard import rights_of

DESK = "wagtailadmin.access_admin"


class AppointmentBackend(ModelBackend):
    """Whoever holds an appointment today may enter the desk; nothing else is granted.

    Wagtail's own model, page and collection permissions stay empty, so its own views refuse;
    ours ask the guard (见 decisions/0002).
    """

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return {DESK} if obj is None and rights_of(user_obj).scopes else set()

    def get_user_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return self.get_all_permissions(user_obj, obj)

    def get_group_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return set()

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        return perm in self.get_all_permissions(user_obj, obj)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        return app_label == "wagtailadmin" and bool(self.get_all_permissions(user_obj))
