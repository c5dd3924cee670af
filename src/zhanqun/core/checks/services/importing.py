"""Importing a file into a list (导入词表)."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from zhanqun.core.checks import policies
from zhanqun.core.checks.models import ListVersion
from zhanqun.core.checks.planning import plan_import
from zhanqun.core.checks.sheets import SheetRow
from zhanqun.core.checks.versions import lock_list, make_version
from zhanqun.core.units.api import User


@transaction.atomic
def import_words(
    *, list_uid: UUID, rows: Iterable[SheetRow], name: str, by: User | None, now: datetime
) -> ListVersion | None:
    """Take the rows of a file that the dry run calls new or changed, as one version.

    None where nothing would change. Raises NotAllowed.
    """
    word_list = lock_list(list_uid)
    policies.check_may_keep(by)
    changes = plan_import(word_list, rows).changes()
    if not changes:
        return None
    note = _("导入《{name}》").format(name=name)
    return make_version(word_list, changes, note=note, by=by, now=now)
