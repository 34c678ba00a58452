// SPDX-License-Identifier: Apache-2.0
// The newest message signature must hold over the message; every seal over all sets up to its own. A seal's
// input is the sets' fields from the oldest on, so the cost is quadratic in at most 50 sets.
#include "auth/arc.h"

#include <algorithm>
#include <array>
#include <optional>

#include "auth/signature.h"
#include "auth/tag_list.h"
#include "base/ascii.h"

namespace redshank::auth {

namespace {

constexpr uint64_t max_sets = 50;  // RFC 8617 4.2.1

// The three fields of one instance (4.2).
struct Set {
    const SignedField* results = nullptr;    // ARC-Authentication-Results
    const SignedField* signature = nullptr;  // ARC-Message-Signature
    const SignedField* seal = nullptr;       // ARC-Seal
    TagList signature_tags;
    TagList seal_tags;
};

struct Problem {
    Verdict verdict = Verdict::pass;  // pass: no problem
    std::string reason;
};

Problem failure(std::string reason) {
    return {Verdict::fail, std::move(reason)};
}

// i= of an ARC-Authentication-Results stands before the first ';' (4.1.1).
std::optional<uint64_t> results_instance(std::string_view body) {
    const std::string_view first = trim(body.substr(0, body.find(';')));
    const size_t equals = first.find('=');
    if (equals == std::string_view::npos || trim(first.substr(0, equals)) != "i") return std::nullopt;
    return decimal(trim(first.substr(equals + 1)), 2);
}

// A field is put into its set; each place holds one.
Problem place(const SignedField& field, const Limits& limits, std::vector<Set>& sets) {
    const bool is_results = field.is("ARC-Authentication-Results");
    const bool is_seal = field.is("ARC-Seal");
    const std::string name(field.name);
    std::optional<TagList> tags = TagList();
    if (!is_results && !(tags = TagList::parse(field.body(), limits)))
        return failure(name + " is no tag list");
    const auto instance = is_results ? results_instance(field.body()) : decimal((*tags)["i"], 2);
    if (!instance || *instance == 0 || *instance > max_sets)
        return failure(name + " has no instance from 1 to 50");
    if (sets.size() < *instance) sets.resize(*instance);
    Set& set = sets[*instance - 1];
    const SignedField*& slot = is_results ? set.results : is_seal ? set.seal : set.signature;
    if (slot != nullptr) return failure("instance " + std::to_string(*instance) + " has " + name + " twice");
    slot = &field;
    if (is_seal) set.seal_tags = std::move(*tags);
    if (!is_seal && !is_results) set.signature_tags = std::move(*tags);
    return {};
}

// 5.2 step 3: what every set must be before anything is verified.
Problem check_structure(const std::vector<Set>& sets) {
    for (size_t i = 0; i < sets.size(); ++i) {
        const Set& set = sets[i];
        const std::string which = "instance " + std::to_string(i + 1);
        if (set.results == nullptr || set.signature == nullptr || set.seal == nullptr)
            return failure(which + " is not complete");
        const std::string chain = ascii_lower(set.seal_tags["cv"]);
        if (chain == "fail" && i + 1 == sets.size())
            return failure("the last seal says that the chain had failed");
        if (chain != (i == 0 ? "none" : "pass")) return failure(which + " has a wrong cv=");
        if (set.seal_tags.has("h")) return failure(which + " has a seal with h=");
    }
    return {};
}

// b= over a digest of `add`'s bytes, with the key that the tags name.
Problem check_signature(const TagList& tags, const std::string& which, const Dns& dns, const Limits& limits,
                        auto&& add) {
    const auto algorithm = SignatureAlgorithm::of(ascii_lower(tags["a"]));
    if (!algorithm || algorithm->digest_name == "sha1") return failure(which + " has an unknown a=");
    const auto bytes = decode_base64_tag(tags["b"]);
    if (!bytes || bytes->empty()) return failure(which + " has no b=");
    const std::string domain = ascii_lower(without_space(tags["d"]));
    const std::string selector = ascii_lower(without_space(tags["s"]));
    if (domain.empty() || selector.empty()) return failure(which + " lacks d= or s=");
    const KeyLookup found = find_key(selector, domain, *algorithm, dns, limits);
    if (found.verdict == Verdict::permerror) return failure(which + ": " + found.reason);
    if (found.verdict != Verdict::pass) return {found.verdict, which + ": " + found.reason};
    Digest digest(algorithm->digest);
    add(digest);
    if (!signature_holds(found.key, *algorithm, digest.finish(), *bytes))
        return failure(which + " does not hold");
    if (const std::string weak = weakness(found.key, *algorithm); !weak.empty())
        return failure(which + ": " + weak);
    return {};
}

// 5.2 step 4: the newest ARC-Message-Signature, as DKIM (4.1.2) but without v=.
Problem check_message(const SignedMessage& message, const Set& set, const std::string& which, const Dns& dns,
                      const Limits& limits) {
    const TagList& tags = set.signature_tags;
    const auto algorithm = SignatureAlgorithm::of(ascii_lower(tags["a"]));
    // Without c=, the working group's own suite signs relaxed, where DKIM would mean simple.
    constexpr Canonicalizations relaxed{Canonicalization::relaxed, Canonicalization::relaxed};
    const auto forms = tags.has("c") ? Canonicalizations::of(tags["c"]) : relaxed;
    const auto body_hash = decode_base64_tag(tags["bh"]);
    const auto names = colon_list(tags["h"]);
    const bool has_seal = std::find(names.begin(), names.end(), "arc-seal") != names.end();
    if (!algorithm || !forms || !body_hash || body_hash->empty() || tags["h"].empty() || has_seal)
        return failure(which + " has a wrong a=, c=, bh= or h=");
    const auto length = decimal(tags["l"], 18);
    if (tags.has("l") && !length) return failure(which + " has a wrong l=");
    const BodyHash body = hash_body(message.body, forms->body, algorithm->digest, length);
    if (body.digest != *body_hash || (length && *length > body.bytes)) return failure("the body has changed");
    return check_signature(tags, which, dns, limits, [&](Digest& digest) {
        add_signed_fields(message, names, forms->header, digest);
        digest.add(canonical_field(without_signature(set.signature->raw), forms->header));
    });
}

// 5.1.1: all sets up to this one; its own seal last, without b= and line end.
void add_sealed_fields(const std::vector<Set>& sets, size_t last, Digest& digest) {
    for (size_t i = 0; i <= last; ++i) {
        for (const SignedField* field : {sets[i].results, sets[i].signature, sets[i].seal}) {
            const bool is_own = i == last && field == sets[i].seal;
            digest.add(canonical_field(is_own ? without_signature(field->raw) : std::string(field->raw),
                                       Canonicalization::relaxed));
            if (!is_own) digest.add("\r\n");
        }
    }
}

Problem check_chain(const SignedMessage& message, const std::vector<Set>& sets, const Dns& dns,
                    const Limits& limits) {
    if (const Problem wrong = check_structure(sets); wrong.verdict != Verdict::pass) return wrong;
    const std::string newest = "the message signature of instance " + std::to_string(sets.size());
    if (const Problem wrong = check_message(message, sets.back(), newest, dns, limits);
        wrong.verdict != Verdict::pass)
        return wrong;
    for (size_t i = sets.size(); i-- > 0;) {
        const Problem wrong =
            check_signature(sets[i].seal_tags, "the seal of instance " + std::to_string(i + 1), dns, limits,
                            [&](Digest& digest) { add_sealed_fields(sets, i, digest); });
        if (wrong.verdict != Verdict::pass) return wrong;
    }
    return {};
}

std::string results_text(const SignedField& field) {
    const std::string whole = canonical_field(field.raw, Canonicalization::relaxed);
    return std::string(trim(std::string_view(whole).substr(std::min(whole.find(';'), whole.size() - 1) + 1)));
}

}  // namespace

ArcOutcome verify_arc(const SignedMessage& message, const Dns& dns, const Limits& limits) {
    std::vector<Set> sets;
    Problem wrong;
    for (const SignedField& field : message.fields) {
        const bool is_arc = field.is("ARC-Seal") || field.is("ARC-Message-Signature") ||
                            field.is("ARC-Authentication-Results");
        if (!is_arc) continue;
        Problem one = place(field, limits, sets);
        if (wrong.verdict == Verdict::pass) wrong = std::move(one);
    }
    ArcOutcome outcome;
    for (size_t i = 0; i < sets.size(); ++i) {
        if (sets[i].results == nullptr || sets[i].seal == nullptr) continue;
        outcome.sets.push_back(
            {static_cast<uint32_t>(i + 1), ascii_lower(without_space(sets[i].seal_tags["d"])),
             ascii_lower(without_space(sets[i].seal_tags["s"])), results_text(*sets[i].results)});
    }
    if (sets.empty() && wrong.verdict == Verdict::pass) return outcome;
    if (message.cut) wrong = failure("the header is too large to be checked");
    if (wrong.verdict == Verdict::pass) wrong = check_chain(message, sets, dns, limits);
    outcome.verdict = wrong.verdict;
    outcome.reason = std::move(wrong.reason);
    return outcome;
}

}  // namespace redshank::auth
