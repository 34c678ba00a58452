// SPDX-License-Identifier: Apache-2.0
// A table of signatures, then markup as the MIME Sniffing Standard (7.1) finds it, then "is it text".
#include "document/found_type.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "base/ascii.h"

namespace redshank::document {

namespace {

using namespace std::string_view_literals;

struct Signature {
    std::string_view bytes;
    std::string_view type;
    size_t offset = 0;
};

constexpr auto signatures = std::to_array<Signature>({
    {"PK\x03\x04"sv, "zip"},
    {"PK\x05\x06"sv, "zip"},
    {"%PDF-"sv, "pdf"},
    {"MZ"sv, "exe"},
    {"\x7F"
     "ELF"sv,
     "elf"},
    {"\xCF\xFA\xED\xFE"sv, "macho"},
    {"\xCA\xFE\xBA\xBE"sv, "macho"},
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, "ole"},
    {"{\\rtf"sv, "rtf"},
    {"\x89PNG\r\n\x1A\n"sv, "png"},
    {"\xFF\xD8\xFF"sv, "jpeg"},
    {"GIF8"sv, "gif"},
    {"WEBP"sv, "webp", 8},
    {"BM"sv, "bmp"},
    {"II*\0"sv, "tiff"},
    {"MM\0*"sv, "tiff"},
    {"\0\0\1\0"sv, "ico"},
    {"ftyp"sv, "mp4", 4},
    {"ID3"sv, "mp3"},
    {"OggS"sv, "ogg"},
    {"Rar!\x1A\x07"sv, "rar"},
    {"7z\xBC\xAF\x27\x1C"sv, "7z"},
    {"\x1F\x8B"sv, "gzip"},
    {"BZh"sv, "bzip2"},
    {"\xFD"
     "7zXZ\0"sv,
     "xz"},
    {"\x28\xB5\x2F\xFD"sv, "zstd"},
    {"MSCF"sv, "cab"},
    {"ustar"sv, "tar", 257},
    {"CD001"sv, "iso", 32769},
    {"\x4C\0\0\0\x01\x14\x02\0"sv, "lnk"},
    {"\x78\x9F\x3E\x22"sv, "tnef"},
    {"-----BEGIN PGP"sv, "pgp"},
    {"BEGIN:VCALENDAR"sv, "calendar"},
    {"BEGIN:VCARD"sv, "vcard"},
});

constexpr size_t shortest_text_signature = 4;

constexpr auto html_starts = std::to_array<std::string_view>(
    {"<!doctype html", "<html", "<head", "<body", "<script", "<iframe", "<table", "<title", "<style", "<div",
     "<meta", "<a ", "<h1", "<br", "<p>", "<p ", "<center", "<font", "<!--"});

std::string_view markup(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    for (const std::string_view start : html_starts) {
        if (istarts_with(text, start)) return "html";
    }
    if (istarts_with(text, "<svg")) return "svg";
    if (!istarts_with(text, "<?xml")) return {};
    const std::string beginning = ascii_lower(text.substr(0, 512));
    if (beginning.find("<html") != std::string::npos) return "html";
    return beginning.find("<svg") != std::string::npos ? "svg" : "xml";
}

bool looks_like_text(std::string_view bytes) {
    return std::none_of(bytes.begin(), bytes.end(), [](char c) {
        return static_cast<unsigned char>(c) < ' ' && !is_space(c) && c != '\x1B' && c != '\b';
    });
}

}  // namespace

std::string_view found_type(std::string_view bytes) {
    constexpr size_t sniffed_bytes = 1445;  // MIME Sniffing Standard 5
    const std::string_view beginning = bytes.substr(0, sniffed_bytes);
    const bool is_text = !bytes.empty() && looks_like_text(beginning);
    for (const Signature& signature : signatures) {
        if (is_text && signature.bytes.size() < shortest_text_signature)
            continue;  // "BM", "MZ" begin words too
        if (bytes.size() > signature.offset && bytes.substr(signature.offset).starts_with(signature.bytes)) {
            return signature.type;
        }
    }
    const std::string_view found = markup(beginning);
    return !found.empty() ? found : is_text ? "text" : "";
}

}  // namespace redshank::document
