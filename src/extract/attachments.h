// SPDX-License-Identifier: Apache-2.0
// What attachments load or hide, as facts: documents read by room `document`, archives unpacked and their
// members read in turn, mails in them handed back as messages. A member's place is written as its part number
// and its path, "2!/a.zip!/b.docx!/word/document.xml"; "#2" behind a name that the archive holds twice.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "document/archive.h"
#include "document/contents.h"
#include "document/office_crypt.h"
#include "document/pdf.h"
#include "extract/body_facts.h"
#include "extract/header_facts.h"
#include "extract/url_uses.h"

namespace redshank::extract {

/// One attached thing; views must outlive the call.
struct Attachment {
    std::string_view number;
    std::string_view filename;
    std::string_view media_type;  // "text/calendar"
    std::string_view found_type;
    std::string_view charset;
    std::string_view bytes;    // decoded
    uint64_t body_offset = 0;  // of the encoded body in the message, for anomalies
};

class Attachments {
  public:
    Attachments(const HeaderReading& reading, UrlUses& urls, std::deque<std::string>& storage,
                const PartWatch& watch, facts::Message& facts, std::vector<InnerMessage>& inner)
        : reading_(reading),
          urls_(urls),
          storage_(storage),
          watch_(watch),
          facts_(facts),
          inner_(inner),
          digests_left_(document::password_digests(reading.limits)) {}

    /// Whether anything here reads it, by its types and name: all that most attachments cost.
    static bool reads(const Attachment& attachment);
    /// Adds URLs, traits and inner messages, and to `part` the names of an archive's members and whether some
    /// are encrypted. What a password protects is kept for open_locked.
    void read(const Attachment& attachment, facts::Part& part);
    /// Tries the words of the mail's text on the archives that did not open. Once, when all text is known.
    void open_locked(std::string_view text);

  private:
    struct Item {
        std::string path;  // "2!/a.zip"
        std::string name;  // the last of the path
        std::string_view media_type;
        std::string_view charset;
        std::string_view bytes;
        std::string type;         // found
        bool in_package = false;  // a member of an office document
        int depth = 0;
    };
    struct Member {
        std::string name;
        std::string bytes;
    };

    void work_off();
    void read_item(const Item& item);
    void read_page(const Item& item);
    bool read_mail(const Item& item);
    void read_text(const Item& item,
                   document::Contents (*reader)(std::string_view utf8, const Limits& limits));
    void read_by_name(const Item& item);
    void read_bytes(const Item& item, const document::Contents& contents);
    void read_pdf(const Item& item);
    void add_pdf(const Item& item, document::PdfReading& reading);
    void unpack(const Item& item);
    document::ArchiveOutcome unpack_with(const Item& item, const std::string& password,
                                         std::vector<Member>& members);
    void list(const Item& archive, const std::vector<std::string>& names);
    void enqueue(const Item& archive, std::vector<Member> members);
    void add_contents(const document::Contents& contents, const PartBytes& part);
    void add_trait(const document::Trait& trait, const PartBytes& part);
    void keep_locked(const Item& item);
    void open_with_words(const Item& item, const std::vector<std::string>& words);
    std::optional<std::string> open_archive(const Item& item, const std::vector<std::string>& words);
    void tell_opened(const Item& item, const std::string& word);
    void read_locked_office(const Item& item);
    std::optional<std::string> open_office(const Item& item, const std::vector<std::string>& words);
    std::optional<std::string> open_pdf(const Item& item, const std::vector<std::string>& words);
    std::string unique(const std::string& path);
    PartBytes part_of(const Item& item, const text::Converted& converted) const;

    const HeaderReading& reading_;
    UrlUses& urls_;
    std::deque<std::string>& storage_;
    const PartWatch& watch_;
    facts::Message& facts_;
    std::vector<InnerMessage>& inner_;

    std::deque<Item> queue_;
    std::deque<std::string> held_;  // what items view, until the message is read: max_unpacked_bytes at most
    std::deque<Item> locked_;
    std::unordered_set<std::string> paths_;
    std::unordered_map<std::string, int> copies_;  // of a path beyond the first
    document::Unpacked unpacked_;
    uint64_t digests_left_;        // for passwords of office documents
    facts::Part* part_ = nullptr;  // that is being read
    uint64_t body_offset_ = 0;     // of it
};

}  // namespace redshank::extract
