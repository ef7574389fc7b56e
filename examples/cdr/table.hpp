// The table of call records, in an SQLite file.
#pragma once

#include <eslio/event/hangup.hpp>

#include <chrono>
#include <initializer_list>
#include <memory>
#include <sqlite3.h>
#include <stdexcept>
#include <string>

namespace cdr {

/// Throws std::runtime_error with SQLite's words.
class table {
public:
    explicit table(const std::string& file) {
        sqlite3* opened = nullptr;
        const int problem = sqlite3_open(file.c_str(), &opened);
        db_.reset(opened);
        if (problem != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(opened));
        run("CREATE TABLE IF NOT EXISTS cdr (uuid TEXT PRIMARY KEY, caller TEXT, callee TEXT,"
            " answered TEXT, ended TEXT, seconds INTEGER, cause TEXT)");
    }

    /// A call's row; its UUID is the key, so that none is written twice.
    void add(const eslio::hangup_info& end) {
        const eslio::event& e = end.details();
        const auto text = [&](const char* name) { return std::string(e[name]); };
        const auto talked = std::chrono::duration_cast<std::chrono::seconds>(end.talk_time());
        run("INSERT OR IGNORE INTO cdr VALUES (?, ?, ?, ?, ?, ?, ?)",
            {text("Unique-ID"), text("Caller-Caller-ID-Number"), text("Caller-Destination-Number"),
             text("variable_answer_stamp"), text("variable_end_stamp"),
             std::to_string(talked.count()), std::string(end.cause_text())});
    }

    /// A row that says: calls that ended before now may be missing.
    void add_gap() {
        run("INSERT INTO cdr (uuid, ended, cause) VALUES (hex(randomblob(16)),"
            " datetime('now', 'localtime'), 'GAP')");
    }

private:
    void run(const char* sql, std::initializer_list<std::string> values = {}) {
        sqlite3_stmt* made = nullptr;
        const int problem = sqlite3_prepare_v2(db_.get(), sql, -1, &made, nullptr);
        const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> owner(made, sqlite3_finalize);
        int place = 0;
        for (const std::string& v : values)
            sqlite3_bind_text(made, ++place, v.data(), static_cast<int>(v.size()),
                              SQLITE_TRANSIENT);
        if (problem != SQLITE_OK || sqlite3_step(made) != SQLITE_DONE)
            throw std::runtime_error(sqlite3_errmsg(db_.get()));
    }

    std::unique_ptr<sqlite3, int (*)(sqlite3*)> db_{nullptr, sqlite3_close};
};

}  // namespace cdr
