// SPDX-License-Identifier: Apache-2.0
// For tests only: the smallest files of each kind, made by hand.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <zlib.h>

#include "document/contents.h"

namespace redshank::document {

struct NamedFile {
    std::string name;
    std::string bytes;
};

inline void put(std::string& out, uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i, value >>= 8) out += static_cast<char>(value);
}

/// A ZIP (APPNOTE 4.3) whose members are stored; with a password, encrypted by the traditional cipher (6.1).
class ZipMaker {
  public:
    explicit ZipMaker(std::string password = {}) : password_(std::move(password)) {}

    void add(const std::string& name, const std::string& content) {
        const auto crc = static_cast<uint32_t>(
            ::crc32(0, reinterpret_cast<const Bytef*>(content.data()), static_cast<uInt>(content.size())));
        const std::string stored = password_.empty() ? content : encrypted(content, crc);
        std::string header;
        put(header, 20, 2);
        put(header, password_.empty() ? 0 : 1, 2);
        put(header, 0, 2);  // stored
        put(header, 0, 4);  // time
        put(header, crc, 4);
        put(header, stored.size(), 4);
        put(header, content.size(), 4);
        put(header, name.size(), 2);
        put(header, 0, 2);
        directory_ += "PK\x01\x02";
        put(directory_, 20, 2);
        directory_ += header;
        put(directory_, 0, 8);
        put(directory_, 0, 2);
        put(directory_, out_.size(), 4);
        directory_ += name;
        out_ += "PK\x03\x04" + header + name + stored;
        ++count_;
    }

    std::string finish() {
        const size_t start = out_.size();
        out_ += directory_;
        out_ += "PK\x05\x06";
        put(out_, 0, 4);
        put(out_, count_, 2);
        put(out_, count_, 2);
        put(out_, directory_.size(), 4);
        put(out_, start, 4);
        put(out_, 0, 2);
        return out_;
    }

  private:
    static uint32_t step(uint32_t crc, uint32_t byte) {
        crc = (crc ^ byte) & 0xFF ? table((crc ^ byte) & 0xFF) ^ (crc >> 8) : crc >> 8;
        return crc;
    }
    static uint32_t table(uint32_t index) {
        for (int bit = 0; bit < 8; ++bit) index = (index & 1) != 0 ? 0xEDB88320u ^ (index >> 1) : index >> 1;
        return index;
    }
    void mix(unsigned char byte) {
        keys_[0] = step(keys_[0], byte);
        keys_[1] = (keys_[1] + (keys_[0] & 0xFF)) * 134775813u + 1;
        keys_[2] = step(keys_[2], keys_[1] >> 24);
    }
    std::string encrypted(const std::string& content, uint32_t crc) {
        keys_[0] = 305419896u;
        keys_[1] = 591751049u;
        keys_[2] = 878082192u;
        for (const char c : password_) mix(static_cast<unsigned char>(c));
        std::string plain(11, 'r');
        plain += static_cast<char>(crc >> 24);
        plain += content;
        for (char& c : plain) {
            const uint32_t key = (keys_[2] & 0xFFFF) | 2;
            const auto byte = static_cast<unsigned char>(c);
            c = static_cast<char>(byte ^ ((key * (key ^ 1)) >> 8));
            mix(byte);
        }
        return plain;
    }

    std::string password_;
    std::string out_;
    std::string directory_;
    uint32_t count_ = 0;
    uint32_t keys_[3] = {};
};

inline std::string make_zip(const std::vector<NamedFile>& files, const std::string& password = {}) {
    ZipMaker zip(password);
    for (const NamedFile& file : files) zip.add(file.name, file.bytes);
    return zip.finish();
}

/// A docx with these relationships of its document, XML of the body, and further members.
inline std::string make_docx(const std::string& relationships, const std::string& body = {},
                             std::vector<NamedFile> further = {}) {
    std::vector<NamedFile> files = {
        {"[Content_Types].xml", "<?xml version=\"1.0\"?><Types/>"},
        {"word/document.xml",
         "<?xml version=\"1.0\"?><w:document><w:body>" + body + "</w:body></w:document>"},
        {"word/_rels/document.xml.rels",
         "<?xml version=\"1.0\"?><Relationships>" + relationships + "</Relationships>"}};
    files.insert(files.end(), further.begin(), further.end());
    return make_zip(files);
}

inline std::string relationship(const std::string& type, const std::string& target) {
    return "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/"
           "relationships/" +
           type + "\" Target=\"" + target + "\" TargetMode=\"External\"/>";
}

inline std::string deflated(const std::string& text) {
    uLongf size = ::compressBound(static_cast<uLong>(text.size()));
    std::string out(size, '\0');
    ::compress(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(text.data()),
               static_cast<uLong>(text.size()));
    out.resize(size);
    return out;
}

/// A PDF of these objects, "1 0 obj …", and a trailer; without a cross-reference table.
inline std::string make_pdf(const std::vector<std::string>& objects,
                            const std::string& trailer = "/Root 1 0 R") {
    std::string out = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n";
    for (size_t i = 0; i < objects.size(); ++i) {
        out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
    }
    return out + "trailer\n<< " + trailer + " >>\n%%EOF\n";
}

inline std::string pdf_stream(const std::string& dictionary, const std::string& content) {
    return "<< " + dictionary + " /Length " + std::to_string(content.size()) + " >>\nstream\n" + content +
           "\nendstream";
}

/// "image http://…; dde cmd …": short enough to write by hand.
inline std::string dump(const Contents& contents) {
    constexpr std::string_view kinds[] = {"template", "image",  "frame", "object",
                                          "resource", "action", "link",  "form"};
    constexpr std::string_view traits[] = {
        "macro",  "activex",      "dde",           "embedded-object", "script",          "active-page",
        "launch", "remote-go-to", "embedded-file", "encrypted",       "opened-password", "shortcut"};
    std::string out;
    const auto add = [&](std::string_view kind, const std::string& text) {
        out += (out.empty() ? "" : "; ") + std::string(kind) + (text.empty() ? "" : " ") + text;
    };
    for (const Reference& one : contents.references) add(kinds[static_cast<size_t>(one.kind)], one.value);
    for (const Trait& one : contents.traits) add(traits[static_cast<size_t>(one.kind)], one.detail);
    return out;
}

/// Whether what stands at each reference's place holds its value, or begins as it does; for values without
/// escapes.
inline bool all_in_place(const Contents& contents, std::string_view bytes) {
    return std::all_of(contents.references.begin(), contents.references.end(), [&](const Reference& one) {
        return one.length > 0 && one.offset + one.length <= bytes.size() &&
               bytes.substr(one.offset, one.length).find(one.value) != std::string_view::npos;
    });
}

}  // namespace redshank::document
