// SPDX-License-Identifier: Apache-2.0
// Every URL of a message as a use: normalised, unwrapped, and with the bytes that anyone can find again in
// the decoded part. What never reaches a server (data:, cid:, mailto: …) is no use.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/anomaly.h"
#include "base/limits.h"
#include "document/contents.h"
#include "facts/message.h"
#include "html/html.h"
#include "org/organisation.h"
#include "text/charset.h"
#include "url/url.h"

namespace redshank::extract {

/// The decoded part that URLs stand in; all views must outlive the calls.
struct PartBytes {
    std::string_view number;
    std::string_view bytes;            // after transfer decoding
    const text::Converted& converted;  // of those
    uint64_t body_offset = 0;          // of the encoded body in the message, for anomalies
};

/// The bytes of the part behind a stretch of its text.
struct BytesThere {
    uint32_t offset = 0;  // in part.bytes
    std::string_view bytes;
};
BytesThere bytes_there(const PartBytes& part, uint32_t offset, uint32_t length);

/// Where a page is seen: in the mail, or only when somebody opens the attachment.
enum class Shown : char { in_mail, when_opened };

class UrlUses {
  public:
    UrlUses(const org::Organisation& org, const Limits& limits, AnomalyList& anomalies,
            std::vector<facts::UrlUse>& out)
        : org_(org), limits_(limits), anomalies_(anomalies), out_(out) {}

    void add_page(const html::Page& page, const PartBytes& part, Shown shown = Shown::in_mail);
    /// What an attached document refers to; offsets of `contents` are those of `part.converted.utf8`.
    /// Relative references and the reader's own files are no uses.
    void add_document(const document::Contents& contents, const PartBytes& part);
    void add_links(const std::vector<html::TextLink>& links, const PartBytes& part);
    /// A URI of List-Unsubscribe; `raw` are its bytes at `offset` of the message.
    void add_list_unsubscribe(std::string_view uri, std::string_view raw, uint64_t offset);

  private:
    struct Written {
        std::string_view value;
        uint32_t offset = 0;
        uint32_t length = 0;
    };
    // A document's own paths and commands ("ms-word:…") ask no server by their text.
    enum class HostNeeded : char { no, yes };
    void add(facts::UrlUse&& use, const Written& written, const url::Url* base, const PartBytes& part,
             HostNeeded host_needed = HostNeeded::no);
    bool fill(facts::UrlUse& use, std::string_view value, const url::Url* base, uint64_t anomaly_offset);
    std::string_view site_of(const std::string& host);

    const org::Organisation& org_;
    const Limits& limits_;
    AnomalyList& anomalies_;
    std::vector<facts::UrlUse>& out_;
    bool full_ = false;
    std::string last_host_;  // most URLs of a mail share their host with the one before
    std::string last_site_;
};

}  // namespace redshank::extract
