from zhanqun.delivery.staticsite.tests.conftest import public_root, run_jobs, site  # noqa: F401
