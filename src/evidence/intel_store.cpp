// SPDX-License-Identifier: Apache-2.0
#include "evidence/intel_store.h"

#include "base/hash.h"
#include "evidence/pack.h"
#include "evidence/record.h"

namespace redshank::evidence {

namespace {

constexpr const char* tables = R"sql(
CREATE TABLE IF NOT EXISTS intel_import(number INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT, kind TEXT, source TEXT,
    date TEXT, licence TEXT, sha256 TEXT, added INTEGER, bytes INTEGER, counts TEXT, columns TEXT);
CREATE TABLE IF NOT EXISTS intel_bytes(import INTEGER PRIMARY KEY, zstd BLOB, compiled BLOB);
CREATE TABLE IF NOT EXISTS intel_keys(message INTEGER PRIMARY KEY, keys BLOB);
CREATE TABLE IF NOT EXISTS intel_finding(row INTEGER PRIMARY KEY, id INTEGER, message INTEGER, record TEXT);
CREATE INDEX IF NOT EXISTS intel_finding_message ON intel_finding(message);
)sql";

constexpr std::string_view columns =
    "SELECT number, name, kind, source, date, licence, sha256, added, bytes, counts, columns FROM "
    "intel_import ";

IntelImport import_of(const Statement& row) {
    IntelImport import;
    import.number = row.integer(0);
    import.name = row.text(1);
    import.kind = row.text(2);
    import.source = row.text(3);
    import.date = row.text(4);
    import.licence = row.text(5);
    import.sha256 = row.text(6);
    import.added = row.integer(7);
    import.bytes = static_cast<uint64_t>(row.integer(8));
    import.counts = row.text(9);
    import.columns = row.text(10);
    return import;
}

int64_t id_number(std::string_view id) {
    return id.size() < 17 ? 0 : static_cast<int64_t>(key_from_hex(id.substr(1, 16)).high);
}

facts::Finding finding_of(std::string_view record) {
    auto finding = read_finding(record);
    if (!finding) throw DatabaseError("the case holds a damaged finding: " + finding.error().message);
    return std::move(*finding);
}

}  // namespace

void IntelStore::create_tables(Database& database) {
    database.run(tables);
}

bool IntelStore::exists() const {
    return database_.prepare("SELECT 1 FROM sqlite_master WHERE name='intel_finding_message'").step();
}

std::vector<IntelImport> IntelStore::imports() const {
    std::vector<IntelImport> imports;
    if (!exists()) return imports;
    Statement query = database_.prepare(std::string(columns) + "ORDER BY number");
    while (query.step()) imports.push_back(import_of(query));
    return imports;
}

std::optional<IntelImport> IntelStore::import_with(std::string_view sha256) const {
    Statement query = database_.prepare(std::string(columns) + "WHERE sha256=?");
    query.bind(1, sha256);
    return query.step() ? std::optional(import_of(query)) : std::nullopt;
}

std::string IntelStore::bytes(int64_t number) const {
    Statement query = database_.prepare("SELECT zstd FROM intel_bytes WHERE import=?");
    query.bind(1, number);
    return query.step() ? unpack(query.blob(0)) : std::string();
}

std::string IntelStore::compiled(int64_t number) const {
    Statement query = database_.prepare("SELECT compiled FROM intel_bytes WHERE import=?");
    query.bind(1, number);
    return query.step() ? std::string(query.blob(0)) : std::string();
}

int64_t IntelStore::add(const IntelImport& import, std::string_view bytes) {
    database_
        .prepare(
            "INSERT INTO intel_import(name, kind, source, date, licence, sha256, added, bytes, counts, "
            "columns) VALUES(?,?,?,?,?,?,?,?,?,?)")
        .bind(1, import.name)
        .bind(2, import.kind)
        .bind(3, import.source)
        .bind(4, import.date)
        .bind(5, import.licence)
        .bind(6, import.sha256)
        .bind(7, import.added)
        .bind(8, static_cast<int64_t>(import.bytes))
        .bind(9, import.counts)
        .bind(10, import.columns)
        .run();
    const int64_t number = database_.last_row();
    const std::string packed = pack(bytes);
    database_.prepare("INSERT INTO intel_bytes(import, zstd, compiled) VALUES(?,?,NULL)")
        .bind(1, number)
        .bind_blob(2, packed)
        .run();
    return number;
}

void IntelStore::set_compiled(int64_t number, std::string_view compiled) {
    database_.prepare("UPDATE intel_bytes SET compiled=? WHERE import=?")
        .bind_blob(1, compiled)
        .bind(2, number)
        .run();
}

bool IntelStore::remove(int64_t number) {
    Statement query = database_.prepare("SELECT 1 FROM intel_import WHERE number=?");
    if (!query.bind(1, number).step()) return false;
    query.reset();
    database_.prepare("DELETE FROM intel_import WHERE number=?").bind(1, number).run();
    database_.prepare("DELETE FROM intel_bytes WHERE import=?").bind(1, number).run();
    return true;
}

void IntelStore::set_keys(int64_t message, std::string_view keys) {
    if (!set_keys_)
        set_keys_.emplace(database_.prepare("INSERT OR REPLACE INTO intel_keys(message, keys) VALUES(?,?)"));
    set_keys_->bind(1, message).bind_blob(2, keys).run();
}

void IntelStore::clear_keys() {
    database_.prepare("DELETE FROM intel_keys").run();
}

void IntelStore::each_keys(const std::function<void(int64_t, std::string_view)>& take) const {
    Statement query = database_.prepare("SELECT message, keys FROM intel_keys ORDER BY message");
    while (query.step()) take(query.integer(0), query.blob(1));
}

std::vector<int64_t> IntelStore::rows_without_keys() const {
    std::vector<int64_t> rows;
    Statement query = database_.prepare(
        "SELECT row FROM message WHERE NOT EXISTS (SELECT 1 FROM intel_keys WHERE message = row) ORDER BY "
        "row");
    while (query.step()) rows.push_back(query.integer(0));
    return rows;
}

void IntelStore::clear_findings() {
    database_.prepare("DELETE FROM intel_finding").run();
}

void IntelStore::add_findings(int64_t message, const std::vector<facts::Finding>& findings) {
    Statement add = database_.prepare("INSERT INTO intel_finding(id, message, record) VALUES(?,?,?)");
    for (const facts::Finding& finding : findings) {
        const std::string record = write_finding(finding);
        add.bind(1, id_number(finding.id)).bind(2, message).bind(3, record).run();
    }
}

std::vector<facts::Finding> IntelStore::findings_of(int64_t message) const {
    std::vector<facts::Finding> findings;
    if (!exists()) return findings;
    Statement query = database_.prepare("SELECT record FROM intel_finding WHERE message=? ORDER BY row");
    query.bind(1, message);
    while (query.step()) findings.push_back(finding_of(query.text(0)));
    return findings;
}

std::optional<facts::Finding> IntelStore::finding_by_id(std::string_view id) const {
    if (!exists()) return std::nullopt;
    Statement query = database_.prepare("SELECT record FROM intel_finding WHERE id=?");
    query.bind(1, id_number(id));
    return query.step() ? std::optional(finding_of(query.text(0))) : std::nullopt;
}

void IntelStore::each_finding(const std::function<void(const facts::Finding&)>& take) const {
    if (!exists()) return;
    Statement query = database_.prepare("SELECT record FROM intel_finding ORDER BY row");
    while (query.step()) take(finding_of(query.text(0)));
}

}  // namespace redshank::evidence
