// SPDX-License-Identifier: Apache-2.0
// Each object path that mail can answer is a row of one table: what it asks for and how its values compare.
// The leaves of a pattern are decided message by message; what joins leaves (AND, FOLLOWEDBY, WITHIN …) is
// worked out at the end over the few messages that met one.
#include "intel/stix_match.h"

#include <algorithm>
#include <limits>
#include <set>

#include <re2/re2.h>

#include "base/ascii.h"

namespace redshank::intel {

namespace {

enum class Field : uint8_t {
    none,
    subject,
    message_id,
    date,
    is_multipart,
    mailer,
    from_value,
    from_name,
    sender_value,
    to_value,
    cc_value,
    bcc_value,
    any_address,
    any_name,
    reply_to,
    return_path,
    originating_ip,
    url,
    domain,
    ipv4,
    ipv6,
    file_sha256,
    file_name,
    file_size,
    file_type,
};

constexpr struct {
    std::string_view type, path;
    Field field;
} field_table[] = {
    {"email-message", "subject", Field::subject},
    {"email-message", "message_id", Field::message_id},
    {"email-message", "date", Field::date},
    {"email-message", "is_multipart", Field::is_multipart},
    {"email-message", "from_ref.value", Field::from_value},
    {"email-message", "from_ref.display_name", Field::from_name},
    {"email-message", "sender_ref.value", Field::sender_value},
    {"email-message", "to_refs[*].value", Field::to_value},
    {"email-message", "cc_refs[*].value", Field::cc_value},
    {"email-message", "bcc_refs[*].value", Field::bcc_value},
    {"email-message", "additional_header_fields.X-Mailer", Field::mailer},
    {"email-message", "additional_header_fields.User-Agent", Field::mailer},
    {"email-message", "additional_header_fields.Reply-To", Field::reply_to},
    {"email-message", "additional_header_fields.Return-Path", Field::return_path},
    {"email-message", "additional_header_fields.X-Originating-IP", Field::originating_ip},
    {"email-message", "x_originating_ip_ref.value", Field::originating_ip},
    {"email-message", "body_multipart[*].body_raw_ref.name", Field::file_name},
    {"email-message", "body_multipart[*].content_type", Field::file_type},
    {"email-message", "body_multipart[*].body_raw_ref.hashes.SHA-256", Field::file_sha256},
    {"email-addr", "value", Field::any_address},
    {"email-addr", "display_name", Field::any_name},
    {"url", "value", Field::url},
    {"domain-name", "value", Field::domain},
    {"ipv4-addr", "value", Field::ipv4},
    {"ipv6-addr", "value", Field::ipv6},
    {"file", "hashes.SHA-256", Field::file_sha256},
    {"file", "hashes.SHA256", Field::file_sha256},
    {"file", "hashes.sha256", Field::file_sha256},
    {"file", "name", Field::file_name},
    {"file", "size", Field::file_size},
    {"file", "mime_type", Field::file_type},
};

// "[0]" and the list's other members are asked as one: mail has them in any order.
std::string with_any_index(std::string_view path) {
    std::string out;
    for (size_t at = 0; at < path.size(); ++at) {
        out += path[at];
        if (path[at] != '[') continue;
        out += "*]";
        at = std::min(path.find(']', at), path.size());
    }
    return out;
}

Field field_of(const Comparison& comparison) {
    const std::string path = with_any_index(comparison.path);
    for (const auto& row : field_table) {
        if (row.type == comparison.object_type && iequals(row.path, path)) return row.field;
    }
    return Field::none;
}

std::optional<ObservableType> observable_of(Field field) {
    switch (field) {
        case Field::from_value:
        case Field::sender_value:
        case Field::to_value:
        case Field::cc_value:
        case Field::bcc_value:
        case Field::any_address:
        case Field::reply_to:
        case Field::return_path:
            return ObservableType::address;
        case Field::originating_ip:
        case Field::ipv4:
        case Field::ipv6:
            return ObservableType::ip;
        case Field::url:
            return ObservableType::url;
        case Field::domain:
            return ObservableType::domain;
        case Field::file_sha256:
            return ObservableType::sha256;
        case Field::file_name:
            return ObservableType::file_name;
        default:
            return std::nullopt;
    }
}

bool is_number(Field field) {
    return field == Field::date || field == Field::file_size;
}

// A value of a message for a field, with where it stands.
struct Value {
    std::string_view text;
    double number = 0;
    Role role = Role::from;
    uint32_t index = 0;
};
using TakeValue = std::function<bool(const Value&)>;  // true: enough

bool each_address(const facts::Message& message, Field field, const TakeValue& take) {
    const auto all = [&](const std::vector<facts::Mailbox>& list, Role role) {
        return std::any_of(list.begin(), list.end(), [&](const facts::Mailbox& mailbox) {
            return take(
                {field == Field::from_name || field == Field::any_name ? mailbox.name : mailbox.address, 0,
                 role, 0});
        });
    };
    switch (field) {
        case Field::from_value:
        case Field::from_name:
            return all(message.from, Role::from);
        case Field::sender_value:
            return message.sender.address.empty() ? all(message.from, Role::from)
                                                  : take({message.sender.address, 0, Role::sender, 0});
        case Field::to_value:
            return all(message.to, Role::recipient);
        case Field::cc_value:
            return all(message.cc, Role::recipient);
        case Field::bcc_value:
            return all(message.bcc, Role::recipient);
        case Field::reply_to:
            return all(message.reply_to, Role::reply_to);
        case Field::return_path:
            return take({message.return_path, 0, Role::return_path, 0});
        default:
            return all(message.from, Role::from) || all(message.reply_to, Role::reply_to) ||
                   (field == Field::any_address && (take({message.sender.address, 0, Role::sender, 0}) ||
                                                    take({message.return_path, 0, Role::return_path, 0}))) ||
                   all(message.to, Role::recipient) || all(message.cc, Role::recipient) ||
                   all(message.bcc, Role::recipient);
    }
}

bool each_observed_value(const facts::Message& message, Field field, const TakeValue& take) {
    bool enough = false;
    each_observed(message, [&](const Observed& seen) {
        if (enough) return;
        const bool is_v6 = seen.value.find(':') != std::string_view::npos;
        const bool wanted = field == Field::url      ? seen.type == ObservableType::url
                            : field == Field::domain ? seen.type == ObservableType::domain
                            : field == Field::ipv4   ? seen.type == ObservableType::ip && !is_v6
                            : field == Field::ipv6
                                ? seen.type == ObservableType::ip && is_v6
                                : seen.type == ObservableType::ip && seen.role == Role::origin;
        if (wanted) enough = take({seen.value, 0, seen.role, seen.index});
    });
    return enough;
}

bool each_part(const facts::Message& message, Field field, const TakeValue& take) {
    for (uint32_t i = 0; i < message.parts.size(); ++i) {
        const facts::Part& part = message.parts[i];
        if (field == Field::file_size && part.sha256.empty()) continue;
        const std::string_view text = field == Field::file_sha256 ? part.sha256
                                      : field == Field::file_name ? part.filename
                                                                  : part.media_type;
        if ((field == Field::file_size || !text.empty()) &&
            take({text, static_cast<double>(part.decoded_bytes), Role::attachment, i}))
            return true;
    }
    return false;
}

bool each_value(const facts::Message& message, Field field, const TakeValue& take) {
    switch (field) {
        case Field::none:
            return false;
        case Field::subject:
            return take({message.subject});
        case Field::message_id:
            return take({message.message_id});
        case Field::mailer:
            return take({message.fingerprint.mailer});
        case Field::date:
            return message.date != 0 && take({"", static_cast<double>(message.date)});
        case Field::is_multipart:
            return take({!message.parts.empty() && message.parts.front().media_type.starts_with("multipart/")
                             ? "true"
                             : "false"});
        case Field::file_sha256:
        case Field::file_name:
        case Field::file_size:
        case Field::file_type:
            return each_part(message, field, take);
        case Field::originating_ip:
        case Field::url:
        case Field::domain:
        case Field::ipv4:
        case Field::ipv6:
            return each_observed_value(message, field, take);
        default:
            return each_address(message, field, take);
    }
}

// A literal in the form that the field's values have; nothing where it can be none.
std::optional<std::string> normal(Field field, const Literal& literal) {
    if (field == Field::url) return url_value(literal.text);
    if (field == Field::message_id || field == Field::subject || field == Field::mailer) return literal.text;
    const auto type = observable_of(field);
    if (!type) return literal.text;
    if (*type == ObservableType::file_name || *type == ObservableType::sha256)
        return ascii_lower(literal.text);
    auto observable = parse_observable(literal.text);
    if (!observable) return std::nullopt;
    const bool fits = observable->type == *type ||
                      (*type == ObservableType::ip && observable->type == ObservableType::ip_range);
    return fits ? std::optional(std::move(observable->value)) : std::nullopt;
}

bool same_text(Field field, std::string_view value, std::string_view wanted) {
    if (field == Field::ipv4 || field == Field::ipv6) {
        if (wanted.find('/') != std::string_view::npos) return range_holds(wanted, value);
    }
    if (field == Field::file_name || field == Field::file_type) return iequals(value, wanted);
    return value == wanted;
}

constexpr size_t max_bindings = 1000;

// One way in which a part of a pattern is true.
struct Binding {
    std::vector<uint32_t> messages;  // ascending
    Seconds first = 0, last = 0;
    bool dated = true;
};
using Bindings = std::vector<Binding>;

bool disjoint(const Binding& a, const Binding& b) {
    return std::none_of(a.messages.begin(), a.messages.end(), [&](uint32_t one) {
        return std::binary_search(b.messages.begin(), b.messages.end(), one);
    });
}

Binding joined(const Binding& a, const Binding& b) {
    Binding out;
    std::set_union(a.messages.begin(), a.messages.end(), b.messages.begin(), b.messages.end(),
                   std::back_inserter(out.messages));
    out.first = std::min(a.first, b.first);
    out.last = std::max(a.last, b.last);
    out.dated = a.dated && b.dated;
    return out;
}

// Different observations for the two sides (STIX 2.1, 9.5.2), for FOLLOWEDBY in their order.
Bindings pairs(const Bindings& left, const Bindings& right, bool in_order) {
    Bindings out;
    for (const Binding& a : left) {
        for (const Binding& b : right) {
            if (!disjoint(a, b) || (in_order && (!a.dated || !b.dated || b.first < a.last))) continue;
            out.push_back(joined(a, b));
            if (out.size() >= max_bindings) return out;
        }
    }
    return out;
}

// Each run of `times` bindings that follow one another in time: the closest together that there are.
Bindings repeated(Bindings one, size_t times) {
    if (times <= 1) return one;
    std::stable_sort(one.begin(), one.end(),
                     [](const Binding& a, const Binding& b) { return a.last < b.last; });
    Bindings out;
    for (size_t begin = 0; begin + times <= one.size() && out.size() < max_bindings; ++begin) {
        Binding run = one[begin];
        size_t count = 1;
        for (size_t at = begin + 1; at < one.size() && count < times; ++at) {
            if (!disjoint(run, one[at])) continue;
            run = joined(run, one[at]);
            ++count;
        }
        if (count == times) out.push_back(std::move(run));
    }
    return out;
}

}  // namespace

struct PatternMatcher::Compiled {
    struct Test {
        Field field = Field::none;
        std::vector<std::string> texts;  // literals in the field's form
        std::unique_ptr<re2::RE2> regex;
        bool possible = false;
    };
    std::vector<Test> tests;

