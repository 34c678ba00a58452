// SPDX-License-Identifier: Apache-2.0
#include "evidence/case.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "evidence/pack.h"
#include "evidence/record.h"

namespace redshank::evidence {

namespace {

// Raised with every change of the tables; migrate() goes up step by step.
constexpr int schema_version = 2;

// Ids are 64-bit hashes written as hex; as integers they make small indexes.
constexpr const char* schema = R"sql(
CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE hunt(number INTEGER PRIMARY KEY, started INTEGER NOT NULL);
CREATE TABLE source(path TEXT PRIMARY KEY, absolute TEXT, size INTEGER, mtime_ns INTEGER, kind TEXT, messages INTEGER,
                    generation INTEGER) WITHOUT ROWID;
CREATE TABLE problem(number INTEGER PRIMARY KEY, source TEXT NOT NULL, offset INTEGER, what TEXT);
CREATE TABLE message(row INTEGER PRIMARY KEY, id INTEGER, content_id BLOB, message_id TEXT, date INTEGER, hunt INTEGER,
                     generation INTEGER, settled INTEGER, source TEXT, offset INTEGER, part TEXT);
CREATE TABLE record(row INTEGER PRIMARY KEY, zstd BLOB);
CREATE TABLE place(message INTEGER, generation INTEGER, record TEXT);
CREATE TABLE finding(row INTEGER PRIMARY KEY, id INTEGER, message INTEGER, record TEXT);
CREATE TABLE body(message INTEGER PRIMARY KEY, zstd BLOB);
CREATE TABLE campaign(position INTEGER PRIMARY KEY, id TEXT, is_new INTEGER, new_messages INTEGER, record TEXT);
CREATE INDEX source_absolute ON source(absolute);
CREATE INDEX place_message ON place(message);
CREATE INDEX finding_message ON finding(message);
CREATE TABLE target(position INTEGER PRIMARY KEY, address TEXT, record TEXT);
)sql";

// From 1: records got a table of their own, so that an index over messages is not made by reading them all.
constexpr const char* from_version_1 = R"sql(
CREATE TABLE record(row INTEGER PRIMARY KEY, zstd BLOB);
INSERT INTO record SELECT row, record FROM message ORDER BY row;
ALTER TABLE message DROP COLUMN record;
)sql";

// Random keys: appending with them costs 50 to 90 µs a message at a million.
constexpr const char* random_indexes[] = {"message_id_index", "message_message_id", "message_date",
                                          "finding_id"};
constexpr const char* random_index_definitions[] = {
    "CREATE INDEX IF NOT EXISTS message_id_index ON message(id)",
    "CREATE INDEX IF NOT EXISTS message_message_id ON message(message_id)",
    "CREATE INDEX IF NOT EXISTS message_date ON message(date, content_id)",
    "CREATE INDEX IF NOT EXISTS finding_id ON finding(id)",
};

// "M0123456789abcdef" → its number; any prefix letter.
int64_t id_number(std::string_view id) {
    return id.size() < 17 ? 0 : static_cast<int64_t>(key_from_hex(id.substr(1, 16)).high);
}

bool is_id(std::string_view id, char letter) {
    return id.size() == 17 && id[0] == letter && unhex(id.substr(1)).size() == 8;
}

template <class T>
T or_throw(Result<T> result, std::string_view what) {
    if (!result)
        throw DatabaseError("the case holds a damaged " + std::string(what) + ": " + result.error().message);
    return std::move(*result);
}

}  // namespace

