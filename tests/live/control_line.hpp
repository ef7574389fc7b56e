// The player's own connection: API commands whose answers are no part of a script.
#pragma once

#include "live/switch.hpp"

#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace live {

inline constexpr milliseconds control_patience{10'000};

inline std::optional<packet> next_packet(switch_under_test& on, line& l) {
    on.run_until([&] { return !l.arrived.empty() || l.ended; }, control_patience);
    if (l.arrived.empty()) return std::nullopt;
    packet p = std::move(l.arrived.front());
    l.arrived.pop_front();
    return p;
}

/// A connection that is logged in; null if the switch cannot be reached or refuses.
inline std::shared_ptr<line> log_in(switch_under_test& on) {
    std::shared_ptr<line> l = on.connect();
    if (!l || !next_packet(on, *l)) return nullptr;
    l->send("auth " + on.password() + "\n\n");
    const auto answer = next_packet(on, *l);
    if (!answer || answer->headers.find("+OK") == std::string::npos) return nullptr;
    return l;
}

class control_line {
public:
    explicit control_line(switch_under_test& on) : switch_(on), line_(log_in(on)) {}
    ~control_line() {
        if (line_) line_->close();
    }
    control_line(const control_line&) = delete;
    control_line& operator=(const control_line&) = delete;

    bool works() const { return line_ != nullptr; }

    /// Empty if the connection is lost.
    std::string api(const std::string& command) {
        if (!line_ || line_->ended) return {};
        line_->send("api " + command + "\n\n");
        const auto answer = next_packet(switch_, *line_);
        return answer ? answer->body : std::string();
    }

private:
    switch_under_test& switch_;
    std::shared_ptr<line> line_;
};

}  // namespace live
