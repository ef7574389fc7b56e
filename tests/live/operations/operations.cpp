#include "live/operations/operations.hpp"

#include "live/operations/call_bench.hpp"
#include "live/operations/connections.hpp"
#include "live/operations/logins.hpp"
#include "live/operations/typed_api.hpp"

#include <eslio/command/applications.hpp>
#include <eslio/connection.hpp>
#include <eslio/outbound.hpp>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <stdexcept>

namespace live {

namespace {

const std::map<std::string, held_by>& holders() {
    static const std::map<std::string, held_by> all{{"channel", held_by::connection},
                                                    {"session_async_full", held_by::async_full},
                                                    {"session_async", held_by::async},
                                                    {"session_full", held_by::full},
                                                    {"session_static", held_by::static_mode}};
    return all;
}

const char* keywords(held_by by) {
    switch (by) {
        case held_by::async_full: return " async full";
        case held_by::async: return " async";
        case held_by::full: return " full";
        default: return "";
    }
}

std::string random_uuid() {
    static constexpr char digits[] = "0123456789abcdef";
    static thread_local std::mt19937_64 random(std::random_device{}());
    std::string out = "00000000-0000-4000-8000-000000000000";
    for (char& c : out)
        if (c == '0') c = digits[random() % 16];
    return out;
}

/// A call that was originated, and a channel over an inbound connection.
template <class Switch>
class held_by_connection final : public call_bench {
public:
    held_by_connection(Switch& on, control_line& control)
        : call_bench(held_by::connection, on, control) {
        uuid = random_uuid();
        api("originate {origination_uuid=" + uuid + "}null/x &park()");
        open_connection(on, fs_, [this](auto& p) { this->wait_for(p); });
        if (fs_ && fs_->is_open()) channel_.emplace(fs_->link(), uuid);
    }

    eslio::channel* call() override { return channel_ ? &*channel_ : nullptr; }
    std::shared_ptr<eslio::link> link() override { return fs_->link(); }

private:
    std::optional<eslio::basic_connection<typename Switch::stream_type>> fs_;
    std::optional<eslio::channel> channel_;
};

/// A call that came in and was handed to this program, which has answered it.
template <class Switch>
class held_by_session final : public call_bench {
public:
    held_by_session(held_by how, Switch& on, control_line& control)
        : call_bench(how, on, control), caller_(on) {
        session_ = open({}, "", uuid);
        if (!session_) return;
        const auto done = std::make_shared<bool>(false);
        session_.async_execute(
            eslio::app::answer(),
            [done](eslio::error_code, const eslio::execution_result&) { *done = true; });
        wait_for([&] { return *done; });
        pass(milliseconds(100));
    }