    bool holds(const Comparison& comparison, const Test& test, const Value& value) const {
        switch (comparison.comparator) {
            case Comparator::exists:
                return is_number(test.field) || !value.text.empty();
            case Comparator::eq:
            case Comparator::in:
            case Comparator::is_subset:
                if (is_number(test.field))
                    return number_is(comparison, value, [](double a, double b) { return a == b; });
                return text_is(test, value);
            case Comparator::ne:
                if (is_number(test.field))
                    return number_is(comparison, value, [](double a, double b) { return a != b; });
                return !text_is(test, value);
            case Comparator::gt:
                return compared(comparison, test, value, [](auto a, auto b) { return a > b; });
            case Comparator::lt:
                return compared(comparison, test, value, [](auto a, auto b) { return a < b; });
            case Comparator::ge:
                return compared(comparison, test, value, [](auto a, auto b) { return a >= b; });
            case Comparator::le:
                return compared(comparison, test, value, [](auto a, auto b) { return a <= b; });
            case Comparator::like:
                return like(value.text, comparison.literals.front().text);
            case Comparator::matches:
                return re2::RE2::PartialMatch(re2::StringPiece(value.text.data(), value.text.size()),
                                              *test.regex);
            case Comparator::is_superset:
                return false;
        }
        return false;
    }

