// What the library says of itself, and a trace of the wire; both silent by default.
#pragma once

#include <eslio/wire/ascii.hpp>

#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace eslio {

enum class severity { debug, info, warning, error };

constexpr std::string_view to_string(severity s) noexcept {
    switch (s) {
        case severity::debug: return "debug";
        case severity::info: return "info";
        case severity::warning: return "warning";
        case severity::error: return "error";
    }
    return "error";
}

/// Receives lines for a human. They hold no secrets: no password, no bytes of commands.
class logger {
public:
    using sink = std::function<void(severity, std::string_view)>;

    logger() = default;
    explicit logger(sink s, severity least = severity::info) : sink_(std::move(s)), least_(least) {}

    /// Whether a line of that severity would be written: else it need not be put together.
    bool takes(severity s) const noexcept { return sink_ && s >= least_; }

    void operator()(severity s, std::string_view line) const {
        if (takes(s)) sink_(s, line);
    }

private:
    sink sink_;
    severity least_ = severity::info;
};

/// Which way bytes went.
enum class direction { received, sent };

/// Sees every byte received, and every byte sent but for passwords: what follows `auth ` and
/// `userauth ` on a line is replaced by `***`. Called on the connection's executor.
using wire_trace = std::function<void(direction, std::string_view)>;

namespace detail {

/// `bytes` without the secrets of `auth` and `userauth` lines.
inline std::string redact(std::string_view bytes) {
    std::string out;
    while (!bytes.empty()) {
        const bool ended = bytes.find('\n') != std::string_view::npos;
        const std::string_view line = wire::next_word(bytes, '\n');
        if (wire::istarts_with(line, "auth ") || wire::istarts_with(line, "userauth "))
            out.append(line.substr(0, line.find(' ') + 1)).append("***");
        else
            out.append(line);
        if (ended) out.push_back('\n');
    }
    return out;
}

}  // namespace detail

}  // namespace eslio