// Prepared once: preparing costs more than running.
struct Case::Statements {
    explicit Statements(const Database& database)
        : add_message(database.prepare(
              "INSERT INTO message(id, content_id, message_id, date, hunt, generation, settled, source, "
              "offset, part) VALUES(?1,?2,?3,?4,?5,?6,?6,?7,?8,?9)")),
          set_record(database.prepare("INSERT OR REPLACE INTO record(row, zstd) VALUES(?,?)")),
          replace_message(
              database.prepare("UPDATE message SET message_id=?, date=?, generation=?, settled=-1, source=?, "
                               "offset=?, part=? WHERE row=?")),
          settle_message(database.prepare("UPDATE message SET settled=? WHERE row=?")),
          add_place(database.prepare("INSERT INTO place(message, generation, record) VALUES(?,?,?)")),
          unsettle(database.prepare("UPDATE message SET settled=-1 WHERE row=?")),
          drop_findings(database.prepare("DELETE FROM finding WHERE message=?")),
          add_finding(database.prepare("INSERT INTO finding(id, message, record) VALUES(?,?,?)")),
          set_body(database.prepare("INSERT OR REPLACE INTO body(message, zstd) VALUES(?,?)")),
          set_source(database.prepare("INSERT OR REPLACE INTO source VALUES(?,?,?,?,?,?,?)")),
          find_source(database.prepare(
              "SELECT 1 FROM source WHERE absolute=? AND size=? AND mtime_ns=? AND generation=?")) {}

    Statement add_message, set_record, replace_message, settle_message, add_place, unsettle, drop_findings,
        add_finding, set_body, set_source;
    mutable Statement find_source;
};

Case::Case(const std::filesystem::path& folder, Database::Mode mode, int lock)
    : database_(folder / "case.sqlite", mode), lock_(lock) {}

Case::~Case() {
    if (lock_ >= 0) ::close(lock_);
}

Result<std::unique_ptr<Case>> Case::open_for_writing(const std::filesystem::path& folder) {
    std::error_code error;
    const bool existed = std::filesystem::is_directory(folder, error);
    if (!existed) {
        if (folder.has_parent_path()) std::filesystem::create_directories(folder.parent_path(), error);
        if (::mkdir(folder.c_str(), 0700) != 0) {
            return Error{"the case folder " + folder.string() +
                         " cannot be made: " + std::generic_category().message(errno)};
        }
    }
    const int lock = ::open((folder / "lock").c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
    if (lock < 0) {
        return Error{"the case folder " + folder.string() +
                     " cannot be written: " + std::generic_category().message(errno)};
    }
    if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
        ::close(lock);
        return Error{"another hunt is writing the case " + folder.string() + "; wait until it has ended"};
    }
    try {
        const mode_t old_mask = ::umask(0077);
        std::unique_ptr<Case> opened(new Case(folder, Database::Mode::write, lock));
        ::umask(old_mask);
        opened->migrate();
        opened->statements_ = std::make_unique<Statements>(opened->database_);
        return opened;
    } catch (const DatabaseError& failure) {
        return Error{"the case " + folder.string() + " cannot be opened: " + failure.what()};
    }
}

Result<std::unique_ptr<Case>> Case::open_for_reading(const std::filesystem::path& folder, bool cannot_write) {
    std::error_code error;
    if (!std::filesystem::exists(folder / "case.sqlite", error)) {
        return Error{"there is no case in " + folder.string() +
                     "; make one with: redshank hunt SOURCE --case " + folder.string()};
    }
    try {
        const bool is_writable = !cannot_write && ::access(folder.c_str(), W_OK) == 0;
        const Database::Mode mode = is_writable ? Database::Mode::read : Database::Mode::read_immutable;
        std::unique_ptr<Case> opened(new Case(folder, mode, -1));
        Statement version = opened->database_.prepare("PRAGMA user_version");
        version.step();
        if (version.integer(0) != schema_version) {
            return Error{"the case in " + folder.string() +
                         " was made by another version of Redshank; run hunt on it once"};
        }
        opened->statements_ = std::make_unique<Statements>(opened->database_);
        return opened;
    } catch (const DatabaseError& failure) {
        return Error{"the case " + folder.string() + " cannot be opened: " + failure.what()};
    }
}

