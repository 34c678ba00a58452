// SPDX-License-Identifier: Apache-2.0
// Little-endian counts and lengths of four bytes, strings as they are, one entry after the other, behind a
// mark and a checksum (XXH3) of the rest.
#include "intel/list_store.h"

#include <algorithm>
#include <cstring>
#include <unordered_map>

#include "base/hash.h"

namespace redshank::intel {

namespace {

// The number rises with any change to the layout or to how names are read.
constexpr std::string_view mark = "RSLIST01";

class Writer {
  public:
    void number(uint32_t value) {
        for (int shift = 0; shift < 32; shift += 8) out_ += static_cast<char>(value >> shift);
    }
    void byte(uint8_t value) { out_ += static_cast<char>(value); }
    void string(std::string_view text) {
        number(static_cast<uint32_t>(text.size()));
        out_ += text;
    }
    std::string take() { return std::move(out_); }

  private:
    std::string out_;
};

// Past the end everything is 0 and ok() false.
class Reader {
  public:
    explicit Reader(std::string_view bytes) : bytes_(bytes) {}
    uint32_t number() {
        if (!has(4)) return 0;
        uint32_t value = 0;
        for (int i = 0; i < 4; ++i)
            value |= static_cast<uint32_t>(static_cast<uint8_t>(bytes_[at_ + i])) << (8 * i);
        at_ += 4;
        return value;
    }
    uint8_t byte() { return has(1) ? static_cast<uint8_t>(bytes_[at_++]) : uint8_t{0}; }
    uint8_t byte_below(uint8_t end) {
        const uint8_t value = byte();
        ok_ = ok_ && value < end;
        return ok_ ? value : uint8_t{0};
    }
    std::string string() {
        const uint32_t length = number();
        if (!has(length)) return {};
        at_ += length;
        return std::string(bytes_.substr(at_ - length, length));
    }
    /// How many items of at least `item_bytes` each follow; 0 where so many cannot.
    uint32_t count(size_t item_bytes) {
        const uint32_t value = number();
        return has(static_cast<size_t>(value) * item_bytes) ? value : 0;
    }
    bool ok() const { return ok_; }
    bool at_end() const { return at_ == bytes_.size(); }

