// What happens in the call center, counted, and a table of it that lives in the terminal.
#pragma once

#include "../support/terminal.hpp"
#include "desk.hpp"

#include <eslio/error.hpp>

#include <asio/io_context.hpp>
#include <asio/steady_timer.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#if defined(__unix__) || defined(__APPLE__)
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace callcenter {

/// Raises the limit of open files as far as that is allowed. Throws std::runtime_error if fewer
/// than `wanted` are.
inline void allow_open_files(std::size_t wanted) {
#if defined(__unix__) || defined(__APPLE__)
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted) return;
    limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, wanted);
    if (limit.rlim_cur < wanted || setrlimit(RLIMIT_NOFILE, &limit) != 0)
        throw std::runtime_error(std::to_string(wanted) + " open files are needed, the limit is " +
                                 std::to_string(limit.rlim_max) + ": take fewer calls (-n)");
#else
    (void)wanted;
#endif
}

struct center {
    /// The desks open when so many callers wait; 0: they are open.
    center(desk first, desk second, std::size_t open_at)
        : sales(std::move(first)), support(std::move(second)), open_at_(open_at) {}

    desk sales;
    desk support;
    std::size_t now = 0;      ///< calls on the line
    std::size_t at_once = 0;  ///< the most there have been
    std::size_t calls = 0;
    std::size_t in_menu = 0;
    std::size_t talking = 0;
    std::size_t served = 0;
    std::size_t lost = 0;

    void came() {
        ++calls;
        at_once = std::max(at_once, ++now);
    }
    void joined() {
        if (open_at_ != 0 && sales.waiting_now() + support.waiting_now() < open_at_) {
            return;
        }
        open_at_ = 0;
        sales.open();
        support.open();
    }
    void left() { --now; }

private:
    std::size_t open_at_;
};

/// Redrawn ten times a second in a terminal; else one line every half second.
class live_table {
public:
    live_table(asio::io_context& context, const center& all) : timer_(context), all_(all) {
        if (!in_place_)
            std::cout << "\n  seconds  on line  menu     waiting  talking  served   lost"
                      << std::endl;
        tick();
    }

    void stop() {
        stopped_ = true;
        timer_.cancel();
    }

    void summary() {
        show();
        std::cout << "\n"
                  << all_.served << " of " << all_.calls << " calls served, " << all_.at_once
                  << " at once, on one thread, in " << support::seconds_text(passed()) << " s; "
                  << "longest wait "
                  << wait_of(std::max(all_.sales.longest_wait(), all_.support.longest_wait()))
                  << " s" << std::endl;
    }

private:
    void tick() {
        show();
        timer_.expires_after(std::chrono::milliseconds(in_place_ ? 100 : 500));
        timer_.async_wait([this](const eslio::error_code& ec) {
            if (!ec && !stopped_) tick();
        });
    }

    void show() {
        if (!in_place_) return line();
        if (drawn_) std::cout << "\033[6A";
        drawn_ = true;
        const auto clear = "\033[K\n";
        std::cout << clear
                  << support::paint(
                         support::bold,
                         "  department  agents   busy     waiting  served   longest wait")
                  << clear;
        for (const desk* d : {&all_.sales, &all_.support})
            std::cout << "  " << support::column(d->name(), 12) << cell(d->agents())
                      << support::paint(support::green, cell(d->busy()))
                      << support::paint(support::yellow, cell(d->waiting_now()))
                      << cell(d->served()) << wait_of(d->longest_wait()) << " s" << clear;
        std::cout << clear << "  " << support::seconds_text(passed()) << " s: " << all_.now
                  << " on the line, " << all_.in_menu << " in the menu, " << all_.talking
                  << " talking, " << all_.served << " served, " << all_.lost << " lost" << clear
                  << std::flush;
    }

    void line() const {
        std::cout << "  " << support::column(support::seconds_text(passed()), 9) << cell(all_.now)
                  << cell(all_.in_menu)
                  << cell(all_.sales.waiting_now() + all_.support.waiting_now())
                  << cell(all_.talking) << cell(all_.served) << all_.lost << std::endl;
    }

    static std::string cell(std::size_t n) { return support::column(std::to_string(n), 9); }
    static std::string wait_of(desk::clock::duration d) {
        return support::seconds_text(std::chrono::duration<double>(d).count());
    }
    double passed() const {
        return std::chrono::duration<double>(desk::clock::now() - start_).count();
    }

    asio::steady_timer timer_;
    const center& all_;
    desk::clock::time_point start_ = desk::clock::now();
    bool in_place_ = support::is_terminal();
    bool drawn_ = false;
    bool stopped_ = false;
};

}  // namespace callcenter
