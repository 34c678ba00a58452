// SPDX-License-Identifier: Apache-2.0
// The table. A row stands here only if its URLs hold the target in the open: gateways whose links carry just
// a key (Mimecast, EmailProtection.link) lead nowhere without asking them, which would be an open.
#include "url/gateways.h"

#include "base/ascii.h"
#include "text/idna.h"

namespace redshank::url {

namespace {

using enum TargetIn;

constexpr Gateway gateways[] = {
    // Security products of receivers.
    {"safelinks.protection.outlook.com", "", parameter, "url", "safelinks", true},
    {"safelinks.protection.office365.us", "", parameter, "url", "safelinks", true},
    {"statics.teams.cdn.office.net", "/evergreen-assets/safelinks", parameter, "url", "safelinks", true},
    {"urldefense.proofpoint.com", "/v1/", parameter, "u", "proofpoint-v1", true},
    {"urldefense.proofpoint.com", "/v2/", proofpoint_v2, "u", "proofpoint-v2", true},
    {"urldefense.proofpoint.com", "/v3/", proofpoint_v3, "", "proofpoint-v3", true},
    {"urldefense.com", "/v3/", proofpoint_v3, "", "proofpoint-v3", true},
    {"urldefense.us", "/v3/", proofpoint_v3, "", "proofpoint-v3", true},
    {"linkprotect.cudasvc.com", "/url", parameter, "a", "barracuda", true},
    {"secure-web.cisco.com", "", anywhere, "", "cisco-secure-web", true},
    {"clicktime.symantec.com", "", parameter, "u", "symantec-clicktime", true},
    {"trendmicro.com", "/wis/clicktime/", parameter, "url", "trendmicro-clicktime", true},
    {"protection.sophos.com", "", parameter, "u", "sophos", true},
    {"protect.fireeye.com", "", parameter, "u", "fireeye", true},
    {"protect2.fireeye.com", "", parameter, "u", "fireeye", true},
    {"url.avanan.click", "", underscores, "", "avanan", true},
    {"protect.checkpoint.com", "", underscores, "", "checkpoint", true},
    {"urlsand.esvalabs.com", "", parameter, "u", "libraesva", true},
    {"link.edgepilot.com", "", parameter, "u", "edgepilot", true},
    {"", "/fmlurlsvc/", parameter, "url", "fortimail", true},  // on the customer's own host
    // Redirectors that anyone can use.
    {"google.*", "/url", anywhere, "", "google-redirect", false},
    {"googleadservices.com", "/pagead/aclk", parameter, "adurl", "google-ads", false},
    {"doubleclick.net", "", anywhere, "", "doubleclick", false},
    {"youtube.com", "/redirect", parameter, "q", "youtube-redirect", false},
    {"facebook.com", "/l.php", parameter, "u", "facebook-redirect", false},
    {"l.instagram.com", "", parameter, "u", "instagram-redirect", false},
    {"linkedin.com", "/redir/", parameter, "url", "linkedin-redirect", false},
    {"linkedin.com", "/safety/go", parameter, "url", "linkedin-redirect", false},
    {"bing.com", "/ck/a", parameter, "u", "bing-redirect", false},
    {"duckduckgo.com", "/l/", parameter, "uddg", "duckduckgo-redirect", false},
    {"r.search.yahoo.com", "", anywhere, "", "yahoo-redirect", false},
    {"slack-redir.net", "/link", parameter, "url", "slack-redirect", false},
    {"vk.com", "/away.php", parameter, "to", "vk-redirect", false},
    {"t.umblr.com", "/redirect", parameter, "z", "tumblr-redirect", false},
    {"steamcommunity.com", "/linkfilter/", anywhere, "", "steam-redirect", false},
    {"awstrack.me", "", anywhere, "", "amazon-ses", false},
};

bool host_fits(std::string_view host, std::string_view wanted) {
    if (wanted.empty()) return true;
    if (!wanted.ends_with(".*")) return is_or_is_under(host, wanted);
    const std::string_view stem = wanted.substr(0, wanted.size() - 1);
    return host.find(stem) != std::string_view::npos && text::registrable_domain(host).starts_with(stem);
}

}  // namespace

const Gateway* find_gateway(std::string_view host, std::string_view path) {
    for (const Gateway& gateway : gateways) {
        if (path.starts_with(gateway.path) && host_fits(host, gateway.host)) return &gateway;
    }
    return nullptr;
}

}  // namespace redshank::url