  private:
    bool has(size_t length) {
        ok_ = ok_ && length <= bytes_.size() - at_;
        return ok_;
    }
    std::string_view bytes_;
    size_t at_ = 0;
    bool ok_ = true;
};

void write_name(Writer& out, const text::Name& name) {
    out.byte(static_cast<uint8_t>(name.type));
    out.byte(name.has_comma ? 1 : 0);
    out.number(static_cast<uint32_t>(name.words.size()));
    for (const text::NameWord& word : name.words) {
        out.string(word.latin);
        out.string(word.sound);
        out.byte(static_cast<uint8_t>(word.role));
        out.byte(word.no_vowels ? 1 : 0);
    }
}

text::Name read_stored_name(Reader& in) {
    text::Name name;
    name.type = static_cast<text::NameType>(in.byte_below(3));
    name.has_comma = in.byte_below(2) != 0;
    const uint32_t count = std::min<uint32_t>(in.count(10), text::max_name_words);
    for (uint32_t i = 0; i < count && in.ok(); ++i) {
        text::NameWord word;
        word.latin = in.string();
        word.sound = in.string();
        word.role = static_cast<text::WordRole>(in.byte_below(7));
        word.no_vowels = in.byte_below(2) != 0;
        name.words.push_back(std::move(word));
    }
    return name;
}

void write_entry(Writer& out, const CompiledEntry& compiled) {
    const ListEntry& entry = compiled.entry;
    out.string(entry.list);
    out.string(entry.id);
    out.byte(static_cast<uint8_t>(entry.type));
    out.string(entry.listed_on);
    out.number(static_cast<uint32_t>(entry.names.size()));
    for (size_t i = 0; i < entry.names.size(); ++i) {
        out.string(entry.names[i].text);
        out.byte(static_cast<uint8_t>(entry.names[i].quality));
        write_name(out, compiled.names[i]);
    }
    for (const auto* strings : {&entry.programmes, &entry.countries}) {
        out.number(static_cast<uint32_t>(strings->size()));
        for (const std::string& one : *strings) out.string(one);
    }
    out.number(static_cast<uint32_t>(entry.births.size()));
    for (const Birth& birth : entry.births) {
        out.number(static_cast<uint32_t>(birth.first_year) << 16 | birth.last_year);
        out.byte(birth.month);
        out.byte(birth.day);
    }
}

CompiledEntry read_entry(Reader& in) {
    CompiledEntry out;
    ListEntry& entry = out.entry;
    entry.list = in.string();
    entry.id = in.string();
    entry.type = static_cast<ListedType>(in.byte_below(5));
    entry.listed_on = in.string();
    for (uint32_t i = in.count(11); i > 0 && in.ok(); --i) {
        std::string text = in.string();
        entry.names.push_back({std::move(text), static_cast<NameQuality>(in.byte_below(4))});
        out.names.push_back(read_stored_name(in));
    }
    for (auto* strings : {&entry.programmes, &entry.countries})
        for (uint32_t i = in.count(4); i > 0 && in.ok(); --i) strings->push_back(in.string());
    for (uint32_t i = in.count(6); i > 0 && in.ok(); --i) {
        const uint32_t years = in.number();
        const uint8_t month = in.byte();
        entry.births.push_back(
            {static_cast<uint16_t>(years >> 16), static_cast<uint16_t>(years), month, in.byte()});
    }
    return out;
}

// Of a list that does not say: what has the words of a company is one.
text::NameType guessed_type(const ListEntry& entry) {
    for (const ListedName& name : entry.names) {
        for (const text::NameWord& word : text::read_name(name.text, text::NameType::entity).words)
            if (word.role == text::WordRole::legal_form || word.role == text::WordRole::common)
                return text::NameType::entity;
    }
    return text::NameType::person;
}

text::NameType name_type(const ListEntry& entry) {
    if (entry.type == ListedType::unknown) return guessed_type(entry);
    return entry.type == ListedType::person ? text::NameType::person : text::NameType::entity;
}

template <class T>
void add_missing(std::vector<T>& to, std::vector<T>& from) {
    for (T& one : from)
        if (std::find(to.begin(), to.end(), one) == to.end()) to.push_back(std::move(one));
}

void merge_into(CompiledEntry& to, CompiledEntry& from) {
    for (size_t i = 0; i < from.names.size(); ++i) {
        const bool known =
            std::any_of(to.entry.names.begin(), to.entry.names.end(),
                        [&](const ListedName& name) { return name.text == from.entry.names[i].text; });
        if (known) continue;
        to.entry.names.push_back(std::move(from.entry.names[i]));
        to.names.push_back(std::move(from.names[i]));
    }
    if (to.entry.type == ListedType::unknown) to.entry.type = from.entry.type;
    if (to.entry.listed_on.empty()) to.entry.listed_on = from.entry.listed_on;
    add_missing(to.entry.programmes, from.entry.programmes);
    add_missing(to.entry.countries, from.entry.countries);
    add_missing(to.entry.births, from.entry.births);
}

}  // namespace

std::vector<CompiledEntry> compile_list(std::vector<ListEntry> entries) {
    std::vector<CompiledEntry> out;
    out.reserve(entries.size());
    for (ListEntry& entry : entries) {
        CompiledEntry compiled;
        const text::NameType type = name_type(entry);
        for (const ListedName& name : entry.names) compiled.names.push_back(text::read_name(name.text, type));
        compiled.entry = std::move(entry);
        out.push_back(std::move(compiled));
    }
    return out;
}

std::string write_compiled(const std::vector<CompiledEntry>& entries) {
    Writer out;
    out.number(static_cast<uint32_t>(entries.size()));
    for (const CompiledEntry& entry : entries) write_entry(out, entry);
    const std::string body = out.take();
    const uint64_t sum = hash64(body);
    std::string bytes(mark);
    for (int shift = 0; shift < 64; shift += 8) bytes += static_cast<char>(sum >> shift);
    return bytes + body;
}

Result<std::vector<CompiledEntry>> read_compiled(std::string_view bytes) {
    constexpr size_t head = mark.size() + 8;
    if (bytes.size() < head || !bytes.starts_with(mark)) return Error{"no compiled list of this version"};
    const std::string_view body = bytes.substr(head);
    uint64_t sum = 0;
    for (size_t i = 0; i < 8; ++i)
        sum |= static_cast<uint64_t>(static_cast<uint8_t>(bytes[mark.size() + i])) << (8 * i);
    if (sum != hash64(body)) return Error{"the compiled list is damaged"};
    Reader in(body);
    std::vector<CompiledEntry> out;
    const uint32_t count = in.count(21);
    out.reserve(count);
    for (uint32_t i = 0; i < count && in.ok(); ++i) out.push_back(read_entry(in));
    if (!in.ok() || !in.at_end()) return Error{"the compiled list is damaged"};
    return out;
}

std::vector<CompiledEntry> merge_entries(std::vector<CompiledEntry> entries) {
    std::unordered_map<std::string, size_t> places;
    std::vector<CompiledEntry> out;
    out.reserve(entries.size());
    for (CompiledEntry& one : entries) {
        const auto [at, is_new] = places.emplace(one.entry.list + '\n' + one.entry.id, out.size());
        if (is_new) {
            out.push_back(std::move(one));
        } else {
            merge_into(out[at->second], one);
        }
    }
    return out;
}

}  // namespace redshank::intel
