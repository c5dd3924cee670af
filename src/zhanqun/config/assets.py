"""Hashed names for static files, including the modules that scripts import."""

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage


class HashedStaticFiles(ManifestStaticFilesStorage):
    """Every file once under a name that tells its content.

    Third-party packages refer to source maps and pictures that they do not ship; such a
    reference stays as it is instead of stopping the installation.
    """

    support_js_module_import_aggregation = True
    manifest_strict = True
