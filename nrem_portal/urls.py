"""The table of contents: every address of the portal, in the order of the site."""

from allauth.account.views import logout
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps.views import index, sitemap
from django.urls import URLPattern, URLResolver, include, path, register_converter
from django.views.generic import RedirectView

from desk.views import public as desk
from desk.views import public_history
from directory import views as directory
from documents import views as documents
from documents.converters import DocumentKey, Outlet, Suffix
from nrem_portal import health
from nrem_portal.account.views import door
from nrem_portal.alerts import views as alerts
from nrem_portal.lists import LISTS
from nrem_portal.outlets import latest, llms
from nrem_portal.outlets import lists as outlets
from nrem_portal.outlets import records as taken
from nrem_portal.pages import (
    about,
    consultations,
    country,
    data,
    document_list,
    formats,
    home,
    lacks,
    mechanism,
    method,
    organisation,
    permanent,
    reading,
)
from nrem_portal.search import views as search
from nrem_portal.sitemaps import SITEMAPS
from recommendations import views as recommendations

register_converter(DocumentKey, "key")
register_converter(Suffix, "suffix")
register_converter(Outlet, "outlet")

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("favicon.ico", health.favicon, name="favicon"),
    path("robots.txt", health.robots, name="robots"),
    path(".well-known/security.txt", health.security_txt, name="security-txt"),
    path("llms.txt", llms.llms_txt, name="llms"),
    path("r/<slug:origin>/<slug:slug>", permanent.recommendation, name="permanent-recommendation"),
    path("p/<key:key>/<slug:anchor>", permanent.paragraph, name="permanent-paragraph"),
    path("p/<key:key>/<slug:anchor>/", permanent.paragraph),  # as some programs end every address
    path("symbol/<path:symbol>", permanent.symbol, name="symbol"),
    path("alerts/<str:token>/leave", alerts.leave, name="alert-leave"),
    path("sitemap.xml", index, {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap-part"}, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap-part"),
    path("api/", include("nrem_portal.api.urls")),
]

urlpatterns += i18n_patterns(
    path("", include("nrem_portal.api.files")),  # lists and records as JSON
    path("", home.home, name="home"),
    path("mechanisms/", directory.mechanisms, name="mechanisms"),
    path("mechanisms/<slug:slug>/", mechanism.mechanism, name="mechanism"),
    path("countries/", directory.countries, name="countries"),
    path("countries/<slug:slug>/", country.country, name="country"),
    path("countries/<slug:slug>/indicators/", country.indicators, name="indicators"),
    path("regional/", directory.organisations, name="organisations"),
    path("regional/<slug:slug>/", organisation.organisation, name="organisation"),
    path("practices/", directory.practices, name="practices"),
    path("practices/<slug:slug>/", directory.practice, name="practice"),
    path("cooperation/", directory.cooperation, name="cooperation"),
    path("cooperation/<slug:slug>/", directory.agreement, name="agreement"),
    path("consultations/", consultations.consultations, name="consultations"),
    path("consultations/<slug:slug>/", consultations.consultation, name="consultation"),
    path("recommendations/", recommendations.recommendations, name="recommendations"),
    path("recommendations/numbers/", recommendations.numbers, name="numbers"),
    path("recommendations/numbers.csv", recommendations.numbers_file, name="numbers-file"),
    path("recommendations/<slug:origin>/", recommendations.recommendations_of, name="recommendations-of"),
    path("recommendations/<slug:origin>/<slug:slug>/", recommendations.recommendation, name="recommendation"),
    path("follow-up/", recommendations.follow_up, name="follow-up"),
    path("follow-up/send/", desk.send, name="send-information"),
    path("themes/", recommendations.themes, name="themes"),
    path("themes/<slug:slug>.csv", recommendations.theme_file, name="theme-file"),
    path("themes/<slug:slug>/", recommendations.theme, name="theme"),
    path("documents/", document_list.documents, name="documents"),
    path("documents/<key:key>.<suffix:suffix>", formats.document, name="document-format"),
    path("documents/<key:key>/p/<slug:anchor>.<suffix:suffix>", formats.paragraph, name="paragraph-format"),
    path("documents/<key:key>/", reading.document, name="document"),
    path("documents/<key:key>/marked/", reading.marked, name="marked"),
    path("documents/<key:key>/s/<slug:section>/", reading.section, name="document-section"),
    path("documents/<key:key>/p/<slug:anchor>/", reading.paragraph, name="paragraph"),
    path("tools/", documents.tools, name="tools"),
    path("tools/<slug:slug>/", documents.tool, name="tool"),
    path("search/", search.search, name="search"),
    path("alerts/new/", alerts.new, name="alert-new"),
    path("alerts/asked/", alerts.asked, name="alert-asked"),
    path("alerts/<str:token>/", alerts.alert, name="alert"),
    path("alerts/<str:token>/confirm/", alerts.confirm, name="alert-confirm"),
    path("latest/", latest.latest, name="latest"),
    path("latest.atom", latest.latest_feed, name="latest-feed"),
    path("about/", about.about, name="about"),
    path("about/sources/", method.sources, name="sources"),
    path("about/sources-differ/", about.sources_differ, name="sources-differ"),
    path("about/gaps/", lacks.gaps, name="gaps"),
    path("about/data/", data.data, name="data"),
    path("about/accessibility/", about.accessibility, name="accessibility"),
    path("about/privacy/", about.privacy, name="privacy"),
    path("about/terms/", about.terms, name="terms"),
    path("about/contact/", about.contact, name="contact"),
    path("history/<slug:kind>/<uuid:uid>/", public_history.history, name="record-history"),
    path(
        "history/<slug:kind>/<uuid:uid>/<int:first>..<int:second>/",
        public_history.difference,
        name="record-difference",
    ),
    path("desk/", include("desk.urls")),
    path("account/", include("nrem_portal.account.urls")),
    path("admin/login/", door),
    path("admin/logout/", logout),
    path("admin/password_change/", RedirectView.as_view(pattern_name="account_change_password")),
    path("admin/", admin.site.urls),
)

# A format takes the place of the last slash; JSON has its own addresses beside the API.
urlpatterns += i18n_patterns(
    *(path(f"{name}.<outlet:suffix>", outlets.of_list, {"name": name}, name=f"{name}-format") for name in LISTS),
    path("mechanisms/<slug:slug>.<outlet:suffix>", taken.mechanism, name="mechanism-format"),
    path("practices/<slug:slug>.<outlet:suffix>", taken.practice, name="practice-format"),
    path("cooperation/<slug:slug>.<outlet:suffix>", taken.agreement, name="agreement-format"),
    path("consultations/<slug:slug>.<outlet:suffix>", taken.consultation, name="consultation-format"),
    path(
        "recommendations/<slug:origin>/<slug:slug>.<outlet:suffix>", taken.recommendation, name="recommendation-format"
    ),
    path("tools/<slug:slug>.<outlet:suffix>", taken.tool, name="tool-format"),
)

handler400 = "nrem_portal.errors.bad_request"
handler403 = "nrem_portal.errors.forbidden"
handler404 = "nrem_portal.errors.not_found"
handler429 = "nrem_portal.errors.too_many"  # asked for by allauth
handler500 = "nrem_portal.errors.server_error"
