// SPDX-License-Identifier: Apache-2.0
#include "campaign/columns.h"

#include <algorithm>

#include "base/ascii.h"
#include "text/idna.h"
#include "url/url.h"

namespace redshank::campaign {

namespace {

// A newsletter of 300 links is common; what lies behind the 400th adds nothing to a comparison of copies.
constexpr size_t max_urls_kept = 400;
constexpr size_t max_recipients_kept = 50;
constexpr size_t max_findings_kept = 24;

uint32_t site_of(Strings& strings, std::string_view address_or_host) {
    const size_t at = address_or_host.rfind('@');
    const std::string_view host =
        at == std::string_view::npos ? address_or_host : address_or_host.substr(at + 1);
    return strings.add(host.empty() ? host : text::registrable_domain(host));
}

// The host of "mailto:x@host?…" or "https://host/…", as List-Unsubscribe has them.
std::string_view uri_host(std::string_view uri) {
    if (istarts_with(uri, "mailto:")) {
        const size_t at = uri.find('@');
        if (at == std::string_view::npos) return {};
        uri.remove_prefix(at + 1);
    } else {
        const size_t slashes = uri.find("://");
        if (slashes == std::string_view::npos) return {};
        uri.remove_prefix(slashes + 3);
    }
    return uri.substr(0, uri.find_first_of("/?#:>"));
}

template <size_t N>
void add_site(std::array<uint32_t, N>& sites, uint32_t site) {
    for (uint32_t& kept : sites) {
        if (kept == site) return;
        if (kept == 0) {
            kept = site;
            return;
        }
    }
}

uint32_t auth_flags(const facts::Message& message, std::string_view from_site) {
    bool pass = false, dkim_pass = false, dmarc_fail = false, spf_fail = false;
    for (const facts::AuthResult& result : message.auth) {
        if (!result.trusted) continue;
        const bool passes = result.result == "pass";
        const bool aligned = !from_site.empty() && text::registrable_domain(result.domain) == from_site;
        if (passes && (result.method == "dmarc" || aligned)) pass = true;
        if (passes && result.method == "dkim") dkim_pass = true;
        if (result.method == "dmarc" && result.result == "fail") dmarc_fail = true;
        if (result.method == "spf" && result.result == "fail") spf_fail = true;
    }
    if (dmarc_fail || (spf_fail && !dkim_pass && !pass)) return row_flag::auth_fail;
    return pass ? row_flag::auth_pass : 0;
}

uint32_t message_flags(const facts::Message& message) {
    uint32_t flags = 0;
    const auto set = [&](bool on, uint32_t flag) { flags |= on ? flag : 0; };
    set(!message.list_id.empty() || iequals(message.precedence, "list"), row_flag::mailing_list);
    set(!message.auto_submitted.empty() && !iequals(message.auto_submitted, "no"), row_flag::automatic);
    set(message.is_delivery_report, row_flag::delivery_report);
    set(!message.inner_of.empty(), row_flag::inner);
    for (const facts::Part& part : message.parts) {
        set(part.has_password_field, row_flag::password_form);
        set(part.disposition == "attachment" && !part.filename.empty(), row_flag::attachment);
    }
    return flags;
}

uint32_t standing_flags(const Archive::Standing& standing) {
    return (standing.reader_protected ? row_flag::reader_protected : 0) |
           (standing.reader_ours ? row_flag::reader_ours : 0) |
           (standing.author_ours ? row_flag::author_ours : 0) |
           (standing.author_freemail ? row_flag::author_freemail : 0) |
           (standing.simulation ? row_flag::simulation : 0);
}

void add_senders(Strings& strings, const facts::Message& message, Row& row) {
    const facts::Mailbox& from = facts::author(message);
    row.from_name = strings.add(from.name);
    row.from_address = strings.add(from.address);
    row.from_site = site_of(strings, facts::domain_of(from.address));
    if (!message.reply_to.empty()) {
        row.reply_address = strings.add(message.reply_to.front().address);
        row.reply_site = site_of(strings, facts::domain_of(message.reply_to.front().address));
    }
    row.return_site = site_of(strings, facts::domain_of(message.return_path));
    std::string_view list = message.list_id;
    list = list.substr(list.find('<') + 1, list.rfind('>') - list.find('<') - 1);
    row.list = strings.add(list);
    row.list_site = site_of(strings, list);
    for (const std::string& uri : message.list_unsubscribe) {
        add_site(row.unsubscribe_sites, site_of(strings, ascii_lower(uri_host(uri))));
    }
    for (const facts::DkimSignature& signature : message.dkim) {
        add_site(row.dkim_sites, site_of(strings, signature.domain));
    }
}

// The first three bytes of an IPv4 address, the first three groups of an IPv6 one: what one owner usually has
// whole.
std::string_view network_of(std::string_view ip) {
    const char separator = ip.find(':') == std::string_view::npos ? '.' : ':';
    size_t end = 0;
    for (int parts = 0; parts < 3; ++parts) {
        end = ip.find(separator, end == 0 ? 0 : end + 1);
        if (end == std::string_view::npos) return ip;
    }
    return ip.substr(0, end);
}

// Of a machine inside some network that is not the internet (RFC 1918, RFC 4193, RFC 3927): many have that.
bool is_inside(std::string_view ip) {
    constexpr std::string_view starts[] = {"10.", "127.", "169.254.", "192.168.", "fc", "fd", "fe80:", "::"};
    if (std::any_of(std::begin(starts), std::end(starts), [&](auto start) { return ip.starts_with(start); }))
        return true;
    if (!ip.starts_with("172.") || ip.size() < 7 || ip[6] != '.') return false;
    const std::string_view second = ip.substr(4, 2);
    return second >= "16" && second <= "31";
}

std::string_view network_it_was_written_in(const facts::Message& message) {
    const auto& hops = message.received_hops;
    const auto first =
        std::find_if(hops.rbegin(), hops.rend(), [](const auto& hop) { return !hop.ip.empty(); });
    return first == hops.rend() || is_inside(first->ip) ? std::string_view() : network_of(first->ip);
}

uint32_t add_url(Columns& columns, std::string_view url, std::string_view host, std::string_view site) {
    const uint32_t id = columns.urls.add(url);
    if (id >= columns.url_info.size()) {
        columns.url_info.push_back({columns.strings.add(host), columns.strings.add(site)});
    }
    return id;
}

uint32_t add_parsed(Columns& columns, const url::Url& url) {
    return add_url(columns, url.href, url.host(), text::registrable_domain(url.host()));
}

// What a wrapping URL leads to at once. A link gateway around a tracking link leads to that link, while
// `use.target` is the page behind both and has lost the token between.
uint32_t add_target(Columns& columns, const facts::UrlUse& use) {
    AnomalyList ignored;
    const Limits limits;
    if (const auto sent = url::parse(use.sent, nullptr, limits, ignored)) return add_parsed(columns, *sent);
    if (const auto wrapper = url::parse(use.url, nullptr, limits, ignored)) {
        for (const url::QueryPair& pair : url::query_pairs(wrapper->query())) {
            if (!istarts_with(pair.value, "http://") && !istarts_with(pair.value, "https://")) continue;
            const auto inner = url::parse(pair.value, nullptr, limits, ignored);
            if (inner) return add_parsed(columns, *inner);
        }
    }
    return add_url(columns, use.target, use.target_host, text::registrable_domain(use.target_host));
}

UrlRow url_row(Columns& columns, const facts::UrlUse& use) {
    UrlRow row;
    row.url = add_url(columns, use.url, use.host, use.site);
    if (!use.target.empty()) row.target = add_target(columns, use);
    row.hidden = use.hidden;
    row.kind = use.kind;
    row.trigger = use.trigger;
    return row;
}

// Each URL once a kind: a token repeated in forty links says no more than in one. What loads by itself comes
// first, so that no number of links can push it out.
void add_urls(Columns& columns, const facts::Message& message) {
    std::unordered_set<uint64_t> seen;
    for (const facts::Trigger trigger : {facts::Trigger::open, facts::Trigger::click}) {
        for (const facts::UrlUse& use : message.urls) {
            if (seen.size() == max_urls_kept) return;
            if (use.trigger != trigger || use.host.empty()) continue;  // mailto: and the like tell no server
            const UrlRow row = url_row(columns, use);
            if (seen.insert(uint64_t{row.url} << 8 | static_cast<uint8_t>(use.kind)).second) {
                columns.url_rows.push_back(row);
            }
        }
    }
}

void add_recipients(Columns& columns, const facts::Message& message) {
    size_t kept = 0;
    for (const auto* list : {&message.to, &message.cc}) {
        for (const facts::Mailbox& mailbox : *list) {
            if (mailbox.address.empty() || kept++ == max_recipients_kept) continue;
            columns.recipients.push_back(columns.strings.add(mailbox.address));
        }
    }
}

std::string_view fact_of(const facts::Finding& finding, std::string_view name) {
    for (const auto& [key, value] : finding.facts) {
        if (key == name) return value;
    }
    return {};
}

// What names its reader is proof; the rest by severity. Only where there are more than are kept.
std::vector<const facts::Finding*> heaviest_first(const std::vector<facts::Finding>& findings) {
    std::vector<const facts::Finding*> out;
    for (const facts::Finding& finding : findings) out.push_back(&finding);
    if (out.size() <= max_findings_kept) return out;
    const auto weight = [](const facts::Finding* finding) {
        const bool names_reader = !fact_of(*finding, "encoding").empty();
        return std::pair(names_reader, finding->severity);
    };
    std::stable_sort(out.begin(), out.end(),
                     [&](const auto* a, const auto* b) { return weight(a) > weight(b); });
    return out;
}

void add_findings(Columns& columns, const std::vector<facts::Finding>& findings, Row& message) {
    std::unordered_set<uint64_t> seen;
    for (const facts::Finding* each : heaviest_first(findings)) {
        const facts::Finding& finding = *each;
        if (message.poses_as == 0 && finding.rule.starts_with("identity/")) {
            message.poses_as = columns.strings.add(fact_of(finding, "person"));
        }
        FindingRow row;
        row.rule = columns.strings.add(finding.rule);
        row.url = columns.urls.find(fact_of(finding, "url"));
        if (!seen.insert(uint64_t{row.rule} << 32 | row.url).second) continue;
        if (seen.size() > max_findings_kept) return;
        row.id = key_from_hex(std::string_view(finding.id).substr(finding.id.empty() ? 0 : 1)).high;
        row.encoding = columns.strings.add(fact_of(finding, "encoding"));
        row.slot = columns.strings.add(fact_of(finding, "slot"));
        row.severity = finding.severity;
        columns.findings.push_back(row);
    }
}

// Of the first words after a greeting, with numbers masked. A mail that says less has no opening.
std::array<uint32_t, 2> opening_words(std::string_view text) {
    constexpr int words[] = {8, 16}, words_of_greeting = 5;
    std::array<uint32_t, 2> out{};
    uint64_t hash = 0;
    int count = 0;
    for (size_t i = 0; i < text.size() && count < words[1];) {
        const size_t end = std::min(text.find(' ', i), text.size());
        const std::string_view word = text.substr(i, end - i);
        i = end + 1;
        const bool ends_greeting = count < words_of_greeting && (word.ends_with(',') || word.ends_with('!'));
        const bool number = std::any_of(word.begin(), word.end(), is_digit);
        hash = ends_greeting ? 0 : hash_combine(hash, number ? 0 : hash64(ascii_lower(word)));
        count = ends_greeting ? 0 : count + 1;
        for (size_t length = 0; length < out.size(); ++length) {
            if (count == words[length]) out[length] = static_cast<uint32_t>(hash) | 1;
        }
    }
    return out;
}

Row text_row(const facts::Message& message) {
    Row row;
    // Kept within the calendar, so that differences of dates cannot overflow.
    constexpr Seconds first = -62'167'219'200, last = 253'402'300'799;  // the years 0 and 9999
    row.date = std::clamp(message.date != 0 ? message.date : message.received, first, last);
    row.masked_hash = message.text.masked_hash;
    row.structure_hash = message.text.structure_hash;
    row.words = message.text.words;
    row.openings = opening_words(message.text.opening);
    row.minhash = message.text.minhash;
    row.header_order = message.fingerprint.header_order;
    return row;
}

template <typename T, typename Index>
std::span<const T> slice(const std::vector<T>& all, const std::vector<Row>& rows, uint32_t row,
                         Index Row::*first) {
    const size_t begin = rows[row].*first;
    const size_t end = row + 1 < rows.size() ? static_cast<size_t>(rows[row + 1].*first) : all.size();
    return {all.data() + begin, end - begin};
}

}  // namespace

std::span<const UrlRow> Columns::urls_of(uint32_t row) const {
    return slice(url_rows, rows, row, &Row::first_url);
}
std::span<const uint32_t> Columns::recipients_of(uint32_t row) const {
    return slice(recipients, rows, row, &Row::first_recipient);
}
std::span<const FindingRow> Columns::findings_of(uint32_t row) const {
    return slice(findings, rows, row, &Row::first_finding);
}

Archive::Archive() : columns_(std::make_unique<Columns>()) {
    columns_->url_info.emplace_back();
}
Archive::~Archive() = default;
Archive::Archive(Archive&&) noexcept = default;
Archive& Archive::operator=(Archive&&) noexcept = default;

void Archive::add(const facts::Message& message, const std::vector<facts::Finding>& findings,
                  const Standing& standing) {
    Columns& c = *columns_;
    const Key128 key = key_from_hex(message.content_id);
    if (!c.known.insert(key).second) return;
    Row row = text_row(message);
    row.key = key;
    row.first_url = c.url_rows.size();
    row.first_recipient = static_cast<uint32_t>(c.recipients.size());
    row.first_finding = static_cast<uint32_t>(c.findings.size());
    row.reader = c.strings.add(message.reader);
    row.subject = c.strings.add(message.subject);
    row.message_id = c.strings.add(message.message_id);
    const facts::Fingerprint& program = message.fingerprint;
    row.program = c.strings.add(program.mailer + '\n' + program.message_id_form + '\n' +
                                program.boundary_form + '\n' + program.date_zone);
    row.networks = {c.strings.add(network_of(message.origin_ip)),
                    c.strings.add(network_it_was_written_in(message))};
    row.person = standing.person;
    add_senders(c.strings, message, row);
    // What looks like ours must not share a history with ours or its neighbours.
    const auto looks_like_ours = [](const auto& finding) {
        return finding.rule == "identity/look-alike-domain";
    };
    if (std::any_of(findings.begin(), findings.end(), looks_like_ours))
        row.from_site = c.strings.add(facts::domain_of(facts::author(message).address));
    row.flags =
        message_flags(message) | standing_flags(standing) | auth_flags(message, c.strings[row.from_site]);
    add_urls(c, message);
    add_recipients(c, message);
    add_findings(c, findings, row);
    c.rows.push_back(row);
}

size_t Archive::size() const {
    return columns_->rows.size();
}

size_t Archive::memory_bytes() const {
    const Columns& c = *columns_;
    constexpr size_t set_node_bytes = sizeof(Key128) + 4 * sizeof(void*);
    return c.strings.memory_bytes() + c.urls.memory_bytes() + c.url_info.capacity() * sizeof(UrlInfo) +
           c.rows.capacity() * sizeof(Row) + c.url_rows.capacity() * sizeof(UrlRow) +
           c.recipients.capacity() * sizeof(uint32_t) + c.findings.capacity() * sizeof(FindingRow) +
           c.known.size() * set_node_bytes;
}

}  // namespace redshank::campaign
