// SPDX-License-Identifier: Apache-2.0
// What would tell the sender who reads, when and where. Each finding says what would happen; newsletters do
// the same, and whether a value differs between readers is for the comparison of copies.
#include <algorithm>

#include "base/ascii.h"
#include "base/hash.h"
#include "detect/detectors.h"
#include "text/address_token.h"

namespace redshank::detect::tracking {

namespace {

using facts::Severity;
using facts::UrlKind;

bool is_image(UrlKind kind) {
    switch (kind) {
        case UrlKind::img_src:
        case UrlKind::img_srcset:
        case UrlKind::picture_source:
        case UrlKind::input_image:
        case UrlKind::svg_image:
        case UrlKind::vml_image:
            return true;
        default:
            return false;
    }
}

std::string_view words_for(UrlKind kind) {
    switch (kind) {
        case UrlKind::css_url:
        case UrlKind::css_image_set:
        case UrlKind::background_attribute:
        case UrlKind::vml_fill:
            return "a background picture";
        case UrlKind::css_import:
        case UrlKind::link_stylesheet:
            return "a style sheet";
        case UrlKind::css_font_face:
            return "a font";
        case UrlKind::video_poster:
            return "a video's still picture";
        case UrlKind::video_src:
        case UrlKind::audio_src:
        case UrlKind::media_source:
        case UrlKind::track:
            return "video or sound";
        case UrlKind::iframe_src:
        case UrlKind::frame_src:
        case UrlKind::meta_refresh:
            return "a page";
        case UrlKind::script_src:
            return "a script";
        default:
            return is_image(kind) ? "a picture" : "a resource";
    }
}

constexpr std::string_view if_opened = ": would tell its sender, if opened with remote pictures on";

// Outlook's conditional comments are hidden from other programs, not from people.
bool is_hidden(const UrlView& url) {
    return (url.use->hidden & ~facts::hidden::conditional_comment) != 0;
}

std::string how_hidden(uint16_t bits) {
    struct Name {
        uint16_t bit;
        std::string_view name;
    };
    constexpr Name names[] = {{facts::hidden::tiny, "tiny"},
                              {facts::hidden::zero_size, "zero-size"},
                              {facts::hidden::display_none, "display-none"},
                              {facts::hidden::visibility, "visibility"},
                              {facts::hidden::opacity, "opacity"},
                              {facts::hidden::off_screen, "off-screen"},
                              {facts::hidden::max_size, "max-size"},
                              {facts::hidden::same_colour, "same-colour"},
                              {facts::hidden::font_size_zero, "font-size-zero"},
                              {facts::hidden::in_hidden_element, "in-hidden-element"},
                              {facts::hidden::conditional_comment, "conditional-comment"},
                              {facts::hidden::hidden_attribute, "hidden-attribute"}};
    std::string out;
    for (const Name& name : names) {
        if ((bits & name.bit) == 0) continue;
        if (!out.empty()) out += ' ';
        out += name.name;
    }
    return out;
}

Facts with_count(Facts facts, uint32_t count) {
    if (count > 1) facts.emplace_back("count", std::to_string(count));
    return facts;
}

uint64_t host_key(const UrlView& url, uint64_t more = 0) {
    return hash_combine(hash64(url->host), more);
}

Severity unless_ours(const UrlView& url, Severity severity) {
    return url->is_ours ? Severity::info : severity;
}

void hidden_of(const MessageView& view, bool images, FindingList& out) {
    const auto groups = group_urls(view, [&](const UrlView& url) -> std::optional<uint64_t> {
        if (!url.loads() || !is_hidden(url) || is_image(url.use->kind) != images) return std::nullopt;
        return host_key(url);
    });
    for (const UrlGroup& group : groups) {
        Facts facts = with_count(facts_of(*group.first), group.count);
        facts.emplace_back("hidden", how_hidden(group.first->use->hidden));
        out.add(unless_ours(*group.first, Severity::low),
                "Loads " + std::string(words_for(group.first->use->kind)) + " that cannot be seen" +
                    std::string(if_opened),
                evidence_of(*group.first->use), std::move(facts));
    }
}

const url::Piece* first_token(const UrlView& url) {
    const auto found = std::find_if(url->pieces.begin(), url->pieces.end(), [](const url::Piece& piece) {
        return url::looks_like_token(piece.value);
    });
    return found == url->pieces.end() ? nullptr : &*found;
}

void add_token(Facts& facts, const url::Piece& piece) {
    facts.emplace_back("place", piece.name);
    facts.emplace_back("token", piece.value);
}

}  // namespace

void hidden_image(const MessageView& view, FindingList& out) {
    hidden_of(view, true, out);
}
void hidden_resource(const MessageView& view, FindingList& out) {
    hidden_of(view, false, out);
}

void remote_content(const MessageView& view, FindingList& out) {
    const auto groups = group_urls(view, [](const UrlView& url) -> std::optional<uint64_t> {
        if (!url.loads()) return std::nullopt;
        return host_key(url, static_cast<uint64_t>(url.use->kind) + 1);
    });
    for (const UrlGroup& group : groups) {
        out.add("Loads " + std::string(words_for(group.first->use->kind)) + " from another place" +
                    std::string(if_opened),
                evidence_of(*group.first->use), with_count(facts_of(*group.first), group.count));
    }
}

void open_token(const MessageView& view, FindingList& out) {
    const auto groups = group_urls(view, [](const UrlView& url) -> std::optional<uint64_t> {
        if (!url.loads() || first_token(url) == nullptr) return std::nullopt;
        return host_key(url);
    });
    for (const UrlGroup& group : groups) {
        Facts facts = with_count(facts_of(*group.first), group.count);
        add_token(facts, *first_token(*group.first));
        out.add(unless_ours(*group.first, Severity::low),
                "The address of " + std::string(words_for(group.first->use->kind)) +
                    " that loads by itself holds an identifier; whether it is the reader's, only other "
                    "copies can show",
                evidence_of(*group.first->use), std::move(facts));
    }
}

namespace {

std::string link_token_words(const UrlView& url, bool shared) {
    const bool attached = facts::is_in_attachment(url.use->kind);
    const std::string_view act = attached ? "if the attachment is opened and the link clicked" : "if clicked";
    if (shared) return "Several links share one identifier: would tell their sender, " + std::string(act);
    return std::string(attached ? "A link in an attachment" : "A link") +
           " holds an identifier: would tell its sender, " + std::string(act) +
           "; whether it is the reader's, only other copies can show";
}

}  // namespace

// Alone a token must be long: an article's number is no reader's. Shared between links to different places it
// need not be, since nothing else explains it as well.
void link_token(const MessageView& view, FindingList& out) {
    constexpr size_t min_bytes_alone = 10;
    struct Token {
        const UrlView* first;
        const url::Piece* piece;
        std::vector<const ParsedUrl*> in;  // at most two are kept
        uint32_t links = 0;
    };
    std::vector<Token> tokens;
    std::unordered_map<uint64_t, size_t> places;
    for (const UrlView& url : view.urls) {
        if (!url.is_link() || url->is_ours) continue;
        for (const url::Piece& piece : url->pieces) {
            if (!url::looks_like_token(piece.value)) continue;
            const auto [place, is_new] = places.emplace(host_key(url, hash64(piece.value)), tokens.size());
            if (is_new) tokens.push_back({&url, &piece, {}, 0});
            Token& token = tokens[place->second];
            ++token.links;
            if (token.in.size() < 2 && (token.in.empty() || token.in[0] != url.parsed))
                token.in.push_back(url.parsed);
        }
    }
    // One finding a host: the token in most links, else the longest.
    std::unordered_map<std::string_view, size_t> best_of_host;
    std::vector<const Token*> best;
    const auto rank = [](const Token& token) {
        return std::pair(token.in.size() > 1 ? token.links : 0, token.piece->value.size());
    };
    for (const Token& token : tokens) {
        if (token.in.size() < 2 && token.piece->value.size() < min_bytes_alone) continue;
        const auto [place, is_new] = best_of_host.emplace(token.first->parsed->host, best.size());
        if (is_new) best.push_back(&token);
        if (rank(token) > rank(*best[place->second])) best[place->second] = &token;
    }
    for (const Token* token : best) {
        Facts facts = with_count(facts_of(*token->first), token->links);
        add_token(facts, *token->piece);
        out.add(link_token_words(*token->first, token->in.size() > 1), evidence_of(*token->first->use),
                std::move(facts));
    }
}

void known_operator(const MessageView& view, FindingList& out) {
    const auto groups = group_urls(view, [](const UrlView& url) -> std::optional<uint64_t> {
        if (url->service == nullptr || url->service->kind == ServiceKind::shortener) return std::nullopt;
        return hash64(url->service->name, static_cast<uint64_t>(url.use->trigger));
    });
    for (const UrlGroup& group : groups) {
        const Service& service = *group.first->parsed->service;
        Facts facts = with_count(facts_of(*group.first), group.count);
        facts.emplace_back("operator", service.name);
        out.add(
            std::string(group.first->loads()                   ? "Loads from "
                        : group.first->loads_with_attachment() ? "Loads, if the attachment is opened, from "
                                                               : "Links to ") +
                std::string(service_words(service.kind)),
            evidence_of(*group.first->use), std::move(facts));
    }
}

void read_receipt(const MessageView& view, FindingList& out) {
    const std::initializer_list<std::string_view> fields = {"Disposition-Notification-To",
                                                            "Return-Receipt-To", "X-Confirm-Reading-To"};
    for (const std::string& address : view.message.receipt_to) {
        out.add(view.is_from_ours ? Severity::info : Severity::low,
                "Asks for a read receipt: would tell its sender, if the mail program answers",
                header_evidence(view.message, fields, address), {{"address", address}, {"trigger", "open"}});
    }
}

namespace {

// A list's own address stands in the links of its footer.
std::vector<std::string_view> reader_addresses(const MessageView& view) {
    constexpr size_t max_addresses = 20;
    const facts::Message& message = view.message;
    const bool is_list = !message.list_id.empty();
    std::vector<std::string_view> out;
    const auto add = [&](std::string_view address) {
        const bool known = std::find(out.begin(), out.end(), address) != out.end();
        if (!address.empty() && !known && out.size() < max_addresses &&
            address != facts::author(message).address) {
            out.push_back(address);
        }
    };
    if (!is_list || message.reader_basis != facts::ReaderBasis::sole_to) add(message.reader);
    for (const std::string& address : message.delivered_to) add(address);
    if (is_list) return out;
    for (const facts::Mailbox& mailbox : message.to) add(mailbox.address);
    for (const facts::Mailbox& mailbox : message.cc) add(mailbox.address);
    return out;
}

// Plain short words hold no address; most pieces are.
bool may_name_somebody(std::string_view value) {
    constexpr size_t min_bytes = 6;
    constexpr size_t max_word = 15;
    if (value.size() < min_bytes) return false;
    return value.size() > max_word || !std::all_of(value.begin(), value.end(),
                                                   [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
}

struct Candidate {
    const ParsedUrl* url;
    const url::Piece* piece;
    std::vector<text::Reading> readings;
};

std::vector<Candidate> candidates(const MessageView& view) {
    std::vector<Candidate> out;
    for (const ParsedUrl& url : view.parsed) {
        for (const url::Piece& piece : url.pieces) {
            if (may_name_somebody(piece.value)) out.push_back({&url, &piece, text::readings(piece.value)});
        }
    }
    return out;
}

struct Named {
    text::AddressToken token;
    const url::Piece* piece;
};

Severity names_reader_severity(const MessageView& view, const UrlView& url, const Named& named) {
    if (url->is_ours) return Severity::info;
    if (named.token.local_part_only || url.use->kind == UrlKind::list_unsubscribe) return Severity::low;
    // Newsletters do so openly: "Unsubscribe amelia.okafor@…". One that nobody answers for is another matter.
    if (view.is_accountable_bulk) return Severity::low;
    return url.loads() && !view.is_bulk ? Severity::high : Severity::medium;
}

std::string_view names_reader_words(const UrlView& url) {
    if (url.loads())
        return "What loads by itself names the reader: would tell its sender who, if opened with remote "
               "pictures "
               "on";
    if (url.loads_with_attachment())
        return "What an attachment loads names the reader: would tell its sender who, if the attachment is "
               "opened";
    if (facts::is_in_attachment(url.use->kind))
        return "A link in an attachment names the reader: would tell its sender who, if the attachment is "
               "opened "
               "and the link clicked";
    return "A link names the reader: would tell its sender who, if clicked";
}

}  // namespace

void names_reader(const MessageView& view, FindingList& out) {
    const std::vector<std::string_view> addresses = reader_addresses(view);
    if (addresses.empty() || view.parsed.empty()) return;
    const std::vector<Candidate> all = candidates(view);
    unsigned digests = text::digests::none;
    for (const Candidate& candidate : all) digests |= text::possible_digests(candidate.readings);
    std::vector<text::AddressForms> forms;
    for (const std::string_view address : addresses) forms.push_back(text::address_forms(address, digests));

    std::unordered_map<const ParsedUrl*, Named> named;
    for (const Candidate& candidate : all) {
        auto token = text::find_address(candidate.readings, forms);
        if (!token) continue;
        const auto [place, is_new] = named.emplace(candidate.url, Named{*token, candidate.piece});
        if (!is_new && place->second.token.local_part_only && !token->local_part_only) {
            place->second = {*token, candidate.piece};
        }
    }
    if (named.empty()) return;
    const auto groups = group_urls(view, [&](const UrlView& url) -> std::optional<uint64_t> {
        const auto found = named.find(url.parsed);
        if (found == named.end()) return std::nullopt;
        const text::AddressToken& token = found->second.token;
        const uint64_t how =
            hash64(token.encoding, token.index * 4 + (token.local_part_only ? 2 : 0) + (url.loads() ? 1 : 0));
        return host_key(url, how);
    });
    for (const UrlGroup& group : groups) {
        const UrlView& url = *group.first;
        const Named& found = named.at(url.parsed);
        Facts facts = with_count(facts_of(url), group.count);
        add_token(facts, *found.piece);
        facts.emplace_back("encoding", found.token.encoding);
        facts.emplace_back("reader", addresses[found.token.index]);
        facts.emplace_back("names", found.token.local_part_only ? "local-part" : "address");
        out.add(names_reader_severity(view, url, found), names_reader_words(url), evidence_of(*url.use),
                std::move(facts));
    }
}

}  // namespace redshank::detect::tracking
