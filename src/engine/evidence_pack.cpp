// SPDX-License-Identifier: Apache-2.0
#include "engine/evidence_pack.h"

#include <sys/stat.h>

#include <cerrno>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <stdexcept>
#include <system_error>

#include "base/hash.h"
#include "base/json_writer.h"
#include "evidence/ledger.h"
#include "extract/extract.h"
#include "source/source.h"

namespace redshank::engine {

namespace {

constexpr const char* ledger_path = "data/ledger.jsonl";

std::string description(const PackOptions& options) {
    const std::string what =
        options.redacted ? "Redshank evidence pack, redacted: no message is in it"
                         : "Redshank evidence pack. Opening or scanning the messages may tell their senders";
    return what + ". " + options.tlp;
}

// Files on their way into the bag, with their hashes. Throws std::runtime_error where one cannot be written.
class Bag {
  public:
    explicit Bag(std::filesystem::path folder) : folder_(std::move(folder)) {}

    void add(const std::string& path, std::string_view bytes) {
        write(path, bytes);
        payload_[path] = sha256_hex(bytes);
        bytes_ += bytes.size();
    }
    /// The lines of the manifest, without the ledger's: what the ledger's last line binds.
    std::string payload_sha256() const {
        std::string lines;
        for (const auto& [path, hash] : payload_) {
            if (path != ledger_path) lines += hash + "  " + path + "\n";
        }
        return sha256_hex(lines);
    }
    void finish(Seconds now, const PackOptions& options) {
        const std::string oxum = std::to_string(bytes_) + "." + std::to_string(payload_.size());
        std::map<std::string, std::string> tags = {
            {"bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"},
            {"bag-info.txt", "Bagging-Date: " + date_only(now) + "\nPayload-Oxum: " + oxum +
                                 "\nExternal-Description: " + description(options) + "\n"},
        };
        std::string& manifest = tags["manifest-sha256.txt"];
        for (const auto& [path, hash] : payload_) manifest += hash + "  " + path + "\n";
        std::string tag_manifest;
        for (const auto& [name, bytes] : tags) {
            write(name, bytes);
            tag_manifest += sha256_hex(bytes) + "  " + name + "\n";
        }
        write("tagmanifest-sha256.txt", tag_manifest);
    }

  private:
    void write(const std::string& path, std::string_view bytes) const {
        const std::filesystem::path file = folder_ / path;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream stream(file, std::ios::binary);
        stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        stream.close();
        if (!stream) throw std::runtime_error(file.string() + " cannot be written");
    }

    const std::filesystem::path folder_;
    std::map<std::string, std::string>
        payload_;  // by path, which RFC 8493 leaves open, so that equal packs are equal
    uint64_t bytes_ = 0;
};

std::string file_of(const facts::Message& message) {
    return "data/messages/" + message.id + ".mail.bin";
}

// The chosen messages, from wherever their bytes still are.
class Messages {
  public:
    Messages(const evidence::Case& c, const PackOptions& options) : case_(c), options_(options) {
        for (const int64_t row : options.messages) {
            auto message = c.message_by_row(row);
            if (message) messages_.emplace(row, std::move(*message));
        }
    }

    void write(Bag& bag, Packed& out) {
        std::vector<source::Range> ranges;
        std::vector<std::pair<int64_t, size_t>> places;
        for (const auto& [row, message] : messages_) {
            for (size_t i = 0; i < message.places.size(); ++i) {
                const facts::Place& place = message.places[i];
                ranges.push_back({place.source, place.offset, place.length});
                places.emplace_back(row, i);
            }
        }
        const auto found = [&](size_t index, bool is_there, std::string_view bytes) {
            const auto [row, place] = places[index];
            if (is_there && !done_.contains(row)) take(row, messages_.at(row).places[place], bytes, bag);
        };
        source::read_ranges(ranges, options_.limits, found,
                            {.scratch_folder = options_.case_folder.string(), .recover = false});
        for (const auto& [row, message] : messages_) {
            if (!done_.contains(row)) take_kept(row, message, bag, out);
        }
        out.messages = done_.size();
    }

  private:
    void take(int64_t row, const facts::Place& place, std::string_view bytes, Bag& bag) {
        std::optional<std::string> inner;
        if (!place.part.empty()) {
            inner = extract::bytes_at(bytes, place.part, options_.limits, place.sha256);
            bytes = inner ? std::string_view(*inner) : std::string_view();
        }
        // The bytes whose hash the findings name, and no other copy's.
        const facts::Message& message = messages_.at(row);
        if (sha256_hex(bytes) != message.sha256) return;
        bag.add(file_of(message), bytes);
        done_.insert(row);
    }
    void take_kept(int64_t row, const facts::Message& message, Bag& bag, Packed& out) {
        const auto kept = case_.body(row);
        if (!kept || sha256_hex(*kept) != message.sha256) {
            out.missing.push_back(message.id);
            return;
        }
        bag.add(file_of(message), *kept);
        done_.insert(row);
    }

    const evidence::Case& case_;
    const PackOptions& options_;
    std::map<int64_t, facts::Message> messages_;
    std::set<int64_t> done_;
};

Result<std::string> log_export(const PackOptions& options, const Packed& packed) {
    JsonWriter json;
    json.begin_object()
        .key("format")
        .value("pack")
        .key("redacted")
        .value(options.redacted)
        .key("campaigns")
        .begin_array();
    for (const std::string& id : options.campaigns) json.value(id);
    json.end_array().key("messages").value(packed.messages);
    json.key("payload_sha256").value(packed.payload_sha256).end_object();
    return evidence::append(options.case_folder, {"export", json.take(), options.now, options.sign_key});
}

}  // namespace

Result<Packed> write_pack(const evidence::Case& c, const PackOptions& options) {
    if (::mkdir(options.folder.c_str(), 0700) != 0)
        return Error{"the folder " + options.folder.string() +
                     " cannot be made: " + std::generic_category().message(errno)};
    Packed out;
    Bag bag(options.folder);
    Messages(c, options).write(bag, out);
    for (const PackFile& file : options.files) bag.add("data/" + file.path, file.bytes);
    out.payload_sha256 = bag.payload_sha256();
    const auto logged = log_export(options, out);
    if (!logged) return logged.error();
    std::ifstream ledger(evidence::ledger_file(options.case_folder), std::ios::binary);
    const std::string lines{std::istreambuf_iterator<char>(ledger), std::istreambuf_iterator<char>()};
    // Whatever another process appends meanwhile stands behind the export's line, and is left out.
    const size_t last = lines.find(*logged + "\"}\n");
    const std::string_view until_now =
        std::string_view(lines).substr(0, last == std::string::npos ? last : last + logged->size() + 3);
    bag.add(ledger_path, options.redacted ? evidence::ledger_outline(until_now) : std::string(until_now));
    bag.finish(options.now, options);
    return out;
}

}  // namespace redshank::engine
