// SPDX-License-Identifier: Apache-2.0
// URLs without what names their reader. A tracking URL in a ticket, a chat or a sandbox is an open, so what
// leaves the case carries host and shape, and in place of each part that may tell readers apart its keyed
// hash in braces: "https://img.example/o/{5f1c20d9a3be}.gif?u={0a91bb37c2d4}".
//
// Kept is what is the same in all URLs of that form for at least three known readers, the registrable
// domain, and short plain words where they cannot be a token (names of query parameters, labels like "img").
// Anything else goes: a word too much is lost rather than a token told.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "report/handout.h"

namespace redshank::report {

/// Lower-case words of people's names.
using NameWords = std::set<std::string, std::less<>>;
/// Whether a host, label or path holds such a word, within a longer one too where it has four letters.
bool holds_name(std::string_view text, const NameWords& names);

class MaskedUrls {
  public:
    /// `handout` must outlive it. With `names`, which must too, nothing of a URL is kept but its scheme,
    /// registrable domain, plain labels and names of query parameters and a file's ending, and none of those
    /// that holds a name.
    explicit MaskedUrls(const Handout& handout, const NameWords* names = nullptr);

    /// The URL with its tokens hashed; as it is with Handout::with_tokens. Nothing that can be opened by
    /// accident is its caller's business (defang).
    std::string url(std::string_view url) const;
    /// A host name with labels that tell readers apart hashed; the registrable domain stays.
    std::string host(std::string_view host) const;
    /// The URL form alone, braces empty: what all copies share. "https://img.example/o/{}.gif?u={}".
    std::string form(std::string_view url) const;
    /// The hashes of a URL's tokens.
    std::vector<std::string> hashes(std::string_view url) const;
    /// The shape of a URL (facts::Slot::url_shape) that fits what `url` makes of URLs of that shape: what is
    /// hashed in those is "*" here, or the name of its place, as `slot` puts it.
    std::string shape(std::string_view url_shape,
                      const std::function<std::string(std::string_view slot)>& slot) const;
    /// Short and plain enough for the name of a query parameter, and no person's.
    bool is_plain_name(std::string_view name) const;
    /// Text of ours or of mail: whole URLs left out, hosts and tokens that are hashed elsewhere hashed here.
    std::string text(std::string_view text) const;
    /// A reader as an address with Handout::with_targets, else "reader-" and a keyed hash; "" stays "".
    std::string reader(std::string_view address) const;
    /// The registrable domain of a host, as far as the messages' URLs know it; else its last two labels.
    std::string site_of(std::string_view host) const;

  private:
    struct Seen {
        std::set<std::string> values;   // at most two are kept: one is constant, two are not
        std::set<std::string> readers;  // at most three
    };
    struct Piece {
        std::string before;  // what stands between the last piece and this one
        std::string value;
        std::string slot;   // "host[0]", "site", "path[2]", "query[u]", "name", "fragment"
        std::string after;  // "" or a file's ending
    };
    std::vector<Piece> cut(std::string_view url, std::string& form_key) const;
    void learn(std::string_view url, const std::string& reader);
    void learn_words(std::string_view url, const std::set<std::string, std::less<>>& labels);
    bool is_kept(const std::string& form_key, const Piece& piece) const;
    template <typename Show>
    std::string rebuilt(std::string_view url, Show show) const;

    std::string shown_site(const std::string& site) const;

    const Handout& handout_;
    const NameWords* names_;
    std::set<std::string, std::less<>> sites_;
    std::map<std::string, Seen> slots_;
    std::map<std::string, std::set<std::string>> readers_of_label_;
    std::set<std::string, std::less<>> hashed_words_;  // parts of hashed values that no text may hold
};

}  // namespace redshank::report
