// SPDX-License-Identifier: Apache-2.0
#include "auth/zone.h"

#include <algorithm>
#include <optional>

#include "auth/ip_literal.h"
#include "auth/tag_list.h"
#include "base/ascii.h"

namespace redshank::auth {

namespace {

constexpr int max_alias_steps = 8;
constexpr size_t max_text_bytes = 65'535;  // RDLENGTH (RFC 1035 3.2.1)

struct Word {
    std::string text;
    bool quoted = false;
};

// One entry: a line, or several within parentheses.
struct Entry {
    size_t line = 0;
    bool begins_blank = false;  // the owner is that of the entry before
    std::vector<Word> words;
};

class EntryReader {
  public:
    explicit EntryReader(std::string_view text) : text_(text) {}

    bool next(Entry& entry) {
        if (at_ >= text_.size()) return false;
        entry = {line_, text_[at_] == ' ' || text_[at_] == '\t', {}};
        int depth = 0;
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (c == '\n') {
                ++line_;
                ++at_;
                if (depth == 0) break;
            } else if (c == ';') {
                at_ = std::min(text_.find('\n', at_), text_.size());
            } else if (c == '(' || c == ')') {
                depth += c == '(' ? 1 : -1;
                ++at_;
            } else if (is_space(c)) {
                ++at_;
            } else {
                entry.words.push_back(word());
            }
        }
        return true;
    }

  private:
    Word word() {
        Word out;
        out.quoted = text_[at_] == '"';
        if (out.quoted) ++at_;
        for (; at_ < text_.size(); ++at_) {
            const char c = text_[at_];
            if (c == '\n' || (out.quoted ? c == '"' : is_space(c) || c == ';' || c == '(' || c == ')')) break;
            out.text += c == '\\' ? escaped() : c;
        }
        if (out.quoted && at_ < text_.size() && text_[at_] == '"') ++at_;
        return out;
    }

    // "\DDD" or "\X" (RFC 1035 5.1); at_ ends on its last character.
    char escaped() {
        if (const auto value = decimal(text_.substr(at_ + 1, 3), 3);
            value && *value < 256 && at_ + 3 < text_.size()) {
            at_ += 3;
            return static_cast<char>(*value);
        }
        if (at_ + 1 < text_.size() && text_[at_ + 1] != '\n') ++at_;
        return text_[at_];
    }

    std::string_view text_;
    size_t at_ = 0;
    size_t line_ = 1;
};

bool is_ttl(std::string_view word) {
    return !word.empty() && is_digit(word[0]) &&
           std::all_of(word.begin(), word.end(), [](char c) { return is_alnum(c); });
}

bool is_class(std::string_view word) {
    return iequals(word, "IN") || iequals(word, "CH") || iequals(word, "HS");
}

}  // namespace

class ZoneReader {
  public:
    explicit ZoneReader(std::vector<ZoneProblem>& problems) : problems_(problems) {}

    void read(const Entry& entry) {
        if (entry.words.empty()) return;
        const std::string& first = entry.words[0].text;
        if (first.starts_with('$')) return directive(entry);
        size_t at = 0;
        if (!entry.begins_blank) owner_ = absolute(entry.words[at++].text);
        while (at < entry.words.size() && (is_ttl(entry.words[at].text) || is_class(entry.words[at].text)))
            ++at;
        if (owner_.empty() || at == entry.words.size())
            return problem(entry, "no record: name, type and data");
        record(entry, at);
    }

    Zone finish() {
        for (auto& [name, hosts] : exchanges_) {
            std::stable_sort(hosts.begin(), hosts.end(),
                             [](const auto& a, const auto& b) { return a.first < b.first; });
            for (auto& [preference, host] : hosts) zone_.names_[name][RecordType::mx].push_back(host);
        }
        return std::move(zone_);
    }

  private:
    void problem(const Entry& entry, std::string what) { problems_.push_back({entry.line, std::move(what)}); }

    void directive(const Entry& entry) {
        if (iequals(entry.words[0].text, "$ORIGIN") && entry.words.size() > 1) {
            origin_ = absolute(entry.words[1].text);
        } else if (!iequals(entry.words[0].text, "$TTL")) {
            problem(entry, "only $ORIGIN and $TTL are known");
        }
    }

    std::string absolute(std::string_view name) const {
        if (name == "@") return origin_;
        std::string out = ascii_lower(name);
        if (out.ends_with('.')) {
            out.pop_back();
        } else if (!origin_.empty()) {
            out += "." + origin_;
        }
        return out;
    }

    void record(const Entry& entry, size_t at) {
        const std::string type = ascii_lower(entry.words[at].text);
        const std::vector<Word> data(entry.words.begin() + static_cast<std::ptrdiff_t>(at) + 1,
                                     entry.words.end());
        if (type == "a" || type == "aaaa")
            return address(entry, type == "a" ? RecordType::a : RecordType::aaaa, data);
        if (type == "txt") return text(entry, data);
        if (type == "mx") return exchange(entry, data);
        if (type != "cname" && type != "ptr") {
            zone_.names_[owner_];  // the name exists
            return;
        }
        if (data.empty()) return problem(entry, "the record has no data");
        if (type == "ptr")
            add(RecordType::ptr, absolute(data[0].text));
        else
            zone_.aliases_[owner_] = absolute(data[0].text);
    }

    void address(const Entry& entry, RecordType type, const std::vector<Word>& data) {
        const std::string ip = data.empty() ? "" : ip_literal(data[0].text);
        const bool is_v6 = ip.find(':') != std::string::npos;
        if (ip.empty() || is_v6 != (type == RecordType::aaaa))
            return problem(entry, "the record has no address");
        add(type, ip);
    }

    void text(const Entry& entry, const std::vector<Word>& data) {
        if (data.empty()) return problem(entry, "the record has no data");
        std::string joined;
        for (const Word& word : data) joined += word.text;
        if (joined.size() > max_text_bytes) return problem(entry, "the text is longer than DNS can carry");
        add(RecordType::txt, std::move(joined));
    }

    void exchange(const Entry& entry, const std::vector<Word>& data) {
        const auto preference = data.size() < 2 ? std::nullopt : decimal(data[0].text, 5);
        if (!preference) return problem(entry, "an MX record is a number and a host");
        exchanges_[owner_].emplace_back(*preference, absolute(data[1].text));
        ++zone_.record_count_;
    }

    void add(RecordType type, std::string data) {
        zone_.names_[owner_][type].push_back(std::move(data));
        ++zone_.record_count_;
    }

    std::vector<ZoneProblem>& problems_;
    Zone zone_;
    std::map<std::string, std::vector<std::pair<uint64_t, std::string>>> exchanges_;
    std::string origin_;
    std::string owner_;
};

Zone Zone::parse(std::string_view text, std::vector<ZoneProblem>& problems) {
    ZoneReader reader(problems);
    EntryReader entries(text);
    Entry entry;
    while (entries.next(entry)) reader.read(entry);
    return reader.finish();
}

DnsAnswer Zone::lookup(RecordType type, const std::string& name) const {
    const std::string* at = &name;
    for (int step = 0; step < max_alias_steps; ++step) {
        const auto alias = aliases_.find(*at);
        if (alias == aliases_.end()) break;
        at = &alias->second;
    }
    const auto records = names_.find(*at);
    if (records == names_.end()) return {};
    const auto found = records->second.find(type);
    return {DnsAnswer::Status::found,
            found == records->second.end() ? std::vector<std::string>() : found->second};
}

}  // namespace redshank::auth
