// A client of a fake switch, in driven time, over streams in memory.
#pragma once

#include "catch.hpp"
#include "support/called.hpp"

#include <eslio/client.hpp>

#include <asio/error.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace test {

using eslio::client_options;
using eslio::client_setup;
using eslio::client_state;
using eslio::client_status;
using eslio::switch_run;
using texts = std::vector<std::string>;
using memory_client = eslio::basic_client<eslio::testing::stream>;

struct returning : switched {
    explicit returning(client_options options = {}) {
        options.on_status = [this](const client_status& s) { states.push_back(s); };
        fs.emplace(
            context.get_executor(),
            [this](const eslio::login& where) {
                ++attempts;
                asked_at.push_back(time.now());
                if (!reachable) throw std::system_error(asio::error::connection_refused);
                addresses.push_back(where.address());
                auto stream = fake.connect(context.get_executor());
                if (read_at_once != 0) stream.max_read(read_at_once);
                return stream;
            },
            eslio::login("fs.example", eslio::password("ClueCon")), std::move(options));
    }

    /// Begins to connect.
    void run() { fs->async_run(ended.handler()); }
    /// And is up.
    void come_up() {
        run();
        REQUIRE(time.run_until([&] { return fs->is_up(); }, std::chrono::minutes(1)));
        time.settle();
    }
    /// It was interrupted, and is up again.
    void come_back() {
        REQUIRE(time.run_until([&] { return fs->is_up(); }, std::chrono::minutes(5)));
        time.settle();
    }
    void drop() {
        fake.drop_all();
        time.settle();
    }

    /// The states that it has gone through, one letter each.
    std::string way() const {
        std::string all;
        for (const client_status& s : states) all += to_string(s.state).substr(0, 1);
        return all;
    }

    /// Messages that are there, an event by its name, of CUSTOM by its subclass.
    std::vector<std::string> received() {
        std::vector<std::string> all;
        for (eslio::message m; fs->try_receive(m);) {
            if (const auto* e = m.as_event())
                all.emplace_back(e->subclass().empty() ? e->name() : e->subclass());
            else if (const auto* g = m.as_gap())
                all.emplace_back(g->interruption() != nullptr ? "gap" : "lost");
            else if (m.as_log() != nullptr)
                all.emplace_back("log");
            else
                all.emplace_back("notice");
        }
        return all;
    }

    bool reachable = true;
    std::size_t read_at_once = 0;  ///< so many bytes at most; zero: all
    std::size_t attempts = 0;
    std::vector<std::chrono::steady_clock::time_point> asked_at;
    std::vector<std::string> addresses;
    std::vector<client_status> states;
    outcome<void> ended;
    std::optional<memory_client> fs;
};

}  // namespace test
