// What a test expects to be said to a fake switch, and what is to be answered: `expect(...)`.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/call_plan.hpp>
#include <eslio/testing/fake_switch/wire/packets.hpp>
#include <eslio/wire/ascii.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::testing {

namespace fake {

/// The rule of an `expectation`.
struct rule {
    enum class ending { none, drop, reset };

    std::string prefix;
    std::size_t times = static_cast<std::size_t>(-1);  ///< it holds so often
    std::size_t seen = 0;
    std::function<packet(std::string_view command)> answer;  ///< none: the switch's own
    std::function<void(packet&)> alter;
    std::chrono::steady_clock::duration delay{};
    ending last = ending::none;

    bool matches(std::string_view text) const noexcept {
        return seen < times && wire::istarts_with(text, prefix);
    }
};

/// Puts another number in the packet's Content-Length, or gives it one.
ESLIO_DECL void change_length(packet& p, std::ptrdiff_t by);

ESLIO_DECL void cut_packet(packet& p, std::size_t bytes);

}  // namespace fake

/// A command that a test expects, by its beginning (whatever the case); the newest one that matches
/// decides. Without more it is executed as usual, and counted.
///
///     fake.expect("api status").reply("all is well\n");
///     fake.expect("bgapi originate").reply("-ERR permission denied").times(1);
///     auto asked = fake.expect("api").replies_late(after(3s));
///     ... CHECK(asked.count() == 1); CHECK(fake.unmet().empty());
class expectation {
public:
    /// Made by `fake_switch::expect`.
    explicit expectation(std::shared_ptr<fake::rule> rule) : rule_(std::move(rule)) {}

    // The answer instead of the switch's own.

    /// To `api` an api/response with that body, to anything else a command/reply of that text.
    expectation& reply(std::string text);
    /// A command/reply even to `api`.
    expectation& command_reply(std::string text);
    /// An api/response even to other commands.
    expectation& api_response(std::string body);
    /// Bytes as they are.
    expectation& raw(std::string bytes);

    // What goes wrong with the answer. The command is executed all the same.

    /// It is executed and answered later; the connection does nothing else until then.
    expectation& replies_late(after delay) {
        rule_->delay = delay.time;
        return *this;
    }
    /// It is executed, the answer is never sent.
    expectation& never_replies() {
        return alters([](fake::packet& p) { p = {}; });
    }
    /// Only the first bytes of the answer are sent; what comes next follows at once.
    expectation& truncates(std::size_t bytes) {
        return alters([bytes](fake::packet& p) { fake::cut_packet(p, bytes); });
    }
    /// Content-Length is wrong by so many bytes.
    expectation& wrong_length(std::ptrdiff_t by) {
        return alters([by](fake::packet& p) { fake::change_length(p, by); });
    }
    /// Bytes that are no UTF-8 stand in the body, or at the end of the reply's text.
    expectation& invalid_utf8();
    /// The stream ends after the answer.
    expectation& drops() {
        rule_->last = fake::rule::ending::drop;
        return *this;
    }
    /// The connection is reset after the answer.
    expectation& resets() {
        rule_->last = fake::rule::ending::reset;
        return *this;
    }

    /// It holds for so many commands; then others decide.
    expectation& times(std::size_t count) {
        rule_->times = count;
        return *this;
    }

    /// How many commands have met it.
    std::size_t count() const noexcept { return rule_->seen; }

private:
    expectation& alters(std::function<void(fake::packet&)> how) {
        rule_->alter = std::move(how);
        return *this;
    }

    std::shared_ptr<fake::rule> rule_;
};

}  // namespace eslio::testing

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/impl/expectation.ipp>
#endif
