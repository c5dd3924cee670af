"""Addresses of the search at the desk, below desk/search/."""

from django.urls import path

from zhanqun.delivery.search.desk import asked, bets, state, synonyms

app_name = "search"
urlpatterns = [
    path("", asked.zero_results, name="zero_results"),
    path("hot/", asked.hot_words, name="hot_words"),
    path("hot/<uuid:uid>/remove/", asked.remove_hot_word, name="hot_word_remove"),
    path("bets/", bets.table, name="bets"),
    path("bets/new/", bets.new, name="bet_new"),
    path("bets/<uuid:uid>/", bets.one, name="bet"),
    path("synonyms/", synonyms.table, name="synonyms"),
    path("synonyms/new/", synonyms.new, name="synonym_new"),
    path("synonyms/import/", synonyms.import_sheet, name="synonyms_import"),
    path("synonyms/export/", synonyms.export, name="synonyms_export"),
    path("synonyms/<uuid:uid>/", synonyms.one, name="synonym"),
    path("index/", state.state, name="state"),
]