void Case::migrate() {
    // WAL: a killed writer leaves whole transactions; readers see the last one while a hunt runs.
    // Pages of 16 KB: a record of 2.5 KB would leave a third of a usual page of 4 KB empty.
    database_.run(
        "PRAGMA page_size=16384; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA "
        "cache_size=-65536; PRAGMA temp_store=MEMORY");
    Statement version = database_.prepare("PRAGMA user_version");
    version.step();
    const int64_t found = version.integer(0);
    version.reset();
    if (found > schema_version) throw DatabaseError("it was made by a newer Redshank");
    if (found == 1) {
        database_.run(std::string("BEGIN;") + from_version_1 +
                      "PRAGMA user_version=" + std::to_string(schema_version) + ";COMMIT");
    }
    if (found == 0) {
        database_.run(std::string("BEGIN;") + schema +
                      "PRAGMA user_version=" + std::to_string(schema_version) + ";COMMIT");
    }
    IntelStore::create_tables(database_);
    Marks::create_tables(database_);
    Expiry::create_tables(database_);
}

std::string Case::setting(std::string_view name) const {
    Statement query = database_.prepare("SELECT value FROM setting WHERE name=?");
    query.bind(1, name);
    return query.step() ? std::string(query.text(0)) : std::string();
}

void Case::set_setting(std::string_view name, std::string_view value) {
    database_.prepare("INSERT OR REPLACE INTO setting VALUES(?,?)").bind(1, name).bind(2, value).run();
}

void Case::begin() {
    database_.run("BEGIN IMMEDIATE");
}
void Case::commit() {
    database_.run("COMMIT");
}

void Case::drop_indexes() {
    for (const char* name : random_indexes) database_.run(std::string("DROP INDEX IF EXISTS ") + name);
}

void Case::make_indexes() {
    for (const char* definition : random_index_definitions) database_.run(definition);
}

int64_t Case::begin_hunt(Seconds now) {
    database_.prepare("INSERT INTO hunt(started) VALUES(?)").bind(1, now).run();
    return database_.last_row();
}

int64_t Case::add_message(const facts::Message& message, std::string_view record, int64_t hunt,
                          int64_t generation) {
    const std::string content = unhex(message.content_id);
    const facts::Place& place = message.places.front();
    statements_->add_message.bind(1, id_number(message.id))
        .bind_blob(2, content)
        .bind(3, message.message_id)
        .bind(4, message.date)
        .bind(5, hunt)
        .bind(6, generation)
        .bind(7, place.source)
        .bind(8, static_cast<int64_t>(place.offset))
        .bind(9, place.part)
        .run();
    const int64_t row = database_.last_row();
    set_record(row, record);
    return row;
}

void Case::replace_message(int64_t row, const facts::Message& message, std::string_view record,
                           int64_t generation) {
    const facts::Place& place = message.places.front();
    statements_->replace_message.bind(1, message.message_id)
        .bind(2, message.date)
        .bind(3, generation)
        .bind(4, place.source)
        .bind(5, static_cast<int64_t>(place.offset))
        .bind(6, place.part)
        .bind(7, row)
        .run();
    set_record(row, record);
}

void Case::settle_message(int64_t row, std::string_view record, int64_t generation) {
    statements_->settle_message.bind(1, generation).bind(2, row).run();
    set_record(row, record);
}

void Case::set_record(int64_t row, std::string_view record) {
    const std::string packed = pack(record);
    statements_->set_record.bind(1, row).bind_blob(2, packed).run();
}

void Case::add_place(int64_t row, const facts::Place& place, int64_t generation) {
    const std::string record = write_place(place);
    statements_->add_place.bind(1, row).bind(2, generation).bind(3, record).run();
    statements_->unsettle.bind(1, row).run();
}

void Case::set_findings(int64_t row, const std::vector<facts::Finding>& findings) {
    statements_->drop_findings.bind(1, row).run();
    add_findings(row, findings);
}

