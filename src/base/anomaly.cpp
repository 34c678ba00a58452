// SPDX-License-Identifier: Apache-2.0
#include "base/anomaly.h"

#include <algorithm>
#include <array>

namespace redshank {

namespace {

constexpr std::array<std::string_view, static_cast<size_t>(AnomalyKind::attachment_not_read) + 1> names = {
    "nul-byte",
    "bare-cr",
    "raw-8bit-header",
    "malformed-header-line",
    "duplicate-header-field",
    "missing-header-body-separator",
    "header-limit",
    "long-line",
    "comment-in-odd-place",
    "missing-domain",
    "malformed-address",
    "address-limit",
    "malformed-date",
    "malformed-encoded-word",
    "unknown-charset",
    "duplicate-content-type",
    "duplicate-transfer-encoding",
    "malformed-content-type",
    "duplicate-parameter",
    "parameter-limit",
    "missing-boundary",
    "boundary-never-found",
    "boundary-not-closed",
    "boundary-prefix-of-another",
    "empty-multipart",
    "text-after-last-boundary",
    "encoding-on-multipart",
    "unknown-transfer-encoding",
    "malformed-base64",
    "malformed-quoted-printable",
    "malformed-uuencode",
    "depth-limit",
    "part-limit",
    "decoded-size-limit",
    "charset-mismatch",
    "missing-charset",
    "html-limit",
    "html-null-character",
    "html-duplicate-attribute",
    "css-limit",
    "url-limit",
    "url-tab-or-newline",
    "url-backslash",
    "url-credentials",
    "url-odd-ipv4",
    "invalid-url",
    "missing-from",
    "several-from",
    "malformed-received",
    "hidden-alternative",
    "message-truncated",
    "anomaly-limit",
    "attachment-not-read",
};

constexpr size_t max_detail_bytes = 120;

}  // namespace

std::string_view anomaly_name(AnomalyKind kind) {
    return names[static_cast<size_t>(kind)];
}

void AnomalyList::add(AnomalyKind kind, uint64_t offset, std::string_view detail) {
    if (items_.size() < max_) {
        items_.push_back({kind, offset, std::string(detail.substr(0, max_detail_bytes))});
    } else if (items_.size() == max_) {
        items_.push_back({AnomalyKind::anomaly_limit, offset, {}});
    }
}

bool AnomalyList::has(AnomalyKind kind) const {
    return std::any_of(items_.begin(), items_.end(), [&](const Anomaly& item) { return item.kind == kind; });
}

}  // namespace redshank
