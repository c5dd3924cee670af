from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "zhanqun.content.pages"
    label = "zq_pages"
    verbose_name = _("前台页面")

    def ready(self) -> None:
        from zhanqun.content.library import api as library
        from zhanqun.content.pages.api import preview
        from zhanqun.content.pages.arranging.starting import arrange_home
        from zhanqun.content.pages.builders.blocks import table
        from zhanqun.content.pages.kinds import (
            alerts,
            feeds,
            fixed,
            machines,
            reading,
            shells,
            sitemaps,
            texts,
            trees,
        )
        from zhanqun.content.sites import api as sites
        from zhanqun.foundation.targets import target_kinds

        table.register()
        sites.site_built.register("pages", arrange_home)
        library.previewers.register("pages", preview)
        # First what every page shows at once: a warning waits for no text.
        target_kinds.register("fixed", fixed.Fixed())
        target_kinds.register("alert", alerts.AlertPages())
        target_kinds.register("alerts", alerts.AlertList())
        target_kinds.register("cap", alerts.CapMessage())
        target_kinds.register("cap_feed", alerts.CapFeed())
        target_kinds.register("article", texts.ArticleText())
        target_kinds.register("list", trees.NumberedList())
        target_kinds.register("column", trees.ColumnLanding())
        target_kinds.register("home", trees.Home())
        target_kinds.register("feed", feeds.Feed())
        target_kinds.register("site_feed", feeds.SiteFeed())
        target_kinds.register("sitemap", sitemaps.Sitemap())
        target_kinds.register("map", trees.SiteMap())
        target_kinds.register("elder", reading.ElderHome())
        target_kinds.register("accessibility", reading.Accessibility())
        target_kinds.register("message", machines.Message())
        target_kinds.register("robots", machines.Robots())
        target_kinds.register("form_shell", shells.FormShell())
