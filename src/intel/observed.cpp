// SPDX-License-Identifier: Apache-2.0
#include "intel/observed.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

#include "base/ascii.h"
#include "base/hash.h"
#include "facts/evidence.h"

namespace redshank::intel {

namespace {

constexpr int max_domains_of_host = 8;

using Take = std::function<void(const Observed&)>;

// facts::UrlUse::url is normalised: what is left is to cut off scheme, credentials and fragment.
std::string_view url_part(std::string_view href) {
    const size_t slashes = href.find("://");
    if (slashes == std::string_view::npos) return {};
    std::string_view rest = href.substr(slashes + 3);
    rest = rest.substr(0, rest.find('#'));
    const size_t path = std::min(rest.find_first_of("/?"), rest.size());
    const size_t at = rest.substr(0, path).rfind('@');
    return at == std::string_view::npos ? rest : rest.substr(at + 1);
}

void observe_host(std::string_view host, Role role, uint32_t index, const Take& take) {
    if (host.empty()) return;
    if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
    if (is_digit(host.back()) || host.find(':') != std::string_view::npos) {
        if (const auto ip = ip_value(host)) take({ObservableType::ip, *ip, role, index});
        return;
    }
    take({ObservableType::domain, host, role, index});
}

void observe_url(std::string_view href, std::string_view host, Role role, uint32_t index, const Take& take) {
    if (istarts_with(href, "mailto:")) {
        const std::string_view address = href.substr(7, href.find('?') - 7);
        if (address.find('@') != std::string_view::npos)
            take({ObservableType::address, ascii_lower(address), role, index});
        return;
    }
    observe_host(host, role, index, take);
    if (const std::string_view value = url_part(href); !value.empty())
        take({ObservableType::url, value, role, index});
}

void observe_sender(std::string_view address, Role role, const Take& take) {
    if (address.empty()) return;
    take({ObservableType::address, address, role, 0});
    observe_host(facts::domain_of(address), role, 0, take);
}

void observe_ip(const std::string& text, Role role, const Take& take) {
    if (const auto ip = ip_value(text)) take({ObservableType::ip, *ip, role, 0});
}

void observe_hops(const facts::Message& message, const Take& take) {
    for (const facts::ReceivedHop& hop : message.received_hops) {
        observe_ip(hop.ip, Role::received, take);
        for (const std::string* name : {&hop.from_rdns, &hop.from}) {
            if (name->find('.') != std::string::npos)
                observe_host(ascii_lower(*name), Role::received, 0, take);
        }
    }
    observe_ip(message.origin_ip, Role::origin, take);
}

struct Bits {
    std::array<uint8_t, 16> bytes{};
    int length = 0;  // 32 or 128; 0: no address
};

Bits bits_of(std::string_view ip) {
    Bits bits;
    const std::string terminated(ip);
    if (inet_pton(AF_INET, terminated.c_str(), bits.bytes.data()) == 1)
        bits.length = 32;
    else if (inet_pton(AF_INET6, terminated.c_str(), bits.bytes.data()) == 1)
        bits.length = 128;
    return bits;
}

uint64_t block_key(const Bits& bits) {
    const size_t bytes = bits.length == 32 ? 2 : 4;
    return key_of(ObservableType::ip_range,
                  {reinterpret_cast<const char*>(bits.bytes.data()), bits.length == 0 ? 0 : bytes});
}

struct Range {
    Bits bits;
    int prefix = -1;
};

Range range_of(std::string_view text) {
    Range range;
    const size_t slash = text.find('/');
    range.bits = bits_of(text.substr(0, slash));
    range.prefix = range.bits.length;
    if (slash != std::string_view::npos)
        std::from_chars(text.data() + slash + 1, text.data() + text.size(), range.prefix);
    return range;
}

}  // namespace

void each_observed(const facts::Message& message, const Take& take) {
    for (const facts::Mailbox& mailbox : message.from) observe_sender(mailbox.address, Role::from, take);
    observe_sender(message.sender.address, Role::sender, take);
    for (const facts::Mailbox& mailbox : message.reply_to)
        observe_sender(mailbox.address, Role::reply_to, take);
    observe_sender(message.return_path, Role::return_path, take);
    for (const auto* list : {&message.to, &message.cc, &message.bcc}) {
        for (const facts::Mailbox& mailbox : *list) {
            if (!mailbox.address.empty())
                take({ObservableType::address, mailbox.address, Role::recipient, 0});
        }
    }
    for (const facts::DkimSignature& signature : message.dkim)
        observe_host(ascii_lower(signature.domain), Role::signature, 0, take);
    observe_hops(message, take);
    for (uint32_t i = 0; i < message.urls.size(); ++i) {
        const facts::UrlUse& use = message.urls[i];
        observe_url(use.url, use.host, Role::url, i, take);
        if (!use.target.empty()) observe_url(use.target, use.target_host, Role::target, i, take);
    }
    for (uint32_t i = 0; i < message.parts.size(); ++i) {
        const facts::Part& part = message.parts[i];
        if (!part.sha256.empty()) take({ObservableType::sha256, part.sha256, Role::attachment, i});
        if (!part.filename.empty())
            take({ObservableType::file_name, ascii_lower(part.filename), Role::attachment, i});
    }
}

void each_domain_of(std::string_view host, const std::function<void(std::string_view)>& take) {
    for (int count = 0; count < max_domains_of_host; ++count) {
        const size_t dot = host.find('.');
        if (dot == std::string_view::npos) return;
        take(host);
        host.remove_prefix(dot + 1);
    }
}

uint64_t key_of(ObservableType type, std::string_view value) {
    return hash64(value, 0x1d1e0000u + static_cast<uint64_t>(type));
}

uint64_t block_key(std::string_view ip) {
    return block_key(bits_of(ip));
}

std::string match_keys(const facts::Message& message) {
    std::vector<uint64_t> keys;
    each_observed(message, [&](const Observed& seen) {
        if (seen.type == ObservableType::domain)
            return each_domain_of(seen.value, [&](std::string_view domain) {
                keys.push_back(key_of(ObservableType::domain, domain));
            });
        keys.push_back(key_of(seen.type, seen.value));
        if (seen.type == ObservableType::ip) keys.push_back(block_key(seen.value));
        if (const size_t query = seen.value.find('?');
            seen.type == ObservableType::url && query != std::string_view::npos)
            keys.push_back(key_of(ObservableType::url, seen.value.substr(0, query)));
    });
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    std::string packed;
    packed.reserve(keys.size() * 8);
    for (const uint64_t key : keys) {
        for (int shift = 0; shift < 64; shift += 8) packed += static_cast<char>(key >> shift & 0xff);
    }
    return packed;
}

std::string role_words(const facts::Message& message, Role role, uint32_t index) {
    switch (role) {
        case Role::from:
            return "the address in From";
        case Role::sender:
            return "the address in Sender";
        case Role::reply_to:
            return "the address in Reply-To";
        case Role::return_path:
            return "the envelope's sender";
        case Role::recipient:
            return "a recipient: somebody wrote to it";
        case Role::signature:
            return "the domain of a DKIM signature";
        case Role::received:
            return "a Received field";
        case Role::origin:
            return "the address that the mail was handed in from";
        case Role::attachment:
            return "an attachment";
        case Role::target:
            return "what a link leads to";
        case Role::url:
            break;
    }
    const bool loads = index < message.urls.size() && message.urls[index].trigger == facts::Trigger::open;
    return loads ? "what the mail would load by itself" : "a link";
}

facts::Evidence evidence_of(const facts::Message& message, Role role, uint32_t index,
                            std::string_view value) {
    switch (role) {
        case Role::from:
            return facts::header_evidence(message, {"From"}, value);
        case Role::sender:
            return facts::header_evidence(message, {"Sender"}, value);
        case Role::reply_to:
            return facts::header_evidence(message, {"Reply-To"}, value);
        case Role::return_path:
            return facts::header_evidence(message, {"Return-Path"}, value);
        case Role::url:
        case Role::target:
            return facts::evidence_of(message.urls[index]);
        case Role::attachment:
            return {message.parts[index].number, 0, ""};
        case Role::recipient:
        case Role::signature:
        case Role::received:
        case Role::origin:
            break;
    }
    return {};
}

bool range_holds(std::string_view text, std::string_view ip) {
    const Range range = range_of(text);
    const Bits bits = bits_of(ip);
    if (range.bits.length == 0 || range.bits.length != bits.length || range.prefix < 0) return false;
    const int prefix = std::min(range.prefix, bits.length);
    const size_t whole = static_cast<size_t>(prefix / 8);
    if (std::memcmp(range.bits.bytes.data(), bits.bytes.data(), whole) != 0) return false;
    const int rest = prefix % 8;
    return rest == 0 || (range.bits.bytes[whole] ^ bits.bytes[whole]) >> (8 - rest) == 0;
}

std::vector<uint64_t> range_keys(std::string_view text) {
    Range range = range_of(text);
    const int block = range.bits.length == 32 ? 16 : 32;
    if (range.bits.length == 0 || range.prefix < block - 8) return {};
    const int free_bits = std::max(0, block - range.prefix);
    const size_t last = static_cast<size_t>(block / 8 - 1);
    const auto first = static_cast<uint8_t>(range.bits.bytes[last] >> free_bits << free_bits);
    std::vector<uint64_t> keys;
    for (int i = 0; i < 1 << free_bits; ++i) {
        range.bits.bytes[last] = static_cast<uint8_t>(first + i);
        keys.push_back(block_key(range.bits));
    }
    return keys;
}

}  // namespace redshank::intel
