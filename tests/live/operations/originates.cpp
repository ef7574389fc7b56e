// Operations of calls that are originated: what dialling comes to, how far the call gets, and who
// ends it when.
#include "live/operations/call_bench.hpp"

#include <eslio/channel/outgoing_call.hpp>

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>

#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace live {

namespace {

using eslio::call_progress;
using eslio::dial_string;
using eslio::endpoint;
using eslio::originate;
using eslio::originate_result;
using eslio::outgoing_call;
using std::chrono::seconds;

const std::vector<held_by> where_api_is{held_by::connection, held_by::async_full, held_by::full};

/// What the call of a bench is held by, as what originates calls.
struct over_link {
    using executor_type = asio::any_io_executor;

    std::shared_ptr<eslio::link> to;

    std::shared_ptr<eslio::link> link() const { return to; }
};

/// A far end by mod_loopback that does these things, `^` between them.
originate to(const std::string& far_end) {
    originate wanted("loopback/m:^:" + far_end + "/default/inline");
    wanted.variable("ignore_early_media", "true");
    return wanted;
}

/// A call that is dialled, and all its waits.
class dialled {
public:
    dialled(call_bench& on, originate what) : b_(on), over_{on.link()} {
        call_.emplace(over_, std::move(what));
        uuid_ = call_->uuid();
        ringing_ = wait("ringing", [](auto& c, auto h) { c.async_wait_for_ringing({}, h); });
        early_ = wait("early media", [](auto& c, auto h) { c.async_wait_for_early_media({}, h); });
        answer_ = wait("answer", [](auto& c, auto h) { c.async_wait_for_answer({}, h); });
        bridge_ = wait("bridge", [](auto& c, auto h) { c.async_wait_for_bridge({}, h); });
        others_ = wait("others", [](auto& c, auto h) { c.async_wait_for_others({}, h); });
        end_ = wait("end", [](auto& c, auto h) { c.async_wait_for_end({}, h); });
        made_ = b_.log.begin<std::string>("async_dial", [this](auto h) {
            call_->async_dial(asio::bind_cancellation_slot(
                stop_.slot(), [this, h](eslio::error_code ec, originate_result r) mutable {
                    result = std::move(r);
                    h(ec, ec ? std::string() : text_of(result));
                }));
        });
    }

    const std::string& uuid() const { return uuid_; }
    void cancel() { stop_.emit(asio::cancellation_type::terminal); }
    void let_go() { call_.reset(); }

    void finish_dialling() { b_.log.finish(made_); }
    void finish_ringing() { b_.log.finish(std::exchange(ringing_, nullptr)); }
    void finish_answer() { b_.log.finish(std::exchange(answer_, nullptr)); }
    void finish_bridge() { b_.log.finish(std::exchange(bridge_, nullptr)); }
    /// Those of the waits that are left.
    void finish_waits() {
        for (const auto* each : {&ringing_, &early_, &answer_, &bridge_, &others_, &end_})
            if (*each) b_.log.finish(*each);
    }

    originate_result result;

private:
    using waiting = std::shared_ptr<attempt<call_progress>>;

    static std::string text_of(const originate_result& r) {
        std::string text(r ? "a call, " : "no call, ");
        text.append(to_string(r.outcome())).append(" ").append(r.cause_text());
        // Where one has won the others may end before or after.
        if (r) return text + "; legs " + std::to_string(r.legs().size());
        for (const eslio::call_leg& leg : r.legs())
            text.append("; ").append(to_string(leg.outcome)).append(" ").append(leg.cause_text);
        return text;
    }

    template <class F>
    waiting wait(const char* what, F f) {
        return b_.log.begin<call_progress>(what, [&](auto h) { f(*call_, h); });
    }

