// SPDX-License-Identifier: Apache-2.0
#include "evidence/expiry.h"

#include <string>

namespace redshank::evidence {

void Expiry::create_tables(Database& database) {
    database.run("CREATE TABLE IF NOT EXISTS expired(content_id BLOB)");
}

void Expiry::expire(int64_t row) {
    database_.prepare("INSERT INTO expired SELECT content_id FROM message WHERE row=?").bind(1, row).run();
    for (const char* statement :
         {"DELETE FROM message WHERE row=?", "DELETE FROM record WHERE row=?",
          "DELETE FROM place WHERE message=?", "DELETE FROM finding WHERE message=?",
          "DELETE FROM body WHERE message=?", "DELETE FROM intel_keys WHERE message=?",
          "DELETE FROM intel_finding WHERE message=?"})
        database_.prepare(statement).bind(1, row).run();
}

void Expiry::each_expired(const std::function<void(const Key128& content)>& take) const {
    Statement query = database_.prepare("SELECT content_id FROM expired");
    while (query.step()) take(key_from_hex(hex(query.blob(0).substr(0, 16))));
}

int64_t Expiry::count() const {
    Statement query = database_.prepare("SELECT count(*) FROM expired");
    return query.step() ? query.integer(0) : 0;
}

void Expiry::compact() {
    database_.run("VACUUM");
    database_.run("PRAGMA wal_checkpoint(TRUNCATE)");
}

}  // namespace redshank::evidence
