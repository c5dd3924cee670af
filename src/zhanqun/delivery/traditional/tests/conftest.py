from zhanqun.delivery.search.tests.public.conftest import kept_index, public_sites  # noqa: F401
from zhanqun.delivery.staticsite.tests.conftest import public_root, run_jobs, site  # noqa: F401
