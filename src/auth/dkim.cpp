// SPDX-License-Identifier: Apache-2.0
// One signature goes through three steps, each of which may end it: its tags (RFC 6376 6.1.1), its key
// (6.1.2), its two hashes (6.1.3).
#include "auth/dkim.h"

#include <algorithm>

#include "auth/signature.h"
#include "auth/tag_list.h"
#include "base/ascii.h"

namespace redshank::auth {

namespace {

// What of a signature's tags the verification needs.
struct Signature {
    SignatureAlgorithm algorithm;
    Canonicalizations forms;
    std::string bytes;      // b=
    std::string body_hash;  // bh=
    std::optional<uint64_t> length;
    std::optional<uint64_t> expires;
    bool is_draft = false;  // v= of the drafts before RFC 4871: 0.x, or missing
};

constexpr size_t max_length_digits = 18;  // l= may have 76 (RFC 6376 3.5); no body is that long

std::string_view domain_of_identity(std::string_view identity) {
    return identity.substr(identity.rfind('@') + 1);
}

// RFC 6376 6.1.1. Fills `outcome` as far as it gets; the text says what is wrong, "" when all is well.
std::string read_tags(const TagList& tags, Signature& signature, DkimOutcome& outcome) {
    outcome.domain = ascii_lower(without_space(tags["d"]));
    outcome.selector = ascii_lower(without_space(tags["s"]));
    outcome.algorithm = ascii_lower(without_space(tags["a"]));
    outcome.identity = tags.has("i") ? decode_quoted_tag(tags["i"]) : "@" + outcome.domain;
    outcome.signed_fields = colon_list(tags["h"]);
    for (const std::string_view required : {"a", "b", "bh", "d", "h", "s"}) {
        if (tags[required].empty()) return std::string(required) + "= is missing";
    }
    const bool is_draft = !tags.has("v") || tags["v"].starts_with("0.");
    if (!is_draft && tags["v"] != "1") return "v= is not 1";
    const auto algorithm = SignatureAlgorithm::of(outcome.algorithm);
    if (!algorithm) return "a= is unknown";
    const auto forms = tags.has("c") ? Canonicalizations::of(tags["c"]) : Canonicalizations{};
    if (!forms) return "c= is unknown";
    const auto methods = colon_list(tags["q"]);
    const bool asks_dns = std::any_of(methods.begin(), methods.end(), [&](const std::string& method) {
        return method == "dns/txt" || (is_draft && method == "dns");
    });
    if (tags.has("q") && !asks_dns) return "q= names no known way to the key";
    const auto& names = outcome.signed_fields;
    if (std::find(names.begin(), names.end(), "from") == names.end()) return "From is not signed";
    if (outcome.identity.find('@') == std::string::npos ||
        !is_or_is_under(ascii_lower(domain_of_identity(outcome.identity)), outcome.domain))
        return "i= is not of the domain in d=";
    const auto bytes = decode_base64_tag(tags["b"]);
    const auto body_hash = decode_base64_tag(tags["bh"]);
    if (!bytes || !body_hash) return "b= or bh= is no base64";
    signature = {*algorithm,         *forms,  *bytes, *body_hash, decimal(tags["l"], max_length_digits),
                 decimal(tags["x"]), is_draft};
    if (tags.has("l") && !signature.length) return "l= is no number";
    if (tags.has("x") && !signature.expires) return "x= is no number";
    const auto signed_at = decimal(tags["t"]);
    if (tags.has("t") && !signed_at) return "t= is no number";
    if (signed_at && signature.expires && *signature.expires <= *signed_at) return "x= is not after t=";
    return {};
}

// RFC 5322 3.6: fields that may stand once. A second one that the signature does not cover is what many
// programs show (RFC 6376 8.15).
constexpr std::string_view single_fields[] = {
    "from",    "sender", "reply-to",   "to",           "cc",
    "subject", "date",   "message-id", "content-type", "content-transfer-encoding"};

void find_unsigned_repeats(const SignedMessage& message, DkimOutcome& outcome) {
    for (const std::string_view name : single_fields) {
        const auto present = std::count_if(message.fields.begin(), message.fields.end(),
                                           [&](const SignedField& field) { return field.is(name); });
        const auto covered = std::count(outcome.signed_fields.begin(), outcome.signed_fields.end(), name);
        if (present > 1 && covered > 0 && covered < present) outcome.unsigned_repeats.emplace_back(name);
    }
}

std::string hash_header(const SignedMessage& message, const SignedField& field, const Signature& signature,
                        const std::vector<std::string>& names) {
    Digest digest(signature.algorithm.digest);
    add_signed_fields(message, names, signature.forms.header, digest);
    digest.add(canonical_field(without_signature(field.raw), signature.forms.header));
    return digest.finish();
}

void end(DkimOutcome& outcome, Verdict verdict, std::string reason) {
    outcome.verdict = verdict;
    outcome.reason = std::move(reason);
}

// Why a signature that holds must not count; "" where it may.
std::string why_not_count(const Signature& signature, const PublicKey& key, Seconds time) {
    if (signature.is_draft) return "it was made by a draft of DKIM, before RFC 4871";
    if (signature.expires && time > 0 && static_cast<uint64_t>(time) > *signature.expires)
        return "it had expired when the message was received";
    return weakness(key, signature.algorithm);
}

// RFC 6376 6.1.3.
void check_hashes(const SignedMessage& message, const SignedField& field, const Signature& signature,
                  const PublicKey& key, Seconds time, DkimOutcome& outcome) {
    const BodyHash body =
        hash_body(message.body, signature.forms.body, signature.algorithm.digest, signature.length);
    if (signature.length && *signature.length > body.bytes)
        return end(outcome, Verdict::fail, "the body is shorter than was signed");
    if (body.digest != signature.body_hash) return end(outcome, Verdict::fail, "the body has changed");
    if (!signature_holds(key, signature.algorithm,
                         hash_header(message, field, signature, outcome.signed_fields), signature.bytes))
        return end(outcome, Verdict::fail, "the signature does not hold over the header");
    outcome.unsigned_bytes = signature.length ? body.bytes - *signature.length : 0;
    find_unsigned_repeats(message, outcome);
    outcome.reason = why_not_count(signature, key, time);
    outcome.verdict = outcome.reason.empty() ? Verdict::pass : Verdict::policy;
}

DkimOutcome verify_one(const SignedMessage& message, const SignedField& field, Seconds time, const Dns& dns,
                       const Limits& limits) {
    DkimOutcome outcome;
    const auto tags = TagList::parse(field.body(), limits);
    Signature signature;
    outcome.reason = tags ? read_tags(*tags, signature, outcome) : "the field is no tag list";
    if (message.cut) outcome.reason = "the header is too large to be checked";
    if (!outcome.reason.empty()) return outcome;
    const KeyLookup found = find_key(outcome.selector, outcome.domain, signature.algorithm, dns, limits);
    if (found.verdict != Verdict::pass) {
        end(outcome, found.verdict, found.reason);
        return outcome;
    }
    outcome.key_bits = found.key.bits;
    outcome.testing = found.key.testing;
    if (found.key.strict_identity && ascii_lower(domain_of_identity(outcome.identity)) != outcome.domain) {
        end(outcome, Verdict::permerror, "the key is not for subdomains (t=s)");
        return outcome;
    }
    check_hashes(message, field, signature, found.key, time, outcome);
    return outcome;
}

}  // namespace

std::vector<DkimOutcome> verify_dkim(const SignedMessage& message, Seconds time, const Dns& dns,
                                     const Limits& limits) {
    std::vector<DkimOutcome> outcomes;
    for (const SignedField& field : message.fields) {
        if (!field.is("DKIM-Signature")) continue;
        if (outcomes.size() == limits.max_signatures) break;
        outcomes.push_back(verify_one(message, field, time, dns, limits));
    }
    return outcomes;
}

}  // namespace redshank::auth
