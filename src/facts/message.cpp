// SPDX-License-Identifier: Apache-2.0
#include "facts/message.h"

#include <algorithm>
#include <tuple>

namespace redshank::facts {

namespace {

constexpr std::array<std::string_view, static_cast<size_t>(UrlKind::document_form) + 1> kind_names = {
    "img-src",
    "img-srcset",
    "picture-source",
    "input-image",
    "css-url",
    "css-import",
    "css-font-face",
    "css-image-set",
    "background-attribute",
    "link-stylesheet",
    "link-other",
    "video-poster",
    "video-src",
    "audio-src",
    "media-source",
    "track",
    "object-data",
    "embed-src",
    "iframe-src",
    "frame-src",
    "svg-image",
    "svg-use",
    "vml-fill",
    "vml-image",
    "script-src",
    "meta-refresh",
    "anchor",
    "area",
    "form-action",
    "plain-text",
    "list-unsubscribe",
    "base-href",
    "other",
    "document-template",
    "document-image",
    "document-frame",
    "document-object",
    "document-resource",
    "document-action",
    "document-link",
    "document-form",
};

constexpr std::array<std::string_view, static_cast<size_t>(TraitKind::shortcut) + 1> trait_names = {
    "macro",  "activex",      "dde",           "embedded-object", "script",          "active-page",
    "launch", "remote-go-to", "embedded-file", "encrypted",       "opened-password", "shortcut",
};

}  // namespace

std::string_view url_kind_name(UrlKind kind) {
    return kind_names[static_cast<size_t>(kind)];
}

std::string_view trait_kind_name(TraitKind kind) {
    return trait_names[static_cast<size_t>(kind)];
}

const Mailbox& author(const Message& message) {
    static const Mailbox nobody;
    return message.from.empty() ? nobody : message.from.front();
}

std::string_view domain_of(std::string_view address) {
    const size_t at = address.rfind('@');
    return at == std::string_view::npos ? std::string_view() : address.substr(at + 1);
}

std::string_view reader_basis_name(ReaderBasis basis) {
    constexpr std::array<std::string_view, 5> names = {"none", "journal", "delivered-to", "mailbox-owner",
                                                       "sole-to"};
    return names[static_cast<size_t>(basis)];
}

bool better_reader(const Place& a, const Place& b) {
    const auto rank = [](const Place& place) {
        return place.basis == ReaderBasis::none ? 255 : static_cast<int>(place.basis);
    };
    return rank(a) < rank(b);
}

void settle_places(Message& message) {
    const auto key = [](const Place& place) { return std::tie(place.source, place.offset, place.part); };
    std::stable_sort(message.places.begin(), message.places.end(),
                     [&](const Place& a, const Place& b) { return key(a) < key(b); });
    const auto same_place = [&](const Place& a, const Place& b) { return key(a) == key(b); };
    message.places.erase(std::unique(message.places.begin(), message.places.end(), same_place),
                         message.places.end());
    message.sha256 = message.places.front().sha256;
    const Place* best = &message.places.front();
    for (const Place& place : message.places) {
        if (better_reader(place, *best)) best = &place;
    }
    message.reader = best->reader;
    message.reader_basis = best->basis;
}

}  // namespace redshank::facts
