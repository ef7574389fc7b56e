// error.hpp: every error and condition has a text of its own, and belongs where it should.
#include "catch.hpp"

#include <eslio/error.hpp>

#include <set>
#include <string>
#include <system_error>

using eslio::condition;
using eslio::error;

namespace {

constexpr int last_error = static_cast<int>(error::raw_header_forbidden);
constexpr int last_condition = static_cast<int>(condition::invalid_argument);

eslio::error_code code(int value) {
    return {value, eslio::error_category()};
}

}  // namespace

TEST_CASE("error: every value has a text of its own") {
    std::set<std::string> texts;
    for (int value = 1; value <= last_error; ++value) texts.insert(code(value).message());
    CHECK(texts.size() == static_cast<std::size_t>(last_error));
    CHECK(texts.count(code(0).message()) == 0);
    CHECK(code(1).category().name() == std::string("eslio"));
}

TEST_CASE("error: every condition has a text of its own") {
    std::set<std::string> texts;
    for (int value = 0; value <= last_condition; ++value)
        texts.insert(eslio::condition_category().message(value));
    CHECK(texts.size() == static_cast<std::size_t>(last_condition) + 1);
    CHECK(eslio::condition_category().name() == std::string("eslio.condition"));
}

TEST_CASE("error: what groups it belongs to") {
    using eslio::make_error_code;
    CHECK(make_error_code(error::not_sent) == condition::disconnected);
    CHECK(make_error_code(error::closed) == condition::disconnected);
    CHECK(make_error_code(error::unresponsive) == condition::disconnected);
    CHECK(make_error_code(error::unresponsive) == condition::timed_out);
    CHECK(make_error_code(error::timeout) != condition::disconnected);
    CHECK(make_error_code(error::timeout) == condition::timed_out);
    CHECK(make_error_code(error::connect_timeout) == condition::timed_out);
    CHECK(make_error_code(error::connect_timeout) == condition::unreachable);
    CHECK(make_error_code(error::login_timeout) != condition::unreachable);
    CHECK(make_error_code(error::host_not_found) == condition::unreachable);
    CHECK(make_error_code(error::access_denied) == condition::rejected);
    CHECK(make_error_code(error::unexpected_reply) == condition::protocol);
    CHECK(make_error_code(error::unexpected_login_packet) == condition::protocol);
    CHECK(make_error_code(error::bad_event_xml) == condition::undecodable);
    CHECK(make_error_code(error::event_too_large) == condition::undecodable);
    CHECK(make_error_code(error::empty_argument) == condition::invalid_argument);
    CHECK(make_error_code(error::raw_header_forbidden) == condition::invalid_argument);
}

TEST_CASE("error: a connection that has ended is gone, whatever ended it") {
    for (int value = static_cast<int>(error::closed);
         value <= static_cast<int>(error::unexpected_reply); ++value) {
        INFO(code(value).message());
        CHECK(code(value) == condition::disconnected);
    }
    for (const error e : {error::queue_full, error::operation_in_progress, error::hung_up,
                          error::bad_event_json, error::empty_argument})
        CHECK(make_error_code(e) != condition::disconnected);
}

TEST_CASE("error: nothing of another category is one of ours") {
    const auto other = std::make_error_code(std::errc::timed_out);
    CHECK(other != error::timeout);
    CHECK(other != condition::timed_out);
    CHECK(code(static_cast<int>(error::timeout)) != std::errc::timed_out);
    CHECK(code(1) == std::error_condition(1, eslio::error_category()));
    for (int value = 1; value <= last_error; ++value)
        CHECK_FALSE(eslio::error_category().equivalent(
            value, std::error_condition(0, eslio::condition_category())));
}
