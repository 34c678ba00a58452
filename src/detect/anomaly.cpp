// SPDX-License-Identifier: Apache-2.0
// What two programs would read differently can hide content from one of them: a filter that reads one thing
// while the reader sees another. One finding a kind of anomaly, with how often.
#include <algorithm>
#include <array>
#include <span>

#include "detect/detectors.h"

namespace redshank::detect::anomaly {

namespace {

using K = AnomalyKind;

constexpr std::array header_kinds = {K::nul_byte, K::bare_cr, K::duplicate_header_field,
                                     K::comment_in_odd_place, K::missing_header_body_separator};
constexpr std::array structure_kinds = {K::duplicate_content_type,     K::duplicate_transfer_encoding,
                                        K::malformed_content_type,     K::duplicate_parameter,
                                        K::missing_boundary,           K::boundary_never_found,
                                        K::boundary_prefix_of_another, K::text_after_last_boundary,
                                        K::encoding_on_multipart,      K::unknown_transfer_encoding};
constexpr std::array url_kinds = {K::url_tab_or_newline, K::url_backslash, K::url_odd_ipv4};
constexpr std::array hidden_kinds = {K::hidden_alternative};
constexpr std::array limit_kinds = {K::header_limit,       K::address_limit,     K::parameter_limit,
                                    K::depth_limit,        K::part_limit,        K::html_limit,
                                    K::decoded_size_limit, K::css_limit,         K::url_limit,
                                    K::anomaly_limit,      K::message_truncated, K::attachment_not_read};

void each_kind(const MessageView& view, std::span<const K> kinds, std::string_view title, FindingList& out) {
    if (view.message.anomalies.empty()) return;
    for (const K kind : kinds) {
        const auto is_kind = [&](const Anomaly& anomaly) { return anomaly.kind == kind; };
        const auto& all = view.message.anomalies;
        const auto first = std::find_if(all.begin(), all.end(), is_kind);
        if (first == all.end()) continue;
        const auto count = std::count_if(first, all.end(), is_kind);
        out.add(title, {"", first->offset, ""},
                {{"anomaly", std::string(anomaly_name(kind))},
                 {"count", std::to_string(count)},
                 {"detail", first->detail}});
    }
}

}  // namespace

void ambiguous_header(const MessageView& view, FindingList& out) {
    each_kind(view, header_kinds, "Header fields that mail programs read differently", out);
}

void ambiguous_structure(const MessageView& view, FindingList& out) {
    each_kind(view, structure_kinds, "A MIME structure that mail programs read differently", out);
}

void ambiguous_url(const MessageView& view, FindingList& out) {
    each_kind(view, url_kinds, "A link written so that people and programs may read it differently", out);
}

void hidden_content(const MessageView& view, FindingList& out) {
    each_kind(view, hidden_kinds, "Read in another way, the same bytes show other content", out);
}

void not_read_whole(const MessageView& view, FindingList& out) {
    each_kind(view, limit_kinds,
              "Part of this message was not read: a limit was reached, or its end is missing", out);
}

}  // namespace redshank::detect::anomaly