  private:
    static double number_of(const Literal& literal) {
        if (literal.type == Literal::Type::timestamp) return static_cast<double>(literal.time);
        if (literal.type != Literal::Type::string) return literal.number;
        const auto time = parse_rfc3339(literal.text);
        return time ? static_cast<double>(*time) : std::strtod(literal.text.c_str(), nullptr);
    }
    template <class Is>
    static bool number_is(const Comparison& comparison, const Value& value, Is is) {
        return std::any_of(comparison.literals.begin(), comparison.literals.end(),
                           [&](const Literal& literal) { return is(value.number, number_of(literal)); });
    }
    static bool text_is(const Test& test, const Value& value) {
        return !value.text.empty() &&
               std::any_of(test.texts.begin(), test.texts.end(),
                           [&](const std::string& one) { return same_text(test.field, value.text, one); });
    }
    template <class Is>
    static bool compared(const Comparison& comparison, const Test& test, const Value& value, Is is) {
        if (is_number(test.field)) return is(value.number, number_of(comparison.literals.front()));
        return is(value.text, std::string_view(comparison.literals.front().text));
    }
};

namespace {

// URLs are compared in full where text is searched: a regular expression may ask for the scheme.
bool searches_text(const Comparison& comparison) {
    return comparison.comparator == Comparator::like || comparison.comparator == Comparator::matches;
}

// Keys of the values that an equality asks for; nothing where it asks for none.
std::optional<std::vector<uint64_t>> keys_of(const Comparison& comparison, Field field,
                                             const std::vector<std::string>& texts) {
    const bool is_equality = comparison.comparator == Comparator::eq ||
                             comparison.comparator == Comparator::in ||
                             comparison.comparator == Comparator::is_subset;
    const auto type = observable_of(field);
    if (!is_equality || comparison.negated || !type) return std::nullopt;
    std::vector<uint64_t> keys;
    for (const std::string& text : texts) {
        if (*type == ObservableType::ip && text.find('/') != std::string::npos) {
            const auto blocks = range_keys(text);
            if (blocks.empty()) return std::nullopt;
            keys.insert(keys.end(), blocks.begin(), blocks.end());
        } else {
            keys.push_back(key_of(*type, *type == ObservableType::file_name ? ascii_lower(text) : text));
        }
    }
    return keys;
}

// What one operand of a postfix expression is worth for looking things up.
struct Need {
    bool possible = false;
    std::optional<std::vector<uint64_t>> keys;
};

Need both(Need a, Need b, bool any_key_does) {
    Need out;
    out.possible = a.possible && b.possible;
    if (!out.possible) return out;
    if (any_key_does) {  // one message must have both: either's keys will do
        const bool take_b = !a.keys || (b.keys && b.keys->size() < a.keys->size());
        out.keys = take_b ? std::move(b.keys) : std::move(a.keys);
    } else if (a.keys && b.keys) {
        out.keys = std::move(a.keys);
        out.keys->insert(out.keys->end(), b.keys->begin(), b.keys->end());
    }
    return out;
}

Need either(Need a, Need b) {
    if (!a.possible) return b;
    if (!b.possible) return a;
    return both(std::move(a), std::move(b), false);
}

}  // namespace

PatternMatcher::PatternMatcher(std::shared_ptr<const Pattern> pattern, const Limits&)
    : pattern_(std::move(pattern)), compiled_(std::make_unique<Compiled>()) {
    std::set<std::string> unknown;
    for (const Comparison& comparison : pattern_->comparisons) {
        Compiled::Test& test = compiled_->tests.emplace_back();
        test.field = field_of(comparison);
        test.possible = test.field != Field::none && comparison.comparator != Comparator::is_superset;
        if (!test.possible) {
            unknown.insert(comparison.object_type + ":" + comparison.path);
            continue;
        }
        for (const Literal& literal : comparison.literals) {
            if (auto text = normal(test.field, literal)) test.texts.push_back(std::move(*text));
        }
        if (comparison.comparator == Comparator::matches) {
            re2::RE2::Options options;
            options.set_log_errors(false);
            options.set_max_mem(1 << 20);
            test.regex = std::make_unique<re2::RE2>(comparison.literals.front().text, options);
            test.possible = test.regex->ok();
            if (!test.possible) unknown.insert("a regular expression that RE2 does not take");
        }
    }
    std::vector<Need> stack;
    const auto take = [&] {
        Need top = std::move(stack.back());
        stack.pop_back();
        return top;
    };
    for (const Step& step : pattern_->steps) {
        if (step.op == Step::Op::leaf) {
            for (const Step& inner : pattern_->leaves[step.index]) {
                if (inner.op == Step::Op::test) {
                    const Compiled::Test& test = compiled_->tests[inner.index];
                    stack.push_back(
                        {test.possible, keys_of(pattern_->comparisons[inner.index], test.field, test.texts)});
                    continue;
                }
                Need right = take();
                Need left = take();
                stack.push_back(inner.op == Step::Op::both ? both(std::move(left), std::move(right), true)
                                                           : either(std::move(left), std::move(right)));
            }
        } else if (step.op == Step::Op::both || step.op == Step::Op::followed_by ||
                   step.op == Step::Op::either) {
            Need right = take();
            Need left = take();
            stack.push_back(step.op == Step::Op::either ? either(std::move(left), std::move(right))
                                                        : both(std::move(left), std::move(right), false));
        }
    }
    Need whole = take();
    keys_ = std::move(whole.keys);
    if (whole.possible) return;
    for (const std::string& one : unknown) unmatched_ += (unmatched_.empty() ? "mail has no " : ", ") + one;
}

PatternMatcher::~PatternMatcher() = default;
PatternMatcher::PatternMatcher(PatternMatcher&&) noexcept = default;

std::vector<PatternMatcher::Seen> PatternMatcher::look(const facts::Message& message) const {
    std::vector<Seen> out;
    for (uint32_t leaf = 0; leaf < pattern_->leaves.size(); ++leaf) {
        std::vector<std::optional<Seen>> stack;
        for (const Step& step : pattern_->leaves[leaf]) {
            if (step.op != Step::Op::test) {
                auto right = std::move(stack.back());
                stack.pop_back();
                auto& left = stack.back();
                if (step.op == Step::Op::both ? left && !right : !left && right) left = std::move(right);
                continue;
            }
            const Comparison& comparison = pattern_->comparisons[step.index];
            const Compiled::Test& test = compiled_->tests[step.index];
            std::optional<Seen> seen;
            if (test.possible) {
                each_value(message, test.field, [&](const Value& value) {
                    Value asked = value;
                    const bool is_whole_url = test.field == Field::url && searches_text(comparison);
                    if (is_whole_url && value.index < message.urls.size())
                        asked.text = value.role == Role::target ? message.urls[value.index].target
                                                                : message.urls[value.index].url;
                    if (compiled_->holds(comparison, test, asked) == comparison.negated) return false;
                    seen = Seen{leaf, asked.role, asked.index, std::string(asked.text.substr(0, 500))};
                    return true;
                });
            }
            stack.push_back(std::move(seen));
        }
        if (stack.back()) out.push_back(std::move(*stack.back()));
    }
    return out;
}

std::vector<uint32_t> PatternMatcher::combine(const std::vector<Event>& events) const {
    std::vector<Bindings> stack;
    for (const Step& step : pattern_->steps) {
        if (step.op == Step::Op::leaf) {
            Bindings& leaf = stack.emplace_back();
            for (const Event& event : events) {
                if (event.leaf == step.index && leaf.size() < max_bindings)
                    leaf.push_back({{event.message}, event.time, event.time, event.time != 0});
            }
            continue;
        }
        Bindings right = std::move(stack.back());
        if (step.op == Step::Op::both || step.op == Step::Op::either || step.op == Step::Op::followed_by)
            stack.pop_back();
        Bindings& top = stack.back();
        switch (step.op) {
            case Step::Op::both:
                top = pairs(top, right, false);
                break;
            case Step::Op::followed_by:
                top = pairs(top, right, true);
                break;
            case Step::Op::either:
                top.insert(top.end(), right.begin(), right.end());
                break;
            case Step::Op::start_stop:
                top = std::move(right);
                std::erase_if(top, [&](const Binding& one) {
                    return !one.dated || one.first < step.start || one.last >= step.stop;
                });
                break;
            case Step::Op::within:
                top = std::move(right);
                std::erase_if(top, [&](const Binding& one) {
                    return !one.dated || static_cast<double>(one.last - one.first) > step.number;
                });
                break;
            case Step::Op::repeats:
                top = repeated(std::move(right), static_cast<size_t>(std::min(step.number, 1e9)));
                break;
            case Step::Op::test:
            case Step::Op::leaf:
                break;
        }
    }
    std::set<uint32_t> messages;
    for (const Binding& one : stack.back()) messages.insert(one.messages.begin(), one.messages.end());
    return {messages.begin(), messages.end()};
}

// Backtracks to the last % alone, so that the time is at most the product of the lengths.
bool like(std::string_view text, std::string_view pattern) {
    size_t at = 0, in = 0, star = std::string_view::npos, resume = 0;
    while (at < text.size()) {
        if (in < pattern.size() && pattern[in] == '%') {
            star = in++;
            resume = at;
        } else if (in < pattern.size() && (pattern[in] == '_' || pattern[in] == text[at])) {
            ++in;
            ++at;
        } else if (star != std::string_view::npos) {
            in = star + 1;
            at = ++resume;
        } else {
            return false;
        }
    }
    while (in < pattern.size() && pattern[in] == '%') ++in;
    return in == pattern.size();
}

std::optional<Observable> single_observable(const Pattern& pattern) {
    if (!pattern.is_one_leaf() || pattern.comparisons.size() != 1) return std::nullopt;
    const Comparison& comparison = pattern.comparisons.front();
    if (comparison.comparator != Comparator::eq || comparison.negated) return std::nullopt;
    const std::string& text = comparison.literals.front().text;
    const std::string& type = comparison.object_type;
    if (type == "file") {
        const bool is_hash = istarts_with(comparison.path, "hashes.");
        auto hash = is_hash ? parse_observable(text) : std::nullopt;
        return hash && hash->type >= ObservableType::sha256 && hash->type <= ObservableType::md5
                   ? hash
                   : std::nullopt;
    }
    if (comparison.path != "value") return std::nullopt;
    auto observable = parse_observable(text);
    if (!observable) return std::nullopt;
    const ObservableType found = observable->type;
    const bool fits = type == "domain-name"  ? found == ObservableType::domain
                      : type == "email-addr" ? found == ObservableType::address
                      : type == "url"        ? found == ObservableType::url
                      : type == "ipv4-addr" || type == "ipv6-addr"
                          ? found == ObservableType::ip || found == ObservableType::ip_range
                          : false;
    return fits ? observable : std::nullopt;
}

}  // namespace redshank::intel
