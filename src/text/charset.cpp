// SPDX-License-Identifier: Apache-2.0
// A label is looked up as browsers do (WHATWG Encoding 4.2: latin1 and us-ascii mean windows-1252, gb2312
// means gb18030), then by ICU's names. Bytes that are ASCII or UTF-8 already are copied as they are,
// windows-1252 has its own table; only the rest goes through ICU.
#include "text/charset.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>

#include "base/ascii.h"
#include "base/safe_text.h"

namespace redshank::text {

namespace {

struct Encoding {
    std::string_view name;       // canonical, lower-case
    const char* icu;             // nullptr: one of the two that need no ICU
    bool ascii_superset = true;  // ASCII bytes stand for themselves
};

struct EncodingRow {
    Encoding encoding;
    std::string_view labels;  // each with a space before and after
};

// Where WHATWG's names differ from ICU's, or ICU does not know them.
constexpr EncodingRow encoding_rows[] = {
    {{"utf-8", nullptr},
     " utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8 utf-8-mac cp65001 "},
    {{"windows-1252", nullptr},
     " windows-1252 iso-8859-1 us-ascii ascii ansi_x3.4-1968 ansi_x3.4-1986 iso_8859-1 iso8859-1 iso88591 "
     "iso-ir-100 "
     "iso_8859-1:1987 latin1 latin-1 l1 csisolatin1 cp1252 cp819 ibm819 x-cp1252 cs1252 ansi x-ansi 8859-1 "
     "646 "},
    {{"windows-1254", "windows-1254"},
     " windows-1254 iso-8859-9 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 latin5 l5 csisolatin5 "
     "iso-ir-148 cp1254 "
     "x-cp1254 "},
    {{"windows-874", "windows-874"}, " windows-874 iso-8859-11 iso8859-11 iso885911 tis-620 dos-874 "},
    {{"windows-1250", "windows-1250"}, " windows-1250 cp1250 x-cp1250 "},
    {{"windows-1251", "windows-1251"}, " windows-1251 cp1251 x-cp1251 win-1251 "},
    {{"windows-1256", "windows-1256"}, " windows-1256 cp1256 x-cp1256 "},
    {{"windows-1258", "windows-1258"}, " windows-1258 cp1258 x-cp1258 "},
    {{"iso-8859-2", "iso-8859-2"},
     " iso-8859-2 iso8859-2 iso88592 iso_8859-2 latin2 l2 csisolatin2 iso-ir-101 "},
    {{"iso-8859-8", "iso-8859-8"},
     " iso-8859-8 iso-8859-8-i iso-8859-8-e logical visual csiso88598i csiso88598e "},
    {{"iso-8859-15", "iso-8859-15"},
     " iso-8859-15 iso8859-15 iso885915 iso_8859-15 latin9 latin-9 l9 csisolatin9 "},
    {{"koi8-r", "koi8-r"}, " koi8-r koi8 koi koi8_r cskoi8r "},
    {{"koi8-u", "koi8-u"}, " koi8-u koi8-ru "},
    {{"macintosh", "macintosh"}, " macintosh mac x-mac-roman csmacintosh "},
    {{"x-mac-cyrillic", "x-mac-cyrillic"}, " x-mac-cyrillic x-mac-ukrainian "},
    {{"gb18030", "gb18030"},
     " gb18030 gbk gb2312 gb_2312 gb_2312-80 csgb2312 chinese x-gbk csiso58gb231280 iso-ir-58 cp936 "
     "gb18030-2022 euc-cn "},
    {{"big5", "Big5-HKSCS"}, " big5 big5-hkscs cn-big5 csbig5 x-x-big5 cp950 "},
    {{"euc-kr", "windows-949"},
     " euc-kr ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 korean windows-949 cseuckr csksc56011987 "
     "iso-ir-149 cp949 "},
    {{"shift_jis", "windows-31j"},
     " shift_jis shift-jis sjis x-sjis ms_kanji ms932 windows-31j csshiftjis cp932 "},
    {{"euc-jp", "euc-jp"}, " euc-jp x-euc-jp cseucpkdfmtjapanese "},
    // Mail also writes half-width katakana in it (ICU's version 3 of ISO_2022,locale=ja reads them).
    {{"iso-2022-jp", "JIS7", false},
     " iso-2022-jp csiso2022jp iso-2022-jp-1 iso-2022-jp-ms cp50220 cp50221 "},
    {{"hz-gb-2312", "HZ-GB-2312", false}, " hz-gb-2312 hz "},
    {{"utf-7", "UTF-7", false}, " utf-7 utf7 unicode-1-1-utf-7 x-unicode-2-0-utf-7 csunicode11utf7 "},
};
constexpr const Encoding& utf8_encoding = encoding_rows[0].encoding;
constexpr const Encoding& windows_1252 = encoding_rows[1].encoding;

using Converter = std::unique_ptr<UConverter, decltype(&ucnv_close)>;

constexpr size_t max_label_bytes = 64;

std::string clean_label(std::string_view label) {
    label = trim(label);
    while (!label.empty() && (label.front() == '"' || label.front() == '\'')) label.remove_prefix(1);
    while (!label.empty() && (label.back() == '"' || label.back() == '\'')) label.remove_suffix(1);
    if (label.size() > max_label_bytes ||
        label.find_first_of(std::string_view(" \0,", 3)) != std::string_view::npos) {
        return {};
    }
    return ascii_lower(label);
}

const Encoding* find_row(const std::string& label) {
    const std::string key = " " + label + " ";
    for (const EncodingRow& row : encoding_rows) {
        if (row.labels.find(key) != std::string_view::npos) return &row.encoding;
    }
    return nullptr;
}

Converter open_converter(const char* icu_name) {
    UErrorCode status = U_ZERO_ERROR;
    UConverter* converter = ucnv_open(icu_name, &status);
    return {U_SUCCESS(status) ? converter : nullptr, &ucnv_close};
}

std::string icu_name(UConverter* converter) {
    UErrorCode status = U_ZERO_ERROR;
    const char* own = ucnv_getName(converter, &status);
    UErrorCode alias_status = U_ZERO_ERROR;
    const char* preferred = U_SUCCESS(status) ? ucnv_getStandardName(own, "MIME", &alias_status) : nullptr;
    return ascii_lower(preferred != nullptr ? preferred : U_SUCCESS(status) ? own : "");
}

size_t ascii_prefix(std::string_view bytes) {
    size_t i = 0;
    for (; i + 8 <= bytes.size(); i += 8) {
        uint64_t word;
        std::memcpy(&word, bytes.data() + i, 8);
        if ((word & 0x8080808080808080u) != 0) break;
    }
    while (i < bytes.size() && static_cast<unsigned char>(bytes[i]) < 0x80) ++i;
    return i;
}

/// Text and map in step: a pair wherever a stretch of one-to-one bytes begins or ends, and at least every 64
/// bytes.
class Output {
  public:
    explicit Output(Converted& out) : out_(out) {}

