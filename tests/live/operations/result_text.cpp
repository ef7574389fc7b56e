#include "live/operations/result_text.hpp"

#include <map>
#include <string_view>

namespace live {

namespace {

void add(details& out, const char* name, std::string_view value) {
    if (!value.empty()) out.emplace_back(name, std::string(value));
}

void add(details& out, const char* name, bool value) {
    out.emplace_back(name, value ? "true" : "false");
}

const char* name_of(eslio::execution_result::outcome how) {
    using outcome = eslio::execution_result::outcome;
    switch (how) {
        case outcome::completed: return "completed";
        case outcome::ended: return "ended";
        case outcome::failed: return "failed";
        case outcome::hung_up: return "hung_up";
        case outcome::refused: return "refused";
        case outcome::not_run: return "not_run";
        case outcome::unheard: return "unheard";
        case outcome::unknown: return "unknown";
    }
    return "?";
}

const char* name_of(eslio::collected_digits::outcome how) {
    using outcome = eslio::collected_digits::outcome;
    switch (how) {
        case outcome::complete: return "complete";
        case outcome::terminated: return "terminated";
        case outcome::timed_out: return "timed_out";
        case outcome::hung_up: return "hung_up";
        case outcome::unknown: return "unknown";
    }
    return "?";
}

}  // namespace

std::string text_of(const eslio::error_code& ec) {
    if (!ec) return "none";
    std::string text = ec.message();
    using eslio::condition;
    const std::pair<condition, const char*> groups[] = {
        {condition::disconnected, "disconnected"},
        {condition::rejected, "rejected"},
        {condition::timed_out, "timed_out"},
        {condition::unreachable, "unreachable"},
        {condition::protocol, "protocol"},
        {condition::invalid_argument, "invalid_argument"}};
    for (const auto& [group, name] : groups)
        if (ec == group) text += std::string(" (") + name + ")";
    return text;
}

void describe(details& out, const eslio::reply& r) {
    if (r.headers().empty() && r.text().empty() && !r.silent()) return;
    add(out, "ok", r.ok());
    if (r.silent()) add(out, "silent", true);
    add(out, "text", r.text());
}

void describe(details& out, const eslio::api_response& r) {
    add(out, "ok", r.ok());
    add(out, "executed", r.executed());
    if (r.silent()) add(out, "silent", true);
    add(out, "body", r.body());
}

void describe(details& out, const eslio::job& j) {
    add(out, "ok", j.ok());
    add(out, "text", j.text());
}

void describe(details& out, const eslio::job_result& r) {
    add(out, "ok", r.ok());
    add(out, "started", r.started());
    if (r.silent()) add(out, "silent", true);
    add(out, "body", r.body());
}

void describe(details& out, const eslio::message& m) {
    if (const eslio::event* e = m.as_event())
        describe(out, *e);
    else if (const auto* n = m.as_notice())
        out.emplace_back("message", n->is_linger() ? "notice: linger" : "notice: the end");
    else if (m.as_log() != nullptr)
        out.emplace_back("message", "log");
    else if (m.as_gap() != nullptr)
        out.emplace_back("message", "gap");
    else
        out.emplace_back("message", "another");
}

void describe(details& out, const eslio::event& e) {
    if (e.name().empty()) return;
    out.emplace_back("event", std::string(e.name()));
    add(out, "Application", e["Application"]);
    add(out, "body", e.body());
}

void describe(details& out, const eslio::execution_result& r) {
    add(out, "ok", r.ok());
    out.emplace_back("how", name_of(r.how()));
    add(out, "response", r.response());
    add(out, "why", r.why());
    add(out, "cause", r.cause_text());
}

void describe(details& out, const eslio::digits_result& r) {
    add(out, "true", static_cast<bool>(r));
    add(out, "digits", r.digits());
    add(out, "why", r.why());
    add(out, "read_result", r.read_result());
    out.emplace_back("how", name_of(r.execution().how()));
    add(out, "cause", r.execution().cause_text());
}

void describe(details& out, const eslio::bridge_result& r) {
    add(out, "true", static_cast<bool>(r));
    if (r.early()) add(out, "early", true);
    out.emplace_back("how", name_of(r.execution().how()));
    add(out, "why", r.why());
    add(out, "cause", r.cause_text());
    add(out, "other leg known", !r.other().empty());
}

void describe(details& out, const eslio::record_result& r) {
    using by = eslio::record_result::ended_by;
    static const std::map<by, const char*> names{
        {by::silence, "silence"}, {by::key, "key"},         {by::limit, "limit"},
        {by::hang_up, "hang_up"}, {by::stopped, "stopped"}, {by::failure, "failure"}};
    add(out, "true", static_cast<bool>(r));
    out.emplace_back("ended by", names.at(r.end()));
    out.emplace_back("tenths of a second", std::to_string(r.length().count() / 100));
    add(out, "why", r.why());
}

void describe(details& out, const eslio::unbridge_result& r) {
    add(out, "true", static_cast<bool>(r));
    if (r.hung_up()) add(out, "hung up", true);
    add(out, "why", r.why());
    add(out, "cause", r.cause_text());
    add(out, "other leg known", !r.other().empty());
}

void describe(details& out, const eslio::conference_result& r) {
    add(out, "true", static_cast<bool>(r));
    if (r.hung_up()) add(out, "hung up", true);
    add(out, "why", r.why());
}

void describe(details& out, const eslio::attended_transfer_result& r) {
    using outcome = eslio::attended_transfer_result::outcome;
    static const std::map<outcome, const char*> names{
        {outcome::completed, "completed"},     {outcome::handed_over, "handed_over"},
        {outcome::returned, "returned"},       {outcome::target_failed, "target_failed"},
        {outcome::party_left, "party_left"},   {outcome::hung_up, "hung_up"},
        {outcome::not_bridged, "not_bridged"}, {outcome::failed, "failed"}};
    add(out, "true", static_cast<bool>(r));
    out.emplace_back("how", names.at(r.how()));
    add(out, "why", r.why());
    add(out, "cause", r.cause_text());
}

void describe(details& out, const eslio::wait_result& r) {
    add(out, "came", static_cast<bool>(r));
    add(out, "why", r.why());
    add(out, "cause", r.cause_text());
    if (r) describe(out, r.details());
}

void describe(details& out, const eslio::hangup_info& h) {
    add(out, "cause", h.cause_text());
    if (h.q850()) out.emplace_back("q850", std::to_string(*h.q850()));
}

void describe(details& out, const eslio::collected_digits& d) {
    out.emplace_back("how", name_of(d.how()));
    add(out, "digits", d.digits());
    if (d.terminator() != '\0') out.emplace_back("terminator", std::string(1, d.terminator()));
}

void describe(details& out, const std::optional<std::string>& value) {
    out.emplace_back("value", value ? "'" + *value + "'" : "none");
}

void describe(details& out, const eslio::call_progress& p) {
    add(out, "came", static_cast<bool>(p));
    if (p) add(out, "its time known", p.when().has_value());
    add(out, "outcome", to_string(p.outcome()));
    add(out, "cause", p.cause_text());
}

void describe(details& out, const std::string& value) {
    add(out, "value", std::string_view(value));
}

void describe(details& out, const eslio::outbound::session_end& e) {
    add(out, "hung up", e.hung_up());
    add(out, "cause", e.cause_text());
    add(out, "requested cause", e.requested_cause_text());
    out.emplace_back("connection", text_of(e.connection()));
}

}  // namespace live
