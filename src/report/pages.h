// SPDX-License-Identifier: Apache-2.0
// What the pages (web/) are given: one JSON object a page, and the offline file that carries some of them
// with the bundle. All text from mail goes through safe_text, all hosts and URLs through defang; the pages
// put every string as a text node. Counts are exact also where a list is cut: the object says how many there
// are.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "facts/campaign.h"
#include "facts/finding.h"
#include "facts/message.h"
#include "facts/summary.h"
#include "report/url_copies.h"

namespace redshank::report {

/// The whole case in figures, as the overview shows it.
struct CaseFigures {
    std::string organisation;
    uint64_t messages = 0;
    Seconds first_date = 0;
    Seconds last_date = 0;
    uint64_t undated = 0;
    uint64_t people = 0;
    std::vector<std::pair<std::string, uint64_t>> months;  // "2021-01", messages dated in it
    std::vector<std::string> not_covered;                  // sentences
    std::vector<facts::UnreadSource> unread;               // all of them
    std::vector<std::string> left_out;                     // sentences: what this file does not hold
};

/// A list's part: what was asked for, and how many there are in all.
struct Window {
    size_t offset = 0;
    size_t total = 0;
};

/// A message as lists show it.
std::string listed_message_json(const facts::Message& message);
std::string listed_campaign_json(const facts::ListedCampaign& listed);

std::string listed_person_json(const facts::Target& target);

/// `bands` are the campaigns drawn over time, by score down.
std::string overview_json(const CaseFigures& figures, std::span<const facts::ListedCampaign* const> bands,
                          std::span<const facts::ListedCampaign* const> first, Window window);
/// {"total":…,"offset":…,NAME:[…]}
std::string list_json(std::string_view name, Window window, const std::vector<std::string>& objects);

struct CampaignPage {
    const facts::ListedCampaign* listed = nullptr;
    std::vector<facts::Message> members;  // the first ones; drawings and lists are made from these
    std::vector<Seconds> dates;           // of all members that have one
    std::vector<const facts::Target*> people;
};
std::string campaign_page_json(const CampaignPage& page, const Tokens& tokens);

struct HeaderFieldShown {
    std::string name;
    std::string body;
};

struct MessagePage {
    facts::Message message;
    std::vector<facts::Finding> findings;
    std::vector<std::string> campaigns;
    std::vector<HeaderFieldShown> fields;  // where its bytes are at hand
    std::string origin;                    // where they came from, a sentence; "" where they are not
    std::string why_no_bytes;
};
/// Where tokens are hashed, everything that may hold one is left out: bytes, facts of findings, paths of
/// URLs.
std::string message_page_json(const MessagePage& page, std::span<const facts::Rule> rules,
                              const Tokens& tokens);

/// A message's text, its findings where they stand: what `view` gives on request (docs/formats.md).
struct MessageText {
    struct Text {
        std::string part;
        std::string media_type;
        std::string text;  // as a person sees it
        bool is_cut = false;
    };
    /// A finding's bytes with some around them.
    struct Shown {
        std::string finding;
        std::string part;
        uint64_t part_offset = 0;
        std::string before, bytes, after;
    };
    std::vector<Text> texts;
    std::vector<Shown> shown;
};
std::string message_text_json(const MessageText& text);

/// The message as it came, of `size` bytes: the first of them.
std::string message_bytes_json(std::string_view first, uint64_t size);

/// An HTML body as a document that loads nothing and leads nowhere.
struct MessagePicture {
    std::string part;
    std::string document;
    uint32_t left_out = 0;  // things that would load, and stand as boxes or not at all
    uint32_t links = 0;
    bool is_cut = false;
};
std::string message_pictures_json(std::span<const MessagePicture> pictures);

std::string person_json(const facts::Target& target, std::span<const facts::ListedCampaign* const> campaigns,
                        std::span<const facts::Message> messages);

struct SearchResult {
    std::vector<const facts::ListedCampaign*> campaigns;
    std::vector<const facts::Target*> people;
    std::vector<facts::Message> messages;
    uint64_t searched = 0;  // messages gone through so far, of
    uint64_t total = 0;
};
std::string search_json(const SearchResult& result);

/// The pages' bundle, as the build embeds it.
struct Bundle {
    std::string_view script;
    std::string_view style;
};

/// The document that `redshank serve` gives: it loads bundle and answers from where it came.
/// `style_nonce` is the policy's, for styles that the page's own script makes.
std::string served_document(std::string_view style_nonce);

/// One offline file: bundle and answers (path, JSON) inside, nothing else can load (Content-Security-Policy
/// in a meta element, by the hashes of script and style).
std::string offline_document(const Bundle& bundle,
                             std::span<const std::pair<std::string, std::string>> answers);

}  // namespace redshank::report