    eslio::channel* call() override { return session(); }
    eslio::outbound::session* session() override { return session_ ? &session_ : nullptr; }
    std::shared_ptr<eslio::link> link() override { return session_.link(); }
    void caller_hangs_up() override { caller_hangs_up(uuid); }
    void caller_hangs_up(const std::string& call) override {
        caller_.caller_hangs_up(call, "NORMAL_CLEARING",
                                [this](const std::string& command) { return api(command); });
    }
    eslio::outbound::session another(const eslio::outbound::session_options& options,
                                     const std::string& afterwards) override {
        std::string its_uuid;
        return open(options, afterwards, its_uuid);
    }

private:
    /// Lets a call come in and opens its session.
    eslio::outbound::session open(const eslio::outbound::session_options& options,
                                  const std::string& afterwards, std::string& its_uuid) {
        // Leg B of a loopback has its caller's variables, and would pass this one on to bridges.
        its_uuid = caller_.come_in("m:^:unset:ignore_early_media^socket:" + caller_.listening_at() +
                                       keywords(by) + afterwards,
                                   random_uuid(),
                                   [this](const std::string& command) { return api(command); });
        std::optional<typename Switch::stream_type> stream;
        wait_for([&] { return (stream = caller_.take_accepted()).has_value(); });
        if (!stream) return {};
        // A handler may be called when nobody waits any more.
        const auto opened = std::make_shared<std::optional<eslio::outbound::session>>();
        eslio::outbound::async_open_session(
            std::move(*stream), options,
            [opened](eslio::error_code ec, eslio::outbound::session s) {
                opened->emplace(ec ? eslio::outbound::session() : std::move(s));
            });
        wait_for([&] { return opened->has_value(); }, milliseconds(15'000));
        return opened->has_value() ? std::move(**opened) : eslio::outbound::session();
    }

    Switch& caller_;
    eslio::outbound::session session_;
};

using add_rows = void (*)(std::vector<call_row>&);

const std::map<std::string, add_rows>& tables_of_calls() {
    static const std::map<std::string, add_rows> tables{{"executions", add_executions},
                                                        {"outcomes", add_outcomes},
                                                        {"cuts_by_caller", add_cuts_by_caller},
                                                        {"cuts_by_callee", add_cuts_by_callee},
                                                        {"cuts_by_command", add_cuts_by_command},
                                                        {"digits", add_digits},
                                                        {"bridges", add_bridges},
                                                        {"variables", add_variables},
                                                        {"waits", add_waits},
                                                        {"legs", add_legs},
                                                        {"sessions", add_sessions},
                                                        {"departures", add_departures},
                                                        {"dial_strings", add_dial_strings},
                                                        {"originates", add_originates},
                                                        {"verbs", add_verbs},
                                                        {"verbs_of_legs", add_verbs_of_legs}};
    return tables;
}

/// `session_full.bridges`: how the call is held, and which table.
struct group_of_calls {
    held_by by;
    add_rows add;
};

std::map<std::string, group_of_calls> groups_of_calls() {
    std::map<std::string, group_of_calls> all;
    for (const auto& [holder, by] : holders()) {
        const bool is_connection = by == held_by::connection;
        for (const auto& [table, add] : tables_of_calls()) {
            const bool of_sessions = add == add_sessions || add == add_departures;
            const bool of_connections = add == add_dial_strings;
            if (is_connection ? !of_sessions : !of_connections)
                all.emplace(holder + "." + table, group_of_calls{by, add});
        }
    }
    return all;
}

template <class Switch>
std::unique_ptr<call_bench> make_bench(held_by by, Switch& on, control_line& control) {
    if (by == held_by::connection) return std::make_unique<held_by_connection<Switch>>(on, control);
    return std::make_unique<held_by_session<Switch>>(by, on, control);
}

template <class Switch>
transcript try_calls(const group_of_calls& group, Switch& on) {
    const held_by by = group.by;
    control_line control(on);
    if (!control.works()) throw std::runtime_error("the switch cannot be reached");
    section out{"operations", {}};
    std::vector<call_row> table;
    group.add(table);
    for (const call_row& row : table) {
        if (!row.only.empty() && std::find(row.only.begin(), row.only.end(), by) == row.only.end())
            continue;
        const std::unique_ptr<call_bench> bench = make_bench(by, on, control);
        if (bench->call() != nullptr)
            row.run(*bench);
        else
            bench->log.note("the call", "cannot be made");
        for (entry& e : bench->log.take(bench->uuid)) {
            e.what = row.name + " / " + e.what;
            out.entries.push_back(std::move(e));
        }
        bench->kill("NORMAL_CLEARING");
    }
    for (const std::string& caller : on.callers()) control.api("uuid_kill " + caller);
    return {std::move(out)};
}

template <class Switch>
transcript try_group(const std::string& group, Switch& on) {
    if (group == "connection") return try_connections(on);
    if (group == "login") return try_logins(on);
    if (group == "typed_api") return try_typed_api(on);
    if (group == "user") return try_users(on);
    if (group == "user_layers") return try_layers(on);
    const auto groups = groups_of_calls();
    const auto found = groups.find(group);
    if (found == groups.end()) throw std::runtime_error("there is no group " + group);
    return try_calls(found->second, on);
}

}  // namespace

std::vector<std::string> operation_groups() {
    std::vector<std::string> names{"connection", "login", "typed_api", "user", "user_layers"};
    for (const auto& [name, group] : groups_of_calls()) names.push_back(name);
    return names;
}

std::string missing_for_operations(const std::string& group, const std::optional<address>& where) {
    if (!where) return {};
    real_switch on(*where);
    if (group.compare(0, 8, "session_") == 0 && on.listening_at().empty())
        return "the switch is on another machine and cannot connect to this one";
    control_line control(on);
    if (!control.works()) throw std::runtime_error("the switch cannot be reached");
    const auto api = [&](const std::string& command) { return control.api(command); };
    if (group == "user" && !on.has("users", api)) return "needs users";
    if (group == "user_layers" && !on.has("user layers", api)) return "needs user layers";
    return {};
}

transcript try_operations(const std::string& group, const std::optional<address>& where) {
    if (where) {
        real_switch on(*where);
        return try_group(group, on);
    }
    in_process_switch on;
    return try_group(group, on);
}

}  // namespace live