void Case::add_findings(int64_t row, const std::vector<facts::Finding>& findings) {
    for (const facts::Finding& finding : findings) {
        const std::string record = write_finding(finding);
        statements_->add_finding.bind(1, id_number(finding.id)).bind(2, row).bind(3, record).run();
    }
}

void Case::set_body(int64_t row, std::string_view raw) {
    const std::string packed = pack(raw);
    statements_->set_body.bind(1, row).bind_blob(2, packed).run();
}

void Case::set_source(const std::string& path, const KnownSource& source) {
    statements_->set_source.bind(1, path)
        .bind(2, source.absolute)
        .bind(3, static_cast<int64_t>(source.size))
        .bind(4, source.mtime_ns)
        .bind(5, source.kind)
        .bind(6, static_cast<int64_t>(source.messages))
        .bind(7, source.generation)
        .run();
}

void Case::clear_problems(const std::string& source) {
    // Members too: "a.tar!/x".
    database_.prepare("DELETE FROM problem WHERE source=?1 OR substr(source, 1, length(?1)+1) = ?1 || '!'")
        .bind(1, source)
        .run();
}

void Case::add_problem(const facts::UnreadSource& problem) {
    database_.prepare("INSERT INTO problem(source, offset, what) VALUES(?,?,?)")
        .bind(1, problem.source)
        .bind(2, static_cast<int64_t>(problem.offset))
        .bind(3, problem.what)
        .run();
}

void Case::set_campaigns(const std::vector<facts::ListedCampaign>& campaigns) {
    database_.run("DELETE FROM campaign");
    Statement add =
        database_.prepare("INSERT INTO campaign(id, is_new, new_messages, record) VALUES(?,?,?,?)");
    for (const facts::ListedCampaign& listed : campaigns) {
        const std::string record = write_campaign(listed.campaign);
        add.bind(1, listed.campaign.id)
            .bind(2, listed.is_new ? 1 : 0)
            .bind(3, listed.new_messages)
            .bind(4, record)
            .run();
    }
}

void Case::set_targets(const std::vector<facts::Target>& targets) {
    database_.run("DELETE FROM target");
    Statement add = database_.prepare("INSERT INTO target(address, record) VALUES(?,?)");
    for (const facts::Target& target : targets) {
        const std::string record = write_target(target);
        add.bind(1, target.address).bind(2, record).run();
    }
}

void Case::each_known_message(const std::function<void(const KnownMessage&)>& take) const {
    Statement query = database_.prepare(
        "SELECT row, content_id, generation, source, offset, part FROM message ORDER BY row");
    KnownMessage known;
    while (query.step()) {
        known.row = query.integer(0);
        known.content = key_from_hex(hex(query.blob(1).substr(0, 16)));
        known.generation = query.integer(2);
        known.source = query.text(3);
        known.offset = static_cast<uint64_t>(query.integer(4));
        known.part = query.text(5);
        take(known);
    }
}

bool Case::has_read(const KnownSource& source) const {
    Statement& query = statements_->find_source;
    query.bind(1, source.absolute)
        .bind(2, static_cast<int64_t>(source.size))
        .bind(3, source.mtime_ns)
        .bind(4, source.generation);
    const bool found = query.step();
    query.reset();
    return found;
}

std::vector<int64_t> Case::unsettled_rows(int64_t generation) const {
    std::vector<int64_t> rows;
    Statement query = database_.prepare("SELECT row FROM message WHERE settled<>? ORDER BY row");
    query.bind(1, generation);
    while (query.step()) rows.push_back(query.integer(0));
    return rows;
}

void Case::each_further_place(int64_t generation,
                              const std::function<void(int64_t, const facts::Place&)>& take) const {
    Statement query = database_.prepare("SELECT message, record FROM place WHERE generation=?");
    query.bind(1, generation);
    while (query.step()) take(query.integer(0), or_throw(read_place(query.text(1)), "place"));
}

