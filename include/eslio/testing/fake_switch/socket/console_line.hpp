// A line of FreeSWITCH's console, which `api` runs with `console_execute: true`.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/machine/machine.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::testing::fake {

/// Commands joined by `;;`, of which each may be an alias
/// (switch_console.c: switch_console_execute).
class console_line : public std::enable_shared_from_this<console_line> {
public:
    /// Gives what all have printed, or a failure if the last one does not exist.
    static void run(machine& m, std::string_view line, api_done done);

    console_line(machine& m, api_done done) : machine_(m), done_(std::move(done)) {}

private:
    void run_from(std::size_t next);

    machine& machine_;
    api_done done_;
    std::vector<std::string> commands_;
    std::string said_;
    bool failed_ = true;  ///< if there was no command at all
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/socket/impl/console_line.ipp>
#endif
