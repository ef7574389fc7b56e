#include "live/fake_switch.hpp"

#include <eslio/connection/environment.hpp>

#include <chrono>
#include <cstdlib>
#include <string_view>

namespace live {

namespace {

struct memory_closing {
    static void close(eslio::testing::stream& s) { s.close(); }
    static void half_close(eslio::testing::stream& s) { s.shutdown_send(); }
};

/// The dialplan of tests/live/freeswitch.
void add_extensions(eslio::testing::fake_switch& fake) {
    const char* const context = "eslio_live";
    fake.extension("park", {{"answer", ""}, {"park", ""}}, context);
    fake.extension("busy", {{"hangup", "USER_BUSY"}}, context);
    fake.extension("steps12",
                   {{"set", "live_number=12"},
                    {"answer", ""},
                    {"sleep", "200"},
                    {"set", "live_steps=${live_number} done"},
                    {"park", ""}},
                   context);
    fake.extension("continued",
                   {{"set", "live_first=1"},
                    {"set", "live_inline=${caller_id_number}"},
                    {"answer", ""},
                    {"park", ""}},
                   context);
}

/// The queues there, and that of FreeSWITCH's own configuration.
void add_queues(eslio::testing::fake_switch& fake) {
    fake.callcenter_queue("support@default");
    for (const char* name : {"commands", "json", "distribution", "busy_agent", "gives_up",
                             "longest_idle", "standby", "standby_gone", "events", "goes_on"})
        fake.callcenter_queue(std::string(name) + "@eslio_live");
    fake.callcenter_queue("round_robin@eslio_live", "round-robin");
    fake.callcenter_queue("top_down@eslio_live", "top-down");
    fake.callcenter_queue("least_talk_time@eslio_live", "agent-with-least-talk-time");
    fake.callcenter_queue("fewest_calls@eslio_live", "agent-with-fewest-calls");
    fake.callcenter_queue("in_order@eslio_live", "sequentially-by-agent-order");
    fake.callcenter_queue("ring_all@eslio_live", "ring-all");
    fake.callcenter_queue("ring_progressively@eslio_live", "ring-progressively");
}

/// Those there.
void add_menus(eslio::testing::fake_switch& fake) {
    using eslio::testing::fake_menu;
    using namespace std::chrono_literals;
    fake.menu("eslio_live", fake_menu("silence_stream://400")
                                .greet_short("silence_stream://250")
                                .invalid_sound("silence_stream://200")
                                .exit_sound("silence_stream://150")
                                .transfer_sound("silence_stream://180")
                                .timeout(1s)
                                .max_failures(2)
                                .max_timeouts(2)
                                .entry("1", "menu-exec-app", "set live_choice=one")
                                .entry("2", "menu-sub", "eslio_live_sub")
                                .entry("3", "menu-play-sound", "silence_stream://220")
                                .entry("4", "menu-exit")
                                .entry("5", "menu-exec-app", "transfer park XML eslio_live")
                                .entry("6", "menu-exec-app", "nosuch_application")
                                .entry("7", "menu-exec-app", "set live_first=1")
                                .entry("7", "menu-exec-app", "set live_second=2")
                                .entry("8", "menu-exec-app", "playback silence_stream://300")
                                .entry("9", "menu-top")
                                .entry("0", "menu-back"));
    fake.menu("eslio_live_sub", fake_menu("silence_stream://350")
                                    .invalid_sound("silence_stream://200")
                                    .exit_sound("silence_stream://150")
                                    .timeout(1s)
                                    .max_failures(2)
                                    .entry("1", "menu-back")
                                    .entry("2", "menu-sub", "eslio_live_below")
                                    .entry("3", "menu-top")
                                    .entry("4", "menu-exit")
                                    .entry("5", "menu-sub", "eslio_live_sub")
                                    .entry("6", "menu-sub", "eslio_live_nosuch"));
    fake.menu("eslio_live_below", fake_menu("silence_stream://300")
                                      .timeout(1s)
                                      .max_timeouts(1)
                                      .entry("1", "menu-top")
                                      .entry("2", "menu-back"));
    fake.menu("eslio_live_digits",
              fake_menu("silence_stream://600")
                  .timeout(2s)
                  .inter_digit_timeout(600ms)
                  .digit_len(4)
                  .max_failures(2)
                  .max_timeouts(1)
                  .exec_on_max_failures("set live_gave_up=failures ${live_extension}")
                  .exec_on_max_timeouts("set live_gave_up=timeouts")
                  .entry("/^(10[0-9]{2})$/", "menu-exec-app", "set live_extension=$1")
                  .entry("/^(2)(.*)$/", "menu-exec-app", "set live_extension=${1}x$2")
                  .entry("3", "menu-exec-app", "set live_extension=three ${live_choice}")
                  .entry("*9", "menu-exit"));
    fake.menu("eslio_live_silent", fake_menu().timeout(1s).max_failures(3).entry("1", "menu-exit"));
    fake.menu("eslio_live_missing",
              fake_menu("/dev/null/x.wav").timeout(1s).max_failures(1).entry("1", "menu-exit"));
    fake.menu("eslio_live_wrong", fake_menu("silence_stream://200").entry("1", "menu-nosuch"));
}

}  // namespace

std::vector<eslio::testing::fake_user> in_process_switch::users() {
    return {
        {"full", "eslio_live", "live-full", "", "", true, {"live"}},
        {"limited",
         "eslio_live",
         "live-limited",
         "CHANNEL_ANSWER BACKGROUND_JOB CUSTOM conference::maintenance",
         "echo expand",
         false,
         {"live"},
         {{"dial-string", "null/x"}},
         {{"live_variable", "a value"}}},
        {"busy",
         "eslio_live",
         "live-busy",
         "",
         "",
         true,
         {"live"},
         {{"dial-string", "error/USER_BUSY"}}},
        {"of_domain", "eslio_layers", "live-domain", "CHANNEL_ANSWER", "echo", false, {"plain"}},
        {"of_group", "eslio_layers", "live-group", "BACKGROUND_JOB DTMF", "echo", false, {"other"}},
        {"own", "eslio_layers", "live-own", "BACKGROUND_JOB DTMF", "echo,expand", true, {"other"}}};
}

in_process_switch::in_process_switch(bool driven)
    : time_(driven ? std::optional<eslio::testing::driven_time>(context_) : std::nullopt),
      fake_(context_.get_executor()) {
    fake_.options().users = users();
    fake_.options().domains = {{"eslio_layers",
                                {{"esl-password", "live-domain"},
                                 {"esl-allowed-events", "CHANNEL_ANSWER"},
                                 {"esl-allowed-api", "echo"},
                                 {"esl-allowed-log", "false"}}}};
    add_queues(fake_);
    add_menus(fake_);
    eslio::environment::of(context_.get_executor()).seed(1);
    add_extensions(fake_);
    fake_.plan(eslio::testing::call().answers());
    for (const char* missing :
         {"/dev/null", "/dev/null/x.wav", "/dev/null/folder/x.wav", "/dev/null/a", "/dev/null/b",
          "/dev/null/x.nosuch", "/nonexistent", "/x.nosuch", "a\nb"})
        fake_.lacks_file(missing);
    fake_.application("system", eslio::testing::fake_application(std::chrono::seconds(1)));
    fake_.program(listening_at(),
                  [this](eslio::testing::stream s) { accepted_.push_back(std::move(s)); });
}

bool in_process_switch::run_until(const std::function<bool()>& predicate, milliseconds limit) {
    if (time_) return time_->run_until(predicate, limit);
    const time_point end = now() + limit;
    while (!predicate()) {
        if (now() >= end) return false;
        context_.restart();
        context_.run_one_until(end);
    }
    return true;
}

time_point in_process_switch::now() const {
    return time_ ? time_->now() : std::chrono::steady_clock::now();
}

std::shared_ptr<line> in_process_switch::connect() {
    return make_line(fake_.connect(context_.get_executor()));
}

std::optional<eslio::testing::stream> in_process_switch::take_accepted() {
    if (accepted_.empty()) return std::nullopt;
    std::optional<eslio::testing::stream> first(std::move(accepted_.front()));
    accepted_.pop_front();
    return first;
}

std::shared_ptr<line> in_process_switch::accepted() {
    auto s = take_accepted();
    return s ? make_line(std::move(*s)) : nullptr;
}

std::pair<std::string, std::string> in_process_switch::names(const api&) {
    return {fake_.options().hostname, fake_.options().switchname};
}

std::string in_process_switch::come_in(const std::string& dialplan, const std::string& wanted,
                                       const api&) {
    fake_.originate("{origination_uuid=" + wanted +
                    ",origination_caller_id_number=1001,origination_caller_id_name=Ann,"
                    "ignore_early_media=true,originate_timeout=60}'loopback/" +
                    dialplan + "/default/inline' &park()");
    const std::string uuid = fake_.variable(wanted, "other_loopback_leg_uuid");
    callers_[uuid] = wanted;
    return uuid;
}

void in_process_switch::caller_hangs_up(const std::string& uuid, const std::string& cause,
                                        const api&) {
    fake_.hang_up(callers_[uuid], cause.empty() ? "NORMAL_CLEARING" : cause);
}

std::vector<std::string> in_process_switch::callers() const {
    std::vector<std::string> all;
    for (const auto& [uuid, caller] : callers_) all.push_back(caller);
    return all;
}

std::shared_ptr<line> in_process_switch::make_line(eslio::testing::stream s) {
    auto made = std::make_shared<stream_line<eslio::testing::stream, memory_closing>>(
        std::move(s), [this] { return now(); });
    made->start();
    return made;
}

std::unique_ptr<switch_under_test> make_fake_switch(bool driven) {
    return std::make_unique<in_process_switch>(driven);
}

}  // namespace live
