// SPDX-License-Identifier: Apache-2.0
// ASCII never reaches ICU. ICU's normalizers and its spoof checker are immutable and shared by all threads;
// transliterators are not promised to be, so each thread that meets a foreign script builds its own once.
#include "text/fold.h"

#include <algorithm>
#include <array>
#include <memory>

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uspoof.h>

#include "base/ascii.h"

namespace redshank::text {

namespace {

using icu::Normalizer2;
using icu::UnicodeString;

// Transliteration takes about a microsecond a letter; names and subjects are far shorter.
constexpr size_t max_transliterated_bytes = 4096;

UnicodeString from_utf8(std::string_view utf8) {
    return UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<int32_t>(utf8.size())));
}

std::string to_utf8(const UnicodeString& text) {
    std::string out;
    return text.toUTF8String(out);
}

// The marks that people leave out when they type: accents (class 200 and up), strokes (1), Hebrew and Arabic
// vowel signs (10 to 36). Not the signs that make another letter: kana voicing (8), Indic viramas (9) and
// vowels (0).
bool is_diacritic(UChar32 c) {
    const uint8_t combining = u_getCombiningClass(c);
    return combining == 1 || (combining >= 10 && combining <= 36) || combining >= 200;
}

UnicodeString without_diacritics(const UnicodeString& decomposed) {
    UnicodeString out;
    for (int32_t at = 0; at < decomposed.length(); at = decomposed.moveIndex32(at, 1)) {
        const UChar32 c = decomposed.char32At(at);
        if (!is_diacritic(c)) out.append(c);
    }
    return out;
}

const USpoofChecker* spoof_checker() {
    static const USpoofChecker* const checker = [] {
        UErrorCode error = U_ZERO_ERROR;
        USpoofChecker* opened = uspoof_open(&error);
        return U_SUCCESS(error) ? opened : nullptr;
    }();
    return checker;
}

// The one letter of ASCII that UTS 39 takes apart, the digits that stand for letters in look-alike domains,
// and "vv", which UTS 39 has not.
std::string ascii_skeleton(std::string_view folded) {
    std::string out;
    out.reserve(folded.size() + 8);
    for (const char c : folded) {
        switch (c) {
            case 'm':
                out += "rn";
                break;
            case '0':
            case 'O':
                out += 'o';
                break;
            case '1':
            case '|':
            case 'I':
                out += 'l';
                break;
            case 'v':
                if (out.ends_with('v')) {
                    out.back() = 'w';
                } else {
                    out += 'v';
                }
                break;
            default:
                out += c;
        }
    }
    return out;
}

const icu::Transliterator* latin_transliterator() {
    static thread_local const std::unique_ptr<const icu::Transliterator> instance = [] {
        UErrorCode error = U_ZERO_ERROR;
        return std::unique_ptr<const icu::Transliterator>(
            icu::Transliterator::createInstance("Any-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, error));
    }();
    return instance.get();
}

}  // namespace

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string fold(std::string_view utf8) {
    if (is_ascii(utf8)) return ascii_lower(utf8);
    UErrorCode error = U_ZERO_ERROR;
    const Normalizer2* casefold = Normalizer2::getNFKCCasefoldInstance(error);
    const Normalizer2* decompose = Normalizer2::getNFDInstance(error);
    const Normalizer2* compose = Normalizer2::getNFCInstance(error);
    if (U_FAILURE(error)) return ascii_lower(utf8);
    const UnicodeString folded = casefold->normalize(from_utf8(utf8), error);
    const UnicodeString bare = without_diacritics(decompose->normalize(folded, error));
    const UnicodeString composed = compose->normalize(bare, error);
    return U_SUCCESS(error) ? to_utf8(composed) : ascii_lower(utf8);
}

std::string skeleton(std::string_view utf8) {
    const std::string folded = fold(utf8);
    if (is_ascii(folded) || spoof_checker() == nullptr) return ascii_skeleton(folded);
    UErrorCode error = U_ZERO_ERROR;
    UnicodeString out;
    uspoof_getSkeletonUnicodeString(spoof_checker(), 0, from_utf8(folded), out, &error);
    return ascii_skeleton(U_SUCCESS(error) ? to_utf8(out) : folded);
}

std::string to_latin(std::string_view utf8) {
    if (is_ascii(utf8)) return ascii_lower(utf8);
    std::string folded = fold(utf8);
    if (is_ascii(folded) || folded.size() > max_transliterated_bytes || latin_transliterator() == nullptr)
        return folded;
    UnicodeString text = from_utf8(folded);
    latin_transliterator()->transliterate(text);
    // What transliteration wrote with accents of its own, and Latin-ASCII left.
    return fold(to_utf8(text));
}

}  // namespace redshank::text
