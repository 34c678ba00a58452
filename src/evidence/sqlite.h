// SPDX-License-Identifier: Apache-2.0
// A thin cover of SQLite: open, run, prepared statements. A failure of the database is a failure of the
// system and throws DatabaseError; the edge of the program catches it. One connection, one thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace redshank::evidence {

class DatabaseError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

class Statement {
  public:
    Statement(sqlite3* database, std::string_view sql);

    /// Parameters count from 1. Text and blobs are not copied: they must live until the step after.
    Statement& bind(int index, int64_t value);
    Statement& bind(int index, std::string_view text);
    Statement& bind_blob(int index, std::string_view bytes);
    /// True while there is a row. After the last one the statement is ready for new parameters.
    bool step();
    /// For statements without rows: step once, and ready again.
    void run();
    void reset();

    int64_t integer(int column) const;
    /// Valid until the next step or reset.
    std::string_view text(int column) const;
    std::string_view blob(int column) const;

  private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    void check(int code) const;
    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

class Database {
  public:
    /// read_immutable: on a medium that cannot be written, where nobody else writes; else reading needs to
    /// lock.
    enum class Mode { read, read_immutable, write };
    Database(const std::filesystem::path& file, Mode mode);

    void run(const std::string& sql);
    Statement prepare(std::string_view sql) const { return Statement(database_.get(), sql); }
    int64_t last_row() const;

  private:
    struct Close {
        void operator()(sqlite3* database) const;
    };
    std::unique_ptr<sqlite3, Close> database_;
};

}  // namespace redshank::evidence
