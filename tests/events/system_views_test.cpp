// Views of events: every accessor against its header (events/system.hpp).
#include "events/view_check.hpp"

#include <eslio/events/system.hpp>

TEST_CASE("views: HEARTBEAT") {
    using view = eslio::events::heartbeat;
    const std::size_t recorded = test::check_view<view>(
        test::field("Event-Info", &view::info), test::field("Up-Time", &view::up_time_text),
        test::field("FreeSWITCH-Version", &view::version),
        test::field("Uptime-msec", &view::up_time), test::field("Session-Count", &view::sessions),
        test::field("Max-Sessions", &view::max_sessions),
        test::field("Session-Per-Sec", &view::sessions_per_second_limit),
        test::field("Session-Per-Sec-Last", &view::sessions_per_second),
        test::field("Session-Per-Sec-Max", &view::sessions_per_second_peak),
        test::field("Session-Per-Sec-FiveMin", &view::sessions_per_second_five_minutes),
        test::field("Session-Since-Startup", &view::sessions_since_startup),
        test::field("Session-Peak-Max", &view::sessions_peak),
        test::field("Session-Peak-FiveMin", &view::sessions_peak_five_minutes),
        test::field("Idle-CPU", &view::idle_cpu));
    CHECK(recorded != 0);
}

TEST_CASE("views: STARTUP") {
    using view = eslio::events::startup;
    const std::size_t recorded = test::check_view<view>(test::field("Event-Info", &view::info));
    static_cast<void>(recorded);
}

TEST_CASE("views: SHUTDOWN") {
    using view = eslio::events::shutdown;
    const std::size_t recorded = test::check_view<view>(test::field("Event-Info", &view::info));
    static_cast<void>(recorded);
}

TEST_CASE("views: SHUTDOWN_REQUESTED") {
    using view = eslio::events::shutdown_requested;
    const std::size_t recorded = test::check_view<view>(test::field("Event-Info", &view::how));
    static_cast<void>(recorded);
}

TEST_CASE("views: MODULE_LOAD") {
    using view = eslio::events::module_load;
    const std::size_t recorded = test::check_view<view>(
        test::field("type", &view::interface_type), test::field("name", &view::name),
        test::field("key", &view::key), test::field("filename", &view::file),
        test::field("module", &view::module));
    CHECK(recorded != 0);
}

TEST_CASE("views: MODULE_UNLOAD") {
    using view = eslio::events::module_unload;
    const std::size_t recorded = test::check_view<view>(test::field("type", &view::interface_type),
                                                        test::field("name", &view::name));
    CHECK(recorded != 0);
}

TEST_CASE("views: RELOADXML") {
    using view = eslio::events::reloadxml;
    const std::size_t recorded = test::check_view<view>();
    CHECK(recorded != 0);
}

TEST_CASE("views: CERT_RELOAD") {
    using view = eslio::events::cert_reload;
    const std::size_t recorded = test::check_view<view>();
    static_cast<void>(recorded);
}

TEST_CASE("views: TRAP") {
    using view = eslio::events::trap;
    const std::size_t recorded = test::check_view<view>(
        test::field("condition", &view::condition), test::field("Trapped-Signal", &view::signal),
        test::field("old-hostname", &view::old_hostname),
        test::field("new-hostname", &view::new_hostname),
        test::field("network-address-previous-v4", &view::previous_v4),
        test::field("network-address-change-v4", &view::new_v4),
        test::field("network-address-previous-v6", &view::previous_v6),
        test::field("network-address-change-v6", &view::new_v6),
        test::field("network-status-v4", &view::status_v4),
        test::field("network-address-v4", &view::address_v4),
        test::field("network-status-v6", &view::status_v6),
        test::field("network-address-v6", &view::address_v6),
        test::field("network-external-address-previous-v4", &view::previous_external_v4),
        test::field("network-external-address-change-v4", &view::new_external_v4));
    static_cast<void>(recorded);
}

TEST_CASE("views: NAT") {
    using view = eslio::events::nat;
    const std::size_t recorded = test::check_view<view>(
        test::field("op", &view::operation), test::field("port", &view::port),
        test::field("proto", &view::protocol), test::field("sticky", &view::sticky));
    static_cast<void>(recorded);
}

TEST_CASE("views: FAILURE") {
    using view = eslio::events::failure;
    const std::size_t recorded = test::check_view<view>(
        test::field("module_name", &view::module), test::field("profile_name", &view::profile),
        test::field("profile_uri", &view::profile_uri),
        test::field("failure_message", &view::failure_message));
    static_cast<void>(recorded);
}

TEST_CASE("views: PUBLISH") {
    using view = eslio::events::publish;
    const std::size_t recorded = test::check_view<view>(
        test::field("service", &view::service), test::field("port", &view::port),
        test::field("module_name", &view::module), test::field("profile_name", &view::profile),
        test::field("profile_uri", &view::profile_uri), test::field("tls_port", &view::tls_port),
        test::field("profile_tls_uri", &view::profile_tls_uri));
    CHECK(recorded != 0);
}

TEST_CASE("views: UNPUBLISH") {
    using view = eslio::events::unpublish;
    const std::size_t recorded = test::check_view<view>(
        test::field("service", &view::service), test::field("port", &view::port),
        test::field("module_name", &view::module), test::field("profile_name", &view::profile),
        test::field("profile_uri", &view::profile_uri), test::field("tls_port", &view::tls_port),
        test::field("profile_tls_uri", &view::profile_tls_uri));
    CHECK(recorded != 0);
}

TEST_CASE("views: LOG") {
    using view = eslio::events::log;
    const std::size_t recorded = test::check_view<view>(
        test::field("Log-Data", &view::data), test::field("Log-File", &view::file),
        test::field("Log-Function", &view::function), test::field("Log-Line", &view::line),
        test::field("Log-Level", &view::level), test::field("User-Data", &view::user_data));
    static_cast<void>(recorded);
}

TEST_CASE("views: limit::usage") {
    using view = eslio::events::limit_usage;
    const std::size_t recorded = test::check_view<view>(
        test::field("backend", &view::backend), test::field("realm", &view::realm),
        test::field("key", &view::key), test::field("usage", &view::usage),
        test::field("rate", &view::rate), test::field("max", &view::max),
        test::field("ratemax", &view::rate_max));
    CHECK(recorded != 0);
}
