// What the library says of itself, and a trace of the wire; both silent by default.
#pragma once

#include <eslio/config.hpp>
#include <eslio/protocol/reply_queue.hpp>
#include <eslio/wire/ascii.hpp>
#include <eslio/wire/detail/compact_vector.hpp>
#include <eslio/wire/detail/without_throwing.hpp>

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace eslio {

/// How much a line matters.
enum class severity { debug, info, warning, error };

/// The name of the severity: `debug`, `info`, `warning`, `error`.
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
    /// What is called with each line, without a line break, on whatever thread it comes from.
    using sink = std::function<void(severity, std::string_view)>;

    logger() = default;
    /// Lines of less severity than `least` are not made.
    explicit logger(sink s, severity least = severity::info) : sink_(std::move(s)), least_(least) {}

    /// Whether a line of that severity would be written: else it need not be put together.
    bool takes(severity s) const noexcept { return sink_ && s >= least_; }

    /// Writes a line, if there is a sink and it matters enough; what the sink throws is swallowed.
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
ESLIO_DECL std::string redact(std::string_view bytes);

/// The same, and of each of `secrets`, whole commands in order, only the first word.
ESLIO_DECL std::string redact(std::string_view bytes,
                              const detail::compact_vector<protocol::secret_part>& secrets);

}  // namespace detail

}  // namespace eslio

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/connection/impl/logger.ipp>
#endif