    void append(uint32_t code_point, size_t byte_offset) {
        const bool one_to_one = code_point < 0x80;
        if (out_.map.empty() || one_to_one != one_to_one_ ||
            byte_offset >= out_.map.back().second + size_t{63}) {
            out_.map.emplace_back(static_cast<uint32_t>(out_.utf8.size()),
                                  static_cast<uint32_t>(byte_offset));
        }
        one_to_one_ = one_to_one;
        encode(code_point);
    }
    void finish(size_t bytes) {
        out_.map.emplace_back(static_cast<uint32_t>(out_.utf8.size()), static_cast<uint32_t>(bytes));
    }

  private:
    void encode(uint32_t c) {
        const auto put = [this](uint32_t byte) { out_.utf8.push_back(static_cast<char>(byte)); };
        if (c < 0x80) {
            put(c);
        } else if (c < 0x800) {
            put(0xC0 | c >> 6), put(0x80 | (c & 0x3F));
        } else if (c < 0x10000) {
            put(0xE0 | c >> 12), put(0x80 | (c >> 6 & 0x3F)), put(0x80 | (c & 0x3F));
        } else {
            put(0xF0 | c >> 18), put(0x80 | (c >> 12 & 0x3F)), put(0x80 | (c >> 6 & 0x3F)),
                put(0x80 | (c & 0x3F));
        }
    }
    Converted& out_;
    bool one_to_one_ = false;
};

// WHATWG index windows-1252, 0x80 to 0x9F; the five unassigned bytes stay C1 controls.
constexpr std::array<uint16_t, 32> windows_1252_high = {
    0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6,  0x2030, 0x160,
    0x2039, 0x152,  0x8D,   0x17D,  0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178};

void convert_windows_1252(std::string_view bytes, Converted& out) {
    out.utf8.reserve(bytes.size() + bytes.size() / 8);
    Output output(out);
    for (size_t i = 0; i < bytes.size(); ++i) {
        const auto byte = static_cast<unsigned char>(bytes[i]);
        output.append(byte >= 0x80 && byte < 0xA0 ? windows_1252_high[byte - 0x80] : byte, i);
    }
    output.finish(bytes.size());
}

constexpr uint32_t replacement = 0xFFFD;

/// `skip` bytes (a byte order mark) are left out. Counts of what came out tell how well the charset fits.
struct Fit {
    size_t replaced = 0;
    size_t beyond_ascii = 0;
};
Fit convert_icu(UConverter* converter, std::string_view bytes, size_t skip, Converted& out) {
    constexpr size_t chunk = 1024;
    std::array<UChar, chunk> units;
    std::array<int32_t, chunk> offsets;
    Fit fit;
    Output output(out);
    out.utf8.reserve(bytes.size() + bytes.size() / 2);
    const char* source = bytes.data() + skip;
    const char* const end = bytes.data() + bytes.size();
    uint32_t lead = 0;  // a high surrogate whose other half comes in the next chunk
    size_t lead_at = 0;
    const auto emit = [&](uint32_t c, size_t at) {
        // ICU marks a bad single byte of some tables by SUB.
        if (c == 0x1A && bytes[at] != 0x1A) c = replacement;
        fit.replaced += c == replacement;
        fit.beyond_ascii += c >= 0x80 && c != replacement;
        output.append(c, at);
    };
    for (bool more = true; more;) {
        UErrorCode status = U_ZERO_ERROR;
        UChar* target = units.data();
        const auto base = static_cast<size_t>(source - bytes.data());
        ucnv_toUnicode(converter, &target, units.data() + chunk, &source, end, offsets.data(), true, &status);
        more = status == U_BUFFER_OVERFLOW_ERROR;
        const auto count = static_cast<size_t>(target - units.data());
        for (size_t i = 0; i < count; ++i) {
            const uint32_t unit = units[i];
            // A unit that was held over from the call before has no offset: it belongs to the byte before
            // this call's.
            const size_t at =
                offsets[i] >= 0 ? base + static_cast<size_t>(offsets[i]) : (base == 0 ? 0 : base - 1);
            if (lead != 0) {
                if (unit >= 0xDC00 && unit < 0xE000) {
                    emit(0x10000 + ((lead - 0xD800) << 10) + (unit - 0xDC00), lead_at);
                    lead = 0;
                    continue;
                }
                emit(replacement, lead_at);
                lead = 0;
            }
            if (unit >= 0xD800 && unit < 0xDC00) {
                lead = unit;
                lead_at = at;
            } else {
                emit(unit >= 0xDC00 && unit < 0xE000 ? replacement : unit, at);
            }
        }
    }
    if (lead != 0) emit(replacement, lead_at);
    output.finish(bytes.size());
    out.replaced = fit.replaced != 0;
    return fit;
}

Converted convert_named(std::string_view bytes, const Encoding& encoding, size_t skip) {
    Converted out;
    out.charset = encoding.name;
    const Converter converter = open_converter(encoding.icu != nullptr ? encoding.icu : "UTF-8");
    if (converter != nullptr) convert_icu(converter.get(), bytes, skip, out);
    return out;
}

Converted as_is(std::string_view bytes, std::string_view charset) {
    Converted out;
    out.utf8 = bytes;
    out.charset = charset;
    return out;
}

Converted as_windows_1252(std::string_view bytes) {
    if (ascii_prefix(bytes) == bytes.size()) return as_is(bytes, windows_1252.name);
    Converted out;
    out.charset = windows_1252.name;
    convert_windows_1252(bytes, out);
    return out;
}

bool well_formed(std::string_view bytes) {
    return is_utf8(bytes.substr(ascii_prefix(bytes)));
}

Converted without_label(std::string_view bytes) {
    return well_formed(bytes) ? as_is(bytes, utf8_encoding.name) : as_windows_1252(bytes);
}

Converted declared_utf8(std::string_view bytes) {
    if (well_formed(bytes)) return as_is(bytes, utf8_encoding.name);
    Converted out;
    out.charset = utf8_encoding.name;
    const Converter converter = open_converter("UTF-8");
    Fit fit;
    if (converter != nullptr) fit = convert_icu(converter.get(), bytes, 0, out);
    // A few broken sequences are damage; broken ones alone are another charset.
    if (fit.beyond_ascii >= fit.replaced && fit.replaced != 0) return out;
    out = as_windows_1252(bytes);
    out.declared_wrong = true;
    return out;
}

// us-ascii holds no byte above 0x7F: what is well-formed UTF-8 was meant so.
bool is_ascii_label(const std::string& label) {
    return label == "us-ascii" || label == "ascii";
}

Converted declared_other(std::string_view bytes, const std::string& label) {
    const Encoding* row = find_row(label);
    const size_t ascii = ascii_prefix(bytes);
    if (row != nullptr && row->ascii_superset && ascii == bytes.size()) return as_is(bytes, row->name);
    if (row == &utf8_encoding) return declared_utf8(bytes);
    if (row == &windows_1252) {
        if (!is_ascii_label(label)) return as_windows_1252(bytes);
        Converted out = without_label(bytes);
        out.declared_wrong = true;
        return out;
    }
    Converted out;
    const Converter converter = label.empty() ? Converter(nullptr, &ucnv_close)
                                              : open_converter(row != nullptr ? row->icu : label.c_str());
    if (converter == nullptr) {
        out = without_label(bytes);
        out.declared_wrong = out.unknown_label = true;
        return out;
    }
    out.charset = row != nullptr ? std::string(row->name) : icu_name(converter.get());
    convert_icu(converter.get(), bytes, 0, out);
    if (out.replaced && ascii < bytes.size() && well_formed(bytes)) {
        out = as_is(bytes, utf8_encoding.name);
        out.declared_wrong = true;
    }
    return out;
}

}  // namespace

Converted to_utf8(std::string_view bytes, std::string_view label) {
    if (bytes.starts_with("\xEF\xBB\xBF")) return convert_named(bytes, utf8_encoding, 3);
    if (bytes.starts_with("\xFF\xFE")) return convert_named(bytes, {"utf-16le", "UTF-16LE", false}, 2);
    if (bytes.starts_with("\xFE\xFF")) return convert_named(bytes, {"utf-16be", "UTF-16BE", false}, 2);
    if (iequals(label, "utf-8")) return declared_utf8(bytes);
    if (trim(label).empty()) return without_label(bytes);
    return declared_other(bytes, clean_label(label));
}

uint32_t original_offset(const Converted& converted, uint32_t utf8_offset) {
    const auto& map = converted.map;
    const auto after =
        std::upper_bound(map.begin(), map.end(), utf8_offset,
                         [](uint32_t offset, const auto& pair) { return offset < pair.first; });
    if (after == map.begin()) return map.empty() ? utf8_offset : map.front().second;
    const auto at = after - 1;
    const bool one_to_one = after != map.end() && after->first - at->first == after->second - at->second;
    return at->second + (one_to_one ? utf8_offset - at->first : 0);
}

bool is_known_charset(std::string_view label) {
    const std::string clean = clean_label(label);
    return !clean.empty() && (find_row(clean) != nullptr || open_converter(clean.c_str()) != nullptr);
}

}  // namespace redshank::text