std::vector<facts::Place> Case::further_places(int64_t row) const {
    std::vector<facts::Place> places;
    Statement query = database_.prepare("SELECT record FROM place WHERE message=? ORDER BY rowid DESC");
    query.bind(1, row);
    while (query.step()) places.push_back(or_throw(read_place(query.text(0)), "place"));
    return places;
}

void Case::each_message(Order order, const std::function<bool(const StoredMessage&)>& take) const {
    Statement query = database_.prepare(
        order == Order::stored ? "SELECT row, hunt, zstd FROM message JOIN record USING(row) ORDER BY row"
                               : "SELECT row, hunt, zstd FROM message JOIN record USING(row) "
                                 "ORDER BY date, content_id");
    while (query.step()) {
        const std::string record = unpack(query.blob(2));
        if (!take({query.integer(0), query.integer(1), record})) return;
    }
}

void Case::each_packed_message(const std::function<bool(PackedMessage&&)>& take) const {
    Statement messages =
        database_.prepare("SELECT row, hunt, zstd FROM message JOIN record USING(row) ORDER BY row");
    Statement findings = database_.prepare("SELECT record FROM finding WHERE message=? ORDER BY row");
    while (messages.step()) {
        PackedMessage one;
        one.hunt = messages.integer(1);
        one.record = messages.blob(2);
        findings.bind(1, messages.integer(0));
        while (findings.step()) one.findings.emplace_back(findings.text(0));
        if (!take(std::move(one))) return;
    }
}

std::optional<facts::Message> Case::message_by_row(int64_t row) const {
    Statement query = database_.prepare("SELECT zstd FROM record WHERE row=?");
    query.bind(1, row);
    if (!query.step())
        throw DatabaseError("the case is damaged: it lacks the record of a message that it lists");
    return or_throw(read_message(unpack(query.blob(0))), "message");
}

std::vector<int64_t> Case::rows_by_id(std::string_view id) const {
    std::vector<int64_t> rows;
    if (!is_id(id, 'M')) return rows;
    Statement query = database_.prepare("SELECT row FROM message WHERE id=? ORDER BY row");
    query.bind(1, id_number(id));
    while (query.step()) rows.push_back(query.integer(0));
    return rows;
}

std::vector<int64_t> Case::rows_by_message_id(std::string_view id) const {
    std::vector<int64_t> rows;
    const std::string bracketed = id.starts_with('<') ? std::string(id) : "<" + std::string(id) + ">";
    Statement query =
        database_.prepare("SELECT row FROM message WHERE message_id IN (?,?) ORDER BY date, content_id");
    query.bind(1, bracketed).bind(2, id);
    while (query.step()) rows.push_back(query.integer(0));
    return rows;
}

std::vector<facts::Finding> Case::findings_of(int64_t row) const {
    std::vector<facts::Finding> findings;
    Statement query = database_.prepare("SELECT record FROM finding WHERE message=? ORDER BY row");
    query.bind(1, row);
    while (query.step()) findings.push_back(or_throw(read_finding(query.text(0)), "finding"));
    for (facts::Finding& finding : intel().findings_of(row)) findings.push_back(std::move(finding));
    return findings;
}

std::optional<facts::Finding> Case::finding_by_id(std::string_view id) const {
    if (!is_id(id, 'F')) return std::nullopt;
    Statement query = database_.prepare("SELECT record FROM finding WHERE id=?");
    query.bind(1, id_number(id));
    if (!query.step()) return intel().finding_by_id(id);
    return or_throw(read_finding(query.text(0)), "finding");
}

std::optional<std::string> Case::body(int64_t row) const {
    Statement query = database_.prepare("SELECT zstd FROM body WHERE message=?");
    query.bind(1, row);
    if (!query.step()) return std::nullopt;
    return unpack(query.blob(0));
}

