// The bodies of ledger.hpp.
#include "simulate/ledger.hpp"

#include <eslio/wire/ascii.hpp>

#include <asio/error.hpp>

#include <algorithm>
#include <chrono>
#include <sstream>

namespace simulate {

using eslio::error;
using kind = operation::kind;

std::string_view name_of(kind what) {
    switch (what) {
        case kind::api: return "api";
        case kind::note: return "note";
        case kind::job: return "bgapi";
        case kind::started: return "start_job";
        case kind::result: return "job_result";
        case kind::change: return "change";
        case kind::wait: return "wait";
        case kind::execution: return "execute";
        case kind::call: return "call command";
    }
    return "operation";
}

namespace {

/// Whether it is known how often it was written.
bool is_counted(const operation& o) {
    return o.what == kind::api || o.what == kind::note || o.what == kind::job ||
           o.what == kind::started;
}

}  // namespace

operation* ledger::find(std::string_view number) {
    const auto parsed = eslio::wire::parse_number(number);
    return parsed && *parsed < all_.size() ? all_[*parsed].get() : nullptr;
}

void ledger::broken(const std::string& what) {
    std::ostringstream line;
    line << "step " << step << ", "
         << std::chrono::duration<double>(now_().time_since_epoch()).count() << " s: " << what;
    breaches_.push_back(line.str());
}

void ledger::broken(const operation& o, std::string_view what) {
    std::ostringstream line;
    line << name_of(o.what) << ' ' << o.number << " of client " << o.owner << ": " << what
         << " (ended " << o.ended << " times, written " << o.writes << ", carried out " << o.carried
         << (o.repeatable ? ", idempotent" : "") << (o.cancelled ? ", cancelled" : "") << "; "
         << (o.why ? o.why.message() : std::string("no error")) << ')';
    broken(line.str());
}

void ledger::note_write(operation& o) {
    ++o.writes;
    if (o.writes > 1 && !o.repeatable) broken(o, "written twice");
    if (o.ended != 0) broken(o, "written after it had ended");
}

void ledger::note_carried(operation& o) {
    ++o.carried;
    if (o.carried > o.writes && o.what != kind::execution) broken(o, "carried out too often");
    if (o.carried > 1 && !o.repeatable) broken(o, "carried out twice");
}

void ledger::note_end(operation& o, eslio::error_code why) {
    ++o.ended;
    o.why = why;
    o.answered = !why;
    if (o.ended > 1) broken(o, "ended twice");
    if (why == eslio::condition::protocol) broken(o, "the protocol is said to be broken");
    if (why == asio::error::operation_aborted && !o.cancelled && !o.may_be_dropped)
        broken(o, "aborted, though nobody cancelled it");
    const auto now = now_();
    if (now - std::chrono::milliseconds(1) > o.due) broken(o, "ended after its deadline");
    if (why == error::timeout && now < std::min(o.due, o.first_due))
        broken(o, "timed out before its deadline");
}

void ledger::judge_error(const operation& o) {
    const bool closed = o.after_close;
    if (o.why == error::not_sent || o.why == error::not_connected) {
        if (o.writes != 0) broken(o, "was sent, but is said not to be");
        if (!closed && !o.setup) broken(o, "not kept for the next connection");
    }
    if (o.why == error::outcome_unknown && is_counted(o)) {
        if (o.writes == 0) broken(o, "its outcome is called unknown, but it was not written");
        if (o.repeatable && !closed && !o.setup) broken(o, "idempotent, but not repeated");
    }
    if (o.why == error::job_lost && !closed) broken(o, "given up, though the client goes on");
    if (o.why == error::closed && !closed) broken(o, "ended by a close that was not");
}

void ledger::judge(const operation& o) {
    if (o.ended != 1) return broken(o, "has not ended once");
    if (o.why) return judge_error(o);
    if (is_counted(o) && o.carried == 0) broken(o, "has a result, but was not carried out");
}

}  // namespace simulate
