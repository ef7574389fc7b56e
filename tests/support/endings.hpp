// Handlers that count how often they are called, where an operation runs and elsewhere.
#pragma once

#include <asio/any_io_executor.hpp>
#include <asio/bind_executor.hpp>
#include <asio/io_context.hpp>

#include <cstddef>
#include <list>

namespace test {

/// Not on a strand: one of Asio that finds no memory never runs again.
class endings {
public:
    /// A handler where the operation runs.
    auto here() {
        return [count = &counts_.emplace_back(0)](auto&&...) { ++*count; };
    }
    /// One elsewhere, and one there whose executor's type is erased.
    auto away() { return asio::bind_executor(other_.get_executor(), here()); }
    auto away_erased() {
        return asio::bind_executor(asio::any_io_executor(other_.get_executor()), here());
    }

    void run_away() {
        other_.restart();
        other_.poll();
    }

    std::size_t size() const { return counts_.size(); }
    std::size_t once() const {
        std::size_t n = 0;
        for (const int c : counts_) n += c == 1;
        return n;
    }

private:
    asio::io_context other_;
    std::list<int> counts_;
};

}  // namespace test
