"""Which kinds of block there are (版块种类表); filled in at start-up."""

from zhanqun.content.pages.arranging import parameters as its
from zhanqun.content.pages.arranging.kinds import BlockKind, block_kinds
from zhanqun.content.pages.builders.blocks import fixed, news, public

KINDS = {
    "headline": BlockKind(its.HeadlineBlock(), "headline", news.headline, tone="lead"),
    "picture": BlockKind(its.PictureNewsBlock(), "picture_block", news.picture),
    "tabs": BlockKind(its.TabsBlock(), "tabs_block", news.tabs),
    "list": BlockKind(its.ListBlock(), "list_block", news.plain_list),
    "policy": BlockKind(its.PolicyBlock(), "policy_block", public.policy),
    "disclosure": BlockKind(its.DisclosureBlock(), "entries_block", public.disclosure),
    "leaders": BlockKind(its.LeadersBlock(), "box_block", public.titles),
    "organs": BlockKind(its.OrgansBlock(), "box_block", public.titles),
    "services": BlockKind(its.ServicesBlock(), "services_block", public.services, tone="band"),
    "participation": BlockKind(
        its.ParticipationBlock(), "participation_block", public.participation
    ),
    "topics": BlockKind(its.TopicsBlock(), "topics_block", public.topics),
    "lookups": BlockKind(its.LookupsBlock(), "lookups_block", fixed.lookups),
    "gathered": BlockKind(its.GatheredBlock(), "list_block", news.gathered),
    "text": BlockKind(its.PlainTextBlock(), "text_block", fixed.text),
    "facts": BlockKind(its.FactsTableBlock(), "facts_block", fixed.facts),
    "about": BlockKind(its.AboutBlock(), "facts_block", fixed.about, tone="band"),
    "banner": BlockKind(its.BannerBlock(), "banner_block", fixed.banner),
    "alerts": BlockKind(its.AlertsBlock(), "list_block", news.alerts),
    "subsites": BlockKind(its.SubsitesBlock(), "subsites_block", news.subsites),
    "links": BlockKind(its.LinkGroupsStructBlock(), "drawers_block", fixed.link_groups),
}


def register() -> None:
    for name, kind in KINDS.items():
        block_kinds.register(name, kind)