std::vector<facts::ListedCampaign> Case::campaigns() const {
    std::vector<facts::ListedCampaign> campaigns;
    Statement query =
        database_.prepare("SELECT is_new, new_messages, record FROM campaign ORDER BY position");
    while (query.step()) {
        facts::ListedCampaign& listed = campaigns.emplace_back();
        listed.is_new = query.integer(0) != 0;
        listed.new_messages = static_cast<uint32_t>(query.integer(1));
        listed.campaign = or_throw(read_campaign(query.text(2)), "campaign");
    }
    marks().apply(campaigns);
    return campaigns;
}

std::vector<facts::Target> Case::targets() const {
    std::vector<facts::Target> targets;
    Statement query = database_.prepare("SELECT record FROM target ORDER BY position");
    while (query.step()) targets.push_back(or_throw(read_target(query.text(0)), "target"));
    return targets;
}

std::vector<facts::UnreadSource> Case::problems() const {
    std::vector<facts::UnreadSource> problems;
    Statement query =
        database_.prepare("SELECT source, offset, what FROM problem ORDER BY source, offset, what");
    while (query.step()) {
        problems.push_back({std::string(query.text(0)), static_cast<uint64_t>(query.integer(1)),
                            std::string(query.text(2))});
    }
    return problems;
}

std::vector<std::pair<std::string, KnownSource>> Case::sources() const {
    std::vector<std::pair<std::string, KnownSource>> sources;
    Statement query = database_.prepare(
        "SELECT path, absolute, size, mtime_ns, kind, messages, generation FROM source ORDER BY path");
    while (query.step()) {
        sources.emplace_back(std::string(query.text(0)),
                             KnownSource{std::string(query.text(1)), static_cast<uint64_t>(query.integer(2)),
                                         query.integer(3), std::string(query.text(4)),
                                         static_cast<uint64_t>(query.integer(5)), query.integer(6)});
    }
    return sources;
}

int64_t Case::message_count() const {
    Statement query = database_.prepare("SELECT count(*) FROM message");
    return query.step() ? query.integer(0) : 0;
}

int64_t Case::last_hunt() const {
    Statement query = database_.prepare("SELECT max(number) FROM hunt");
    return query.step() ? query.integer(0) : 0;
}

std::vector<std::pair<std::string, uint64_t>> Case::messages_by_month() const {
    std::vector<std::pair<std::string, uint64_t>> months;
    Statement query = database_.prepare(
        "SELECT strftime('%Y-%m', date, 'unixepoch') AS month, count(*) FROM message WHERE date<>0 "
        "GROUP BY month ORDER BY month");
    while (query.step()) months.emplace_back(query.text(0), static_cast<uint64_t>(query.integer(1)));
    return months;
}

int64_t Case::undated_count() const {
    Statement query = database_.prepare("SELECT count(*) FROM message WHERE date=0");
    return query.step() ? query.integer(0) : 0;
}

// Skipping costs a step of the index each, so it is done from the nearer end.
std::vector<int64_t> Case::newest_rows(int64_t offset, int64_t count) const {
    const int64_t total = message_count();
    const int64_t wanted = std::max<int64_t>(0, std::min(count, total - offset));
    const bool from_oldest = offset > total / 2;
    std::vector<int64_t> rows;
    Statement query = database_.prepare(
        from_oldest ? "SELECT row FROM message ORDER BY date, content_id LIMIT ? OFFSET ?"
                    : "SELECT row FROM message ORDER BY date DESC, content_id DESC LIMIT ? OFFSET ?");
    query.bind(1, wanted).bind(2, from_oldest ? total - offset - wanted : offset);
    while (query.step()) rows.push_back(query.integer(0));
    if (from_oldest) std::reverse(rows.begin(), rows.end());
    return rows;
}

Seconds Case::date_of(int64_t row) const {
    Statement query = database_.prepare("SELECT date FROM message WHERE row=?");
    query.bind(1, row);
    return query.step() ? query.integer(0) : 0;
}

int64_t Case::data_version() const {
    Statement query = database_.prepare("PRAGMA data_version");
    return query.step() ? query.integer(0) : 0;
}

}  // namespace redshank::evidence
