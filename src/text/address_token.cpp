// SPDX-License-Identifier: Apache-2.0
// A value is read in every way it could be meant (as it stands, percent-decoded, base64, base32, hex, and
// each of these again), and each reading is searched for the address. Decodings that give no text and no
// digest are dropped at once, so that the random tokens of newsletters, nearly all that is ever seen, cost
// one decoding each.
#include "text/address_token.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/hash.h"

namespace redshank::text {

namespace {

constexpr size_t max_readings = 16;
constexpr size_t max_encodings = 4;
constexpr size_t max_value_bytes = 8192;
constexpr size_t min_encoded_run = 8;
constexpr size_t min_local_part_alone = 6;
constexpr size_t min_cut_digest = 8;  // bytes: 2^-64 that another value begins so

std::string reverse_of(std::string_view text) {
    return {text.rbegin(), text.rend()};
}

std::string rot13_of(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>('a' + (c - 'a' + 13) % 26);
    }
    return out;
}

std::string upper_of(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    }
    return out;
}

// "amelia.okafor@x" as people write it: "Amelia.Okafor@x".
std::string capitalised(std::string_view local, std::string_view domain) {
    std::string out(local);
    bool at_start = true;
    for (char& c : out) {
        if (at_start && c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
        at_start = !is_alnum(c);
    }
    return out + "@" + std::string(domain);
}

struct Algorithm {
    unsigned bit;
    std::string_view name;
    size_t bytes;
    std::string (*hex)(std::string_view);
};
constexpr std::array<Algorithm, 3> algorithms = {{{digests::md5, "md5", 16, md5_hex},
                                                  {digests::sha1, "sha1", 20, sha1_hex},
                                                  {digests::sha256, "sha256", 32, sha256_hex}}};

unsigned digest_bit(size_t bytes) {
    for (const Algorithm& algorithm : algorithms) {
        if (algorithm.bytes == bytes) return algorithm.bit;
    }
    return digests::none;
}

// The beginning of a digest, as hashes are cut to make shorter URLs. Only hex digits are read so: of the
// random tokens of newsletters few are hex.
bool may_be_cut_digest(std::string_view encoding, size_t bytes) {
    return encoding.ends_with("hex") && bytes >= min_cut_digest && bytes < algorithms.back().bytes;
}

// --- decodings ---

bool is_printable(unsigned char byte) {
    return byte >= 0x20 && byte < 0x7F;
}

// What an address can stand in: text that begins in ASCII. Three bytes of chance pass one time in twenty.
bool may_begin_text(std::string_view bytes) {
    const std::string_view start = bytes.substr(0, 3);
    return start.size() == 3 && std::all_of(start.begin(), start.end(), is_printable);
}

bool is_text(std::string_view bytes) {
    return may_begin_text(bytes) && std::all_of(bytes.begin(), bytes.end(), [](char c) {
               const auto byte = static_cast<unsigned char>(c);
               return is_printable(byte) || byte >= 0x80 || is_space(c);
           });
}

// Only what could hold an address or a digest is worth another look.
bool is_worth_reading(std::string_view encoding, std::string_view bytes) {
    return digest_bit(bytes.size()) != digests::none || may_be_cut_digest(encoding, bytes.size()) ||
           is_text(bytes);
}

// The value of a letter of either alphabet of RFC 4648, -1 for other bytes.
constexpr std::array<int8_t, 256> base64_values = [] {
    std::array<int8_t, 256> values{};
    values.fill(-1);
    int8_t next = 0;
    for (unsigned char c = 'A'; c <= 'Z'; ++c) values[c] = next++;
    for (unsigned char c = 'a'; c <= 'z'; ++c) values[c] = next++;
    for (unsigned char c = '0'; c <= '9'; ++c) values[c] = next++;
    values['+'] = values['-'] = 62;
    values['/'] = values['_'] = 63;
    return values;
}();
constexpr int base64_value(char c) {
    return base64_values[static_cast<unsigned char>(c)];
}

// RFC 4648 6, in either case.
constexpr int base32_value(char c) {
    if (is_alpha(c)) return to_lower(c) - 'a';
    return c >= '2' && c <= '7' ? c - '2' + 26 : -1;
}

// Whether the first four letters stand for three bytes that text may begin with, without decoding the rest.
bool may_decode_to_text(std::string_view run) {
    uint32_t bits = 0;
    for (size_t i = 0; i < 4; ++i) bits = bits << 6 | static_cast<uint32_t>(base64_value(run[i]));
    const std::array<char, 3> start = {static_cast<char>(bits >> 16), static_cast<char>(bits >> 8),
                                       static_cast<char>(bits)};
    return may_begin_text({start.data(), start.size()});
}

// Padding is optional. `run` holds only their letters.
std::string decode_base64(std::string_view run) {
    std::string out;
    out.reserve(run.size() * 3 / 4 + 1);
    uint32_t bits = 0;
    int count = 0;
    for (const char c : run) {
        bits = (bits << 6 | static_cast<uint32_t>(base64_value(c))) & 0xFFFFFF;
        count += 6;
        if (count >= 8) {
            count -= 8;
            out += static_cast<char>(bits >> count & 0xFF);
        }
    }
    return out;
}

// Padding is optional. `run` holds only its letters.
std::string decode_base32(std::string_view run) {
    std::string out;
    out.reserve(run.size() * 5 / 8 + 1);
    uint32_t bits = 0;
    int count = 0;
    for (const char c : run) {
        bits = (bits << 5 | static_cast<uint32_t>(base32_value(c))) & 0xFFFF;
        count += 5;
        if (count >= 8) {
            count -= 8;
            out += static_cast<char>(bits >> count & 0xFF);
        }
    }
    return out;
}

std::string decode_percent(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && is_hex_digit(text[i + 1]) && is_hex_digit(text[i + 2])) {
            out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

// Calls `visit` with each maximal run of bytes that `belongs`.
template <typename Belongs, typename Visit>
void each_run(std::string_view text, Belongs belongs, Visit visit) {
    for (size_t i = 0; i < text.size();) {
        const size_t start = i;
        while (i < text.size() && belongs(text[i])) ++i;
        if (i > start) visit(text.substr(start, i - start));
        if (i < text.size()) ++i;
    }
}

class Reader {
  public:
    explicit Reader(std::string_view value) { found_.push_back({std::string(value), ""}); }

    std::vector<Reading> read() {
        for (size_t i = 0; i < found_.size(); ++i) {
            const Reading current = found_[i];  // a copy: found_ grows
            if (depth_[i] < max_encodings) decode(current, depth_[i] + 1);
        }
        return std::move(found_);
    }

  private:
    void decode(const Reading& from, size_t depth) {
        if (from.text.find('%') != std::string::npos) add(from, "percent", decode_percent(from.text), depth);
        each_run(from.text, is_hex_digit, [&](std::string_view run) {
            if (run.size() < min_encoded_run || run.size() % 2 != 0) return;
            const bool worth = may_be_cut_digest("hex", run.size() / 2) ||
                               run.size() / 2 == algorithms.back().bytes ||
                               may_begin_text(unhex(run.substr(0, 6)));
            if (worth) add(from, "hex", unhex(run), depth);
        });
        each_run(
            from.text, [](char c) { return base32_value(c) >= 0; },
            [&](std::string_view run) {
                if (run.size() < min_encoded_run) return;
                const bool worth = digest_bit(run.size() * 5 / 8) != digests::none ||
                                   may_begin_text(decode_base32(run.substr(0, 5)));
                if (worth) add(from, "base32", decode_base32(run), depth);
            });
        // "u-YWJj" holds base64 behind a hyphen, which base64url has for a letter: both ways of cutting are
        // tried.
        bool has_url_letters = false;
        each_run(
            from.text, [](char c) { return base64_value(c) >= 0; },
            [&](std::string_view run) {
                add_base64(from, run, depth);
                has_url_letters = has_url_letters || run.find_first_of("-_") != std::string_view::npos;
            });
        if (!has_url_letters) return;
        each_run(
            from.text, [](char c) { return base64_value(c) >= 0 && c != '-' && c != '_'; },
            [&](std::string_view run) {
                if (run.size() < from.text.size()) add_base64(from, run, depth);
            });
    }

    void add_base64(const Reading& from, std::string_view run, size_t depth) {
        if (run.size() < min_encoded_run || run.size() % 4 == 1) return;
        const bool worth = digest_bit(run.size() * 3 / 4) != digests::none || may_decode_to_text(run);
        if (worth) add(from, "base64", decode_base64(run), depth);
    }

    void add(const Reading& from, std::string_view encoding, std::string text, size_t depth) {
        if (found_.size() >= max_readings || text == from.text || !is_worth_reading(encoding, text)) return;
        std::string chain =
            from.encoding.empty() ? std::string(encoding) : from.encoding + ", " + std::string(encoding);
        found_.push_back({std::move(text), std::move(chain)});
        depth_.push_back(depth);
    }

    std::vector<Reading> found_;
    std::vector<size_t> depth_ = {0};
};

// --- search ---

bool is_address_char(char c) {
    return is_alnum(c) || c == '.' || c == '_' || c == '-';
}

// Nobody else's address ends in "-amelia.okafor@…": there, "header-" is a word of the URL.
bool is_distinctive(std::string_view local) {
    constexpr size_t min_bytes = 8;
    return local.size() >= min_bytes && local.find_first_of("0123456789.-_") != std::string_view::npos;
}

// The address at `at` must not be the inner part of a longer one.
bool is_whole(std::string_view text, size_t at, size_t length, bool distinctive = false) {
    const bool joined = at > 0 && is_address_char(text[at - 1]);
    if (joined && !(distinctive && (text[at - 1] == '-' || text[at - 1] == '_'))) return false;
    const std::string_view rest = text.substr(at + length);
    if (rest.empty()) return true;
    if (rest.front() == '.') return rest.size() == 1 || !is_alnum(rest[1]);
    return !is_alnum(rest.front()) && rest.front() != '-';
}

bool holds_whole(std::string_view text, std::string_view needle) {
    for (size_t at = text.find(needle); at != std::string_view::npos; at = text.find(needle, at + 1)) {
        if (is_whole(text, at, needle.size())) return true;
    }
    return false;
}

// '@', or what stands for it where an '@' may not (VERP writes '=').
bool holds_plainly(std::string_view text, const AddressForms& forms) {
    constexpr std::array<std::string_view, 6> separators = {"@", "=", "_at_", "-at-", "(at)", "|"};
    const bool distinctive = is_distinctive(forms.local);
    for (size_t at = text.find(forms.local); at != std::string_view::npos;
         at = text.find(forms.local, at + 1)) {
        const std::string_view rest = text.substr(at + forms.local.size());
        for (const std::string_view separator : separators) {
            if (!rest.starts_with(separator) || !rest.substr(separator.size()).starts_with(forms.domain))
                continue;
            const size_t length = forms.local.size() + separator.size() + forms.domain.size();
            if (is_whole(text, at, length, distinctive)) return true;
        }
    }
    return false;
}

bool is_local_part_alone(std::string_view text, const AddressForms& forms, bool encoded) {
    if (forms.local.size() < min_local_part_alone || text != forms.local) return false;
    return encoded || forms.local.find_first_of("0123456789.-_") != std::string::npos;
}

struct Match {
    std::string how;  // "" as the reading stands
    bool local_part_only = false;
};

std::optional<Match> match_text(std::string_view lower, const AddressForms& forms, bool encoded) {
    if (holds_plainly(lower, forms)) return Match{"", false};
    if (holds_whole(lower, forms.reversed)) return Match{"reversed", false};
    if (holds_whole(lower, forms.rot13)) return Match{"rot13", false};
    if (is_local_part_alone(lower, forms, encoded)) return Match{"", true};
    return std::nullopt;
}

// A hex digest has been read as "hex" before, so that only bytes are compared.
std::optional<Match> match_digest(const Reading& reading, const AddressForms& forms) {
    const std::string_view bytes = reading.text;
    for (const AddressForms::Digest& digest : forms.digests) {
        if (digest.bytes == bytes) return Match{std::string(digest.name), digest.local_part_only};
    }
    if (!may_be_cut_digest(reading.encoding, bytes.size())) return std::nullopt;
    for (const AddressForms::Digest& digest : forms.digests) {
        if (!digest.bytes.starts_with(bytes)) continue;
        return Match{std::string(digest.name) + " cut to " + std::to_string(bytes.size()) + " bytes",
                     digest.local_part_only};
    }
    return std::nullopt;
}

// "hex, md5" is what everybody calls md5.
std::string encoding_name(std::string_view chain, std::string_view how) {
    if (chain.empty()) return how.empty() ? "plain" : std::string(how);
    if (how.empty()) return std::string(chain);
    const bool is_digest = how != "reversed" && how != "rot13";
    if (is_digest && chain == "hex") return std::string(how);
    if (is_digest && chain.ends_with(", hex")) chain.remove_suffix(5);
    return std::string(chain) + ", " + std::string(how);
}

}  // namespace

AddressForms address_forms(std::string_view address, unsigned which) {
    AddressForms forms;
    const size_t at = address.rfind('@');
    if (at == std::string_view::npos || at == 0 || address.size() - at < 4) return forms;
    forms.address = ascii_lower(address);
    forms.local = forms.address.substr(0, at);
    forms.domain = forms.address.substr(at + 1);
    forms.reversed = reverse_of(forms.address);
    forms.rot13 = rot13_of(forms.address);
    const std::array<std::string, 4> spellings = {
        forms.address, upper_of(forms.address), capitalised(forms.local, forms.domain), forms.address + "\n"};
    for (const Algorithm& algorithm : algorithms) {
        if ((which & algorithm.bit) == 0) continue;
        for (const std::string& spelling : spellings) {
            forms.digests.push_back({unhex(algorithm.hex(spelling)), algorithm.name, false});
        }
        if (forms.local.size() >= min_local_part_alone) {
            forms.digests.push_back({unhex(algorithm.hex(forms.local)), algorithm.name, true});
        }
    }
    return forms;
}

std::vector<Reading> readings(std::string_view value) {
    return Reader(value.substr(0, max_value_bytes)).read();
}

unsigned possible_digests(std::span<const Reading> readings) {
    unsigned which = digests::none;
    for (const Reading& reading : readings) {
        if (reading.encoding.empty()) continue;
        which |= digest_bit(reading.text.size());
        if (!may_be_cut_digest(reading.encoding, reading.text.size())) continue;
        for (const Algorithm& algorithm : algorithms) {
            if (reading.text.size() < algorithm.bytes) which |= algorithm.bit;
        }
    }
    return which;
}

std::optional<AddressToken> find_address(std::span<const Reading> readings,
                                         std::span<const AddressForms> addresses) {
    std::optional<AddressToken> weak;
    for (const Reading& reading : readings) {
        const std::string lower = ascii_lower(reading.text);
        for (size_t i = 0; i < addresses.size(); ++i) {
            if (addresses[i].address.empty()) continue;
            std::optional<Match> match = match_text(lower, addresses[i], !reading.encoding.empty());
            if (!match) match = match_digest(reading, addresses[i]);
            if (!match || (match->local_part_only && weak)) continue;
            AddressToken token{i, encoding_name(reading.encoding, match->how), match->local_part_only};
            if (!token.local_part_only) return token;
            weak = std::move(token);
        }
    }
    return weak;
}

std::optional<AddressToken> find_address(std::string_view value, std::span<const AddressForms> addresses) {
    return find_address(readings(value), addresses);
}

uint64_t address_mask(std::string_view value, std::string_view address) {
    constexpr size_t bytes = sizeof(uint64_t);
    if (address.size() < bytes || value.size() > max_value_bytes) return 0;
    uint64_t mask = 0;
    const auto combine = [&](std::string_view hidden) {
        for (size_t i = 0; i < bytes; ++i) {
            const auto difference = static_cast<unsigned char>(hidden[i] ^ address[i]);
            mask |= uint64_t{difference} << 8 * i;
        }
    };
    each_run(value, is_hex_digit, [&](std::string_view run) {
        if (mask == 0 && run.size() == 2 * address.size()) combine(unhex(run));
    });
    each_run(
        value, [](char c) { return base64_value(c) >= 0; },
        [&](std::string_view run) {
            if (mask == 0 && run.size() == (address.size() * 4 + 2) / 3) combine(decode_base64(run));
        });
    return mask;
}

}  // namespace redshank::text
