// SPDX-License-Identifier: Apache-2.0
#include "evidence/ledger.h"

#include <fcntl.h>
#include <pwd.h>
#include <simdjson.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <optional>
#include <system_error>

#include "base/hash.h"
#include "base/json_writer.h"
#include "evidence/ed25519.h"

namespace redshank::evidence {

namespace {

constexpr std::string_view hash_mark = ",\"hash\":\"";
constexpr std::string_view signature_mark = ",\"signature\":\"";

// A line, read as the one who checks it reads it.
struct Line {
    uint64_t number = 0;
    std::string previous, hash, signature;
    std::string_view hashed, to_sign;  // of the line given
};

std::optional<Line> read_line(std::string_view text) {
    Line line;
    const size_t hash_at = text.rfind(hash_mark);
    if (hash_at == std::string_view::npos) return std::nullopt;
    line.hashed = text.substr(0, hash_at);
    const size_t signature_at = line.hashed.rfind(signature_mark);
    line.to_sign = line.hashed.substr(0, signature_at);
    simdjson::dom::parser parser;
    simdjson::dom::object object;
    if (parser.parse(simdjson::padded_string(text)).get(object)) return std::nullopt;
    std::string_view previous, hash, signature;
    if (object["n"].get(line.number) || object["previous"].get(previous) || object["hash"].get(hash))
        return std::nullopt;
    if (!object["signature"].get(signature)) line.signature = signature;
    line.previous = previous;
    line.hash = hash;
    return line;
}

std::string user_name() {
    const passwd* user = ::getpwuid(::getuid());
    return user != nullptr ? user->pw_name : std::to_string(::getuid());
}

std::string read_whole(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

Result<std::string> write_line(const LedgerStep& step, const Line& last) {
    JsonWriter json;
    json.begin_object().key("n").value(last.number + 1).key("time").value(rfc3339(step.time));
    json.key("user").value(user_name()).key("version").value(REDSHANK_VERSION);
    json.key("step").value(step.step).key("details").raw(step.details).key("previous").value(last.hash);
    std::string line = json.take();
    if (!step.sign_key.empty()) {
        const auto signature = sign(line, read_whole(step.sign_key));
        if (!signature)
            return Error{"the signing key " + step.sign_key.string() +
                         " cannot be used: " + signature.error().message};
        line += std::string(signature_mark) + hex(*signature) + "\"";
    }
    const std::string hash = sha256_hex(line);
    return line + std::string(hash_mark) + hash + "\"}\n";
}

// An open, locked file; closing it lets the lock go.
struct LockedFile {
    int descriptor = -1;
    ~LockedFile() {
        if (descriptor >= 0) ::close(descriptor);
    }
};

std::string reason() {
    return std::generic_category().message(errno);
}

// The last whole line; what stands behind it was never finished, and is cut off.
Result<Line> last_line(int file, const std::filesystem::path& path) {
    const std::string ledger = read_whole(path);
    const size_t end = ledger.rfind('\n');
    const size_t whole = end == std::string::npos ? 0 : end + 1;
    if (whole < ledger.size() && ::ftruncate(file, static_cast<off_t>(whole)) != 0)
        return Error{"the ledger " + path.string() + " cannot be written: " + reason()};
    if (whole == 0) {
        Line none;
        none.hash = std::string(64, '0');
        return none;
    }
    const size_t start = end == 0 ? 0 : ledger.rfind('\n', end - 1) + 1;
    auto line = read_line(std::string_view(ledger).substr(start, end - start));
    if (!line)
        return Error{"the last line of the ledger " + path.string() +
                     " is damaged; redshank verify says more"};
    line->hashed = line->to_sign = {};
    return std::move(*line);
}

bool write_all(int file, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(file, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes.remove_prefix(static_cast<size_t>(written));
    }
    return ::fsync(file) == 0;
}

}  // namespace

std::filesystem::path ledger_file(const std::filesystem::path& case_folder) {
    return case_folder / "ledger.jsonl";
}

Result<std::string> append(const std::filesystem::path& case_folder, const LedgerStep& step) {
    std::error_code error;
    if (!std::filesystem::is_directory(case_folder, error)) {
        if (case_folder.has_parent_path())
            std::filesystem::create_directories(case_folder.parent_path(), error);
        if (::mkdir(case_folder.c_str(), 0700) != 0 && errno != EEXIST)
            return Error{"the case folder " + case_folder.string() + " cannot be made: " + reason()};
    }
    const std::filesystem::path path = ledger_file(case_folder);
    const LockedFile file{::open(path.c_str(), O_CREAT | O_RDWR | O_APPEND | O_CLOEXEC, 0600)};
    if (file.descriptor < 0 || ::flock(file.descriptor, LOCK_EX) != 0)
        return Error{"the ledger " + path.string() + " cannot be written: " + reason()};
    const auto last = last_line(file.descriptor, path);
    if (!last) return last.error();
    const auto line = write_line(step, *last);
    if (!line) return line.error();
    if (!write_all(file.descriptor, *line))
        return Error{"the ledger " + path.string() + " cannot be written: " + reason()};
    return line->substr(line->size() - 67, 64);
}

LedgerCheck check_ledger(std::string_view ledger, std::string_view public_key_pem) {
    LedgerCheck check;
    std::string previous(64, '0');
    const auto problem = [&](const std::string& what) {
        check.problems.push_back("line " + std::to_string(check.lines) + " " + what);
    };
    while (!ledger.empty()) {
        const size_t end = ledger.find('\n');
        if (end == std::string_view::npos) {
            check.torn_end = true;
            break;
        }
        const std::string_view text = ledger.substr(0, end);
        ledger.remove_prefix(end + 1);
        ++check.lines;
        const auto line = read_line(text);
        if (!line) {
            problem("is none of a ledger");
            continue;
        }
        if (sha256_hex(line->hashed) != line->hash ||
            text.substr(line->hashed.size()) != std::string(hash_mark) + line->hash + "\"}")
            problem("was changed: its hash is another");
        if (line->previous != previous)
            problem("does not follow the one before it: a line was changed, taken out or put in");
        if (line->number != check.lines) problem("has the number " + std::to_string(line->number));
        check.signed_lines += line->signature.empty() ? 0 : 1;
        if (!public_key_pem.empty()) {
            const auto by_key = is_signed_by(line->to_sign, unhex(line->signature), public_key_pem);
            if (by_key && *by_key) {
                ++check.verified_signatures;
            } else {
                problem(!by_key ? "could not be held against the public key: " + by_key.error().message
                        : line->signature.empty() ? "is not signed"
                                                  : "is not signed by that key");
            }
        }
        previous = line->hash;
    }
    check.head = check.lines == 0 ? "" : previous;
    return check;
}

std::string ledger_outline(std::string_view lines) {
    std::string out;
    while (!lines.empty()) {
        const std::string_view line = lines.substr(0, lines.find('\n'));
        lines.remove_prefix(std::min(line.size() + 1, lines.size()));
        // Quotes within a value are escaped, so that these are found nowhere else.
        const size_t user = line.find(",\"user\":\""), step = line.find("\",\"step\":\""),
                     details = line.find(",\"details\":{"), previous = line.rfind(",\"previous\":\""),
                     hash = line.rfind(",\"hash\":\"");
        if (std::max({user, step, details, previous, hash}) == std::string_view::npos) continue;
        constexpr size_t chained = std::string_view(",\"previous\":\"\"").size() + 64;
        out += line.substr(0, user);
        out += line.substr(step + 1, details - step - 1);
        out += line.substr(previous, chained);
        out += line.substr(hash);
        out += '\n';
    }
    return out;
}

}  // namespace redshank::evidence
