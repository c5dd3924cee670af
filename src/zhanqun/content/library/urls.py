"""Addresses of the library at the desk, below desk/articles/."""

from django.urls import path

from zhanqun.content.library.views import (
    autosaves,
    editing,
    files,
    histories,
    importing,
    lists,
    placements,
    translations,
    tray,
)

app_name = "library"
urlpatterns = [
    path("", lists.articles, name="articles"),
    path("new/", editing.new, name="new"),
    path("new/autosave/", autosaves.of_new, name="autosave_new"),
    path("import/", importing.choose, name="import"),
    path("import/<uuid:uid>/", importing.batch, name="import_batch"),
    path("tray/", tray.in_tray, name="in_tray"),
    path("tray/<uuid:uid>/", tray.offer, name="offer"),
    path("columns/", tray.columns, name="columns"),
    path("columns/<uuid:uid>/", tray.column, name="column"),
    path("placements/<uuid:uid>/recall/", placements.recall, name="recall"),
    path("<uuid:uid>/", editing.edit, name="edit"),
    path("<uuid:uid>/autosave/", autosaves.of_article, name="autosave"),
    path("<uuid:uid>/files/", files.upload, name="upload"),
    path("<uuid:uid>/paste/", files.paste, name="paste"),
    path("<uuid:uid>/place/", placements.add, name="place"),
    path("<uuid:uid>/discard/", placements.discard, name="discard"),
    path("<uuid:uid>/translation/", translations.translation, name="translation"),
    path("<uuid:uid>/history/", histories.history, name="history"),
    path("<uuid:uid>/compare/", histories.compare, name="compare"),
    path("<uuid:uid>/preview/", histories.preview, name="preview"),
    path("<uuid:uid>/preview/<int:column_id>/", histories.preview_page, name="preview_page"),
]
