// The bodies of the functions of esl_oop/log.hpp.
#pragma once

#include <eslio/esl_oop/log.hpp>

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdio>
#include <string>

namespace eslio::detail {

/// The one global of the library; below 0 nothing is written.
ESLIO_DECL std::atomic<int>& esl_log_level() noexcept {
    static std::atomic<int> level{-1};
    return level;
}

}  // namespace eslio::detail

ESLIO_DECL void eslSetLogLevel(int level) {
    eslio::detail::esl_log_level() = level < 0 || level > 7 ? 7 : level;
}

namespace eslio::esl {

ESLIO_DECL bool logs(log_severity s) noexcept {
    return static_cast<int>(s) <= eslio::detail::esl_log_level();
}

ESLIO_DECL void log(log_severity s, std::string_view line) {
    static constexpr std::array<const char*, 8> names{
        {"EMERG", "ALERT", "CRIT", "ERROR", "WARNING", "NOTICE", "INFO", "DEBUG"}};
    if (!logs(s)) return;
    std::string whole = "[";
    whole.append(names[static_cast<std::size_t>(s)]).append("] ").append(line).push_back('\n');
    std::fputs(whole.c_str(), stderr);  // in one piece, whatever other threads write
}

}  // namespace eslio::esl
