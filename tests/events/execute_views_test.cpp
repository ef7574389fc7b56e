// Views of events: every accessor against its header (events/execute.hpp, events/dtmf.hpp,
// events/job.hpp, events/schedule.hpp).
#include "events/view_check.hpp"

#include <eslio/events/dtmf.hpp>
#include <eslio/events/execute.hpp>
#include <eslio/events/job.hpp>
#include <eslio/events/schedule.hpp>

TEST_CASE("views: CHANNEL_EXECUTE") {
    using view = eslio::events::channel_execute;
    const std::size_t recorded = test::check_view<view>(
        test::field("Application", &view::application), test::field("Application", &view::kind),
        test::field("Application-Data", &view::data),
        test::field("Application-UUID", &view::execution_uuid),
        test::field("Application-UUID-Name", &view::execution_uuid_name));
    CHECK(recorded != 0);
}

TEST_CASE("views: CHANNEL_EXECUTE_COMPLETE") {
    using view = eslio::events::channel_execute_complete;
    const std::size_t recorded = test::check_view<view>(
        test::field("Application", &view::application), test::field("Application", &view::kind),
        test::field("Application-Data", &view::data),
        test::field("Application-UUID", &view::execution_uuid),
        test::field("Application-UUID-Name", &view::execution_uuid_name));
    CHECK(recorded != 0);
}

TEST_CASE("views: PRIVATE_COMMAND") {
    using view = eslio::events::private_command;
    const std::size_t recorded =
        test::check_view<view>(test::field("call-command", &view::call_command),
                               test::field("execute-app-name", &view::application),
                               test::field("execute-app-arg", &view::argument),
                               test::field("hangup-cause", &view::hangup_cause_text),
                               test::field("Event-UUID", &view::event_uuid),
                               test::field("event-uuid-name", &view::event_uuid_name));
    CHECK(recorded != 0);
}

TEST_CASE("views: DTMF") {
    using view = eslio::events::dtmf;
    const std::size_t recorded = test::check_view<view>(
        test::field("DTMF-Digit", &view::digit), test::field("DTMF-Duration", &view::duration),
        test::field("DTMF-Source", &view::source),
        test::field("DTMF-Conversion", &view::conversion));
    CHECK(recorded != 0);
}

TEST_CASE("views: BACKGROUND_JOB") {
    using view = eslio::events::background_job;
    const std::size_t recorded =
        test::check_view<view>(test::field("Job-Owner-UUID", &view::owner_uuid),
                               test::field("Job-Command", &view::command),
                               test::field("Job-Command-Arg", &view::argument));
    CHECK(recorded != 0);
}

TEST_CASE("views: API") {
    using view = eslio::events::api;
    const std::size_t recorded =
        test::check_view<view>(test::field("API-Command", &view::command),
                               test::field("API-Command-Argument", &view::argument));
    CHECK(recorded != 0);
}

TEST_CASE("views: ADD_SCHEDULE") {
    using view = eslio::events::add_schedule;
    const std::size_t recorded = test::check_view<view>(
        test::field("Task-ID", &view::task_id), test::field("Task-Desc", &view::description),
        test::field("Task-Group", &view::group), test::field("Task-Runtime", &view::run_time));
    CHECK(recorded != 0);
}

TEST_CASE("views: RE_SCHEDULE") {
    using view = eslio::events::re_schedule;
    const std::size_t recorded = test::check_view<view>(
        test::field("Task-ID", &view::task_id), test::field("Task-Desc", &view::description),
        test::field("Task-Group", &view::group), test::field("Task-Runtime", &view::run_time));
    CHECK(recorded != 0);
}

TEST_CASE("views: DEL_SCHEDULE") {
    using view = eslio::events::del_schedule;
    const std::size_t recorded = test::check_view<view>(
        test::field("Task-ID", &view::task_id), test::field("Task-Desc", &view::description),
        test::field("Task-Group", &view::group), test::field("Task-Runtime", &view::run_time));
    CHECK(recorded != 0);
}

TEST_CASE("views: EXE_SCHEDULE") {
    using view = eslio::events::exe_schedule;
    const std::size_t recorded = test::check_view<view>(
        test::field("Task-ID", &view::task_id), test::field("Task-Desc", &view::description),
        test::field("Task-Group", &view::group), test::field("Task-Runtime", &view::run_time));
    static_cast<void>(recorded);
}
