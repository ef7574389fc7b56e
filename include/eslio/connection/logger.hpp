// What the library says of itself, and a trace of the wire; both silent by default.
#pragma once

#include <eslio/protocol/reply_queue.hpp>
#include <eslio/wire/ascii.hpp>
#include <eslio/wire/without_throwing.hpp>

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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

/// Receives lines for a human. They hold no secrets: no password, no bytes of commands. The sink
/// must not throw: what it throws is dropped.
class logger {
public:
    using sink = std::function<void(severity, std::string_view)>;

    logger() = default;
    explicit logger(sink s, severity least = severity::info) : sink_(std::move(s)), least_(least) {}

    /// Whether a line of that severity would be written: else it need not be put together.
    bool takes(severity s) const noexcept { return sink_ && s >= least_; }

    void operator()(severity s, std::string_view line) const noexcept {
        if (takes(s)) detail::without_throwing([&] { sink_(s, line); });
    }

private:
    sink sink_;
    severity least_ = severity::info;
};

/// Which way bytes went.
enum class direction { received, sent };

/// Sees every byte received, and every byte sent but for secrets: what follows the first word of a
/// `command` marked as secret, and what follows `auth ` and `userauth ` on any line, is replaced by
/// `***`. Called on the connection's executor. It must not throw: what it throws is dropped.
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

/// The same, and of each of `secrets`, whole commands in order, only the first word.
inline std::string redact(std::string_view bytes,
                          const std::vector<protocol::secret_part>& secrets) {
    std::string out;
    std::size_t done = 0;
    for (const protocol::secret_part& secret : secrets) {
        out += redact(bytes.substr(done, secret.begin - done));
        const std::string_view hidden = bytes.substr(secret.begin, secret.size);
        out.append(hidden.substr(0, hidden.find_first_of(" \n"))).append(" ***\n\n");
        done = secret.begin + secret.size;
    }
    return out += redact(bytes.substr(done));
}

}  // namespace detail

}  // namespace eslio