    call_bench& b_;
    over_link over_;
    std::optional<outgoing_call> call_;
    std::string uuid_;
    asio::cancellation_signal stop_;
    waiting ringing_, early_, answer_, bridge_, others_, end_;
    std::shared_ptr<attempt<std::string>> made_;
};

/// A call that is dialled and left alone.
call_row left_alone(const std::string& name, originate what) {
    return {name,
            [what = std::move(what)](call_bench& b) {
                dialled d(b, what);
                d.finish_dialling();
                d.finish_waits();
            },
            where_api_is};
}

/// A call of which `then` does something after a while.
template <class Then>
call_row ended(const std::string& name, const std::string& far_end, Then then) {
    return {name,
            [far_end, then](call_bench& b) {
                dialled d(b, to(far_end));
                b.pass(milliseconds(500));
                then(b, d);
                b.log.note("the leg", b.api("uuid_exists " + d.uuid()));
            },
            where_api_is};
}

void add_outcomes_of_dialling(std::vector<call_row>& table) {
    table.push_back(left_alone("it rings, is answered, and ends",
                               to("ring_ready^sleep:500^answer^sleep:500^hangup:NORMAL_CLEARING")));
    table.push_back(left_alone("early media, then an answer",
                               to("pre_answer^sleep:500^answer^sleep:500^hangup:CALL_REJECTED")));
    table.push_back(left_alone("busy", originate("error/USER_BUSY")));
    table.push_back(
        left_alone("it rings, and rejects", to("ring_ready^sleep:500^hangup:CALL_REJECTED")));
    table.push_back(
        left_alone("it rings for too long", to("ring_ready^sleep:9000").timeout(seconds(1))));
    table.push_back(left_alone("nobody has that number", originate("error/UNALLOCATED_NUMBER")));
    table.push_back(left_alone("an endpoint that does not exist", originate("nosuch/x")));
    table.push_back(left_alone("busy, then an alternative", [] {
        dial_string both("error/USER_BUSY");
        both.then("loopback/m:^:answer^sleep:500/default/inline");
        return originate(both);
    }()));
    table.push_back(
        {"async_originate",
         [](call_bench& b) {
             over_link over{b.link()};
             originate_result made;
             const auto a = b.log.begin<std::string>("async_originate", [&](auto h) {
                 eslio::async_originate(over, originate("null/x"),
                                        [&made, h](auto ec, originate_result r) mutable {
                                            made = std::move(r);
                                            h(ec, std::string(made ? "a call" : "none"));
                                        });
             });
             b.log.finish(a);
             if (!made) return;
             eslio::channel call = std::move(made).call();
             b.log.run<eslio::reply>("async_hangup",
                                     [&](auto h) { call.async_hangup("USER_BUSY", h); });
             b.log.run<eslio::hangup_info>("async_wait_for_hangup", [&](auto h) {
                 call.async_wait_for_hangup(seconds(3), h);
             });
         },
         where_api_is});
    table.push_back({"without api",
                     [](call_bench& b) {
                         dialled d(b, originate("null/x"));
                         d.finish_dialling();
                         d.finish_waits();
                     },
                     {held_by::async, held_by::static_mode}});
}

void add_ends_of_dialling(std::vector<call_row>& table) {
    table.push_back(
        ended("cancelled while it rings", "ring_ready^sleep:9000", [](call_bench&, dialled& d) {
            d.cancel();
            d.finish_dialling();
            d.finish_waits();
        }));
    table.push_back(
        ended("let go while it rings", "ring_ready^sleep:9000", [](call_bench& b, dialled& d) {
            d.let_go();
            d.finish_dialling();
            b.pass(milliseconds(700));
        }));
    table.push_back(
        ended("hung up while it rings", "ring_ready^sleep:9000", [](call_bench& b, dialled& d) {
            b.api("uuid_kill " + d.uuid() + " CALL_REJECTED");
            d.finish_dialling();
            d.finish_waits();
        }));
    table.push_back(
        ended("hung up after the answer", "answer^sleep:9000", [](call_bench& b, dialled& d) {
            d.finish_dialling();
            b.api("uuid_kill " + d.uuid() + " USER_BUSY");
            d.finish_waits();
        }));
    table.push_back(ended(
        "bridged to another call", "ring_ready^answer^sleep:9000", [](call_bench& b, dialled& d) {
            d.finish_dialling();
            d.finish_ringing();
            d.finish_answer();
            b.api("originate {origination_uuid=" + b.other_uuid(0) + "}null/x &park()");
            b.api("uuid_bridge " + d.uuid() + " " + b.other_uuid(0));
            d.finish_bridge();
            b.api("uuid_kill " + b.other_uuid(0));
            b.api("uuid_kill " + d.uuid());
            d.finish_waits();
        }));
    table.push_back({"two legs, of which one answers",
                     [](call_bench& b) {
                         dial_string both(
                             endpoint("loopback/m:^:ring_ready^sleep:9000/default/inline"));
                         both.also(endpoint("loopback/m:^:ring_ready^sleep:500^answer^sleep:500/"
                                            "default/inline"));
                         originate wanted(both);
                         wanted.variable("ignore_early_media", "true");
                         dialled d(b, wanted);
                         d.finish_dialling();
                         d.finish_waits();
                     },
                     where_api_is});
}

}  // namespace

void add_originates(std::vector<call_row>& table) {
    add_outcomes_of_dialling(table);
    add_ends_of_dialling(table);
}

}  // namespace live
