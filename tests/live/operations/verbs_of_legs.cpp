// Operations of a call: the verbs that join it to others, part them, and send it elsewhere.
#include "live/operations/call_bench.hpp"

#include <eslio/command/applications.hpp>

namespace live {

namespace {

using eslio::attended_transfer_result;
using eslio::bridge_result;
using eslio::call_legs;
using eslio::execution_result;
using eslio::extension;
using eslio::reply;
using eslio::unbridge_result;
using std::chrono::seconds;

const std::vector<held_by> in_async{held_by::connection, held_by::async_full, held_by::async};
const std::vector<held_by> with_api{held_by::connection, held_by::async_full};
const std::vector<held_by> in_static{held_by::full, held_by::static_mode};

void make(call_bench& b, int number) {
    b.api("originate {origination_uuid=" + b.other_uuid(number) + "}null/x &park()");
}

/// Joins the call of the bench to another, which is made.
void make_pair(call_bench& b) {
    make(b, 0);
    b.api("uuid_bridge " + b.uuid + " " + b.other_uuid(0));
    b.pass(milliseconds(500));
}

auto hangup_of(call_bench& b) {
    return [&b](auto h) { b.call()->async_wait_for_hangup(seconds(4), h); };
}

auto end_of_bridge(call_bench& b) {
    return [&b](auto h) { b.call()->async_wait_for_unbridge(seconds(4), h); };
}

void add_joins(std::vector<call_row>& table) {
    table.push_back({"async_bridge of a channel", [](call_bench& b) {
                         make(b, 0);
                         b.log.run<bridge_result>("async_bridge_uuid", [&](auto h) {
                             b.call()->async_bridge_uuid(b.other_uuid(0), h);
                         });
                         const auto end = b.log.begin<unbridge_result>("async_wait_for_unbridge",
                                                                       end_of_bridge(b));
                         b.pass(milliseconds(300));
                         b.api("uuid_kill " + b.other_uuid(0) + " USER_BUSY");
                         b.log.finish(end);
                     }});
    table.push_back({"async_bridge of no channel", [](call_bench& b) {
                         b.log.run<bridge_result>("async_bridge_uuid", [&](auto h) {
                             b.call()->async_bridge_uuid(b.other_uuid(5), h);
                         });
                     }});
    table.push_back({"a bridge whose end is waited for",
                     [](call_bench& b) {
                         b.log.run<bridge_result>(
                             "async_bridge",
                             [&](auto h) {
                                 b.call()->async_bridge(
                                     "{origination_uuid=" + b.other_uuid(0) + "}null/x", h);
                             },
                             milliseconds(1'500));
                         if (!is_static(b.by)) b.api("uuid_kill " + b.other_uuid(0) + " NO_ANSWER");
                         b.log.run<unbridge_result>("async_wait_for_unbridge", end_of_bridge(b));
                     },
                     in_async});
    table.push_back({"a bridge that this call ends",
                     [](call_bench& b) {
                         make_pair(b);
                         const auto end = b.log.begin<unbridge_result>("async_wait_for_unbridge",
                                                                       end_of_bridge(b));
                         b.pass(milliseconds(300));
                         b.kill("CALL_REJECTED");
                         b.log.finish(end);
                         b.api("uuid_kill " + b.other_uuid(0));
                     },
                     in_async});
    table.push_back({"async_wait_for_unbridge of a call that another one leads",
                     [](call_bench& b) {
                         make(b, 0);
                         b.api("uuid_setvar " + b.uuid + " park_after_bridge true");
                         b.api("uuid_bridge " + b.other_uuid(0) + " " + b.uuid);
                         b.pass(milliseconds(500));
                         const auto end = b.log.begin<unbridge_result>("async_wait_for_unbridge",
                                                                       end_of_bridge(b));
                         b.pass(milliseconds(300));
                         b.api("uuid_kill " + b.other_uuid(0) + " USER_BUSY");
                         b.log.finish(end);
                     },
                     with_api});
    table.push_back({"async_pick_up", [](call_bench& b) {
                         make(b, 0);
                         b.log.run<bridge_result>("async_pick_up", [&](auto h) {
                             b.call()->async_pick_up(b.other_uuid(0), h);
                         });
                         b.api("uuid_kill " + b.other_uuid(0));
                     }});
    table.push_back({"async_pick_up of nobody", [](call_bench& b) {
                         b.log.run<bridge_result>("async_pick_up", [&](auto h) {
                             b.call()->async_pick_up(b.other_uuid(5), h);
                         });
                     }});
    table.push_back({"async_eavesdrop until the other one ends", [](call_bench& b) {
                         make(b, 0);
                         const auto a =
                             b.log.begin<execution_result>("async_eavesdrop", [&](auto h) {
                                 b.call()->async_eavesdrop(b.other_uuid(0), h);
                             });
                         b.pass(milliseconds(700));
                         b.api("uuid_kill " + b.other_uuid(0));
                         b.log.finish(a);
                     }});
    table.push_back({"async_eavesdrop of nobody", [](call_bench& b) {
                         b.log.run<execution_result>("async_eavesdrop", [&](auto h) {
                             b.call()->async_eavesdrop(b.other_uuid(5), h);
                         });
                     }});
    table.push_back({"async_three_way until the other one ends", [](call_bench& b) {
                         // Of a call by mod_null it ends the switch itself.
                         b.api("originate {origination_uuid=" + b.other_uuid(0) +
                               "}loopback/m:^:answer^sleep:20000/default/inline &park()");
                         const auto a =
                             b.log.begin<execution_result>("async_three_way", [&](auto h) {
                                 b.call()->async_three_way(b.other_uuid(0), h);
                             });
                         b.pass(milliseconds(700));
                         b.api("uuid_kill " + b.other_uuid(0));
                         b.log.finish(a);
                     }});
}

void add_conferences(std::vector<call_row>& table) {
    const auto join = [](call_bench& b) {
        return [&b](auto h) { b.call()->async_conference("eslio_" + b.uuid + "@default", h); };
    };
    table.push_back({"async_conference, kicked", [join](call_bench& b) {
                         const auto a =
                             b.log.begin<eslio::conference_result>("async_conference", join(b));
                         b.pass(milliseconds(800));
                         b.api("conference eslio_" + b.uuid + " kick all");
                         b.log.finish(a);
                     }});
    table.push_back({"async_conference, hung up", [join](call_bench& b) {
                         const auto a =
                             b.log.begin<eslio::conference_result>("async_conference", join(b));
                         b.pass(milliseconds(800));
                         b.caller_hangs_up();
                         b.log.finish(a);
                     }});
}

void add_transfers(std::vector<call_row>& table) {
    const extension busy("hangup:USER_BUSY", "inline");
    table.push_back({"async_transfer", [busy](call_bench& b) {
                         b.log.run<reply>("async_transfer", [&](auto h) {
                             b.call()->async_transfer(busy, call_legs::own, h);
                         });
                         if (!is_static(b.by))
                             b.log.run<eslio::hangup_info>("async_wait_for_hangup", hangup_of(b));
                     }});
    table.push_back({"async_blind_transfer of nobody", [busy](call_bench& b) {
                         b.log.run<reply>("async_blind_transfer",
                                          [&](auto h) { b.call()->async_blind_transfer(busy, h); });
                         b.log.note("over", b.call()->over() ? "true" : "false");
                     }});
    table.push_back({"async_blind_transfer",
                     [busy](call_bench& b) {
                         make_pair(b);
                         b.log.run<reply>("async_blind_transfer",
                                          [&](auto h) { b.call()->async_blind_transfer(busy, h); });
                         b.pass(milliseconds(700));
                         b.log.note("the other leg", b.api("uuid_exists " + b.other_uuid(0)));
                     },
                     in_async});
    table.push_back({"async_transfer of both",
                     [](call_bench& b) {
                         make_pair(b);
                         b.log.run<reply>("async_transfer", [&](auto h) {
                             b.call()->async_transfer(extension("park", "inline"), call_legs::both,
                                                      h);
                         });
                         b.pass(milliseconds(700));
                         b.log.note("this leg", b.api("uuid_exists " + b.uuid));
                         b.log.note("the other leg", b.api("uuid_exists " + b.other_uuid(0)));
                         b.api("uuid_kill " + b.other_uuid(0));
                     },
                     in_async});
    table.push_back({"async_park",
                     [](call_bench& b) {
                         make_pair(b);
                         b.log.run<reply>("async_park", [&](auto h) { b.call()->async_park(h); });
                         b.pass(milliseconds(500));
                         b.log.note("this leg", b.api("uuid_exists " + b.uuid));
                         b.api("uuid_kill " + b.other_uuid(0));
                     },
                     in_async});
    table.push_back({"verbs that static mode forbids",
                     [](call_bench& b) {
                         b.log.run<reply>("async_park", [&](auto h) { b.call()->async_park(h); });
                         b.log.run<reply>("async_blind_transfer", [&](auto h) {
                             b.call()->async_blind_transfer("1000", h);
                         });
                         b.log.run<attended_transfer_result>(
                             "async_attended_transfer",
                             [&](auto h) { b.call()->async_attended_transfer("null/x", h); });
                     },
                     in_static});
}

/// What an attended transfer of the bench's call comes to, which `then` leads.
template <class Then>
call_row attended(const std::string& name, const std::string& target, Then then) {
    return {"async_attended_transfer: " + name,
            [target, then](call_bench& b) {
                make_pair(b);
                const auto a =
                    b.log.begin<attended_transfer_result>("async_attended_transfer", [&](auto h) {
                        b.call()->async_attended_transfer(
                            target.empty() ? "{origination_uuid=" + b.other_uuid(1) + "}null/c"
                                           : target,
                            h);
                    });
                b.pass(milliseconds(1'000));
                then(b);
                b.log.finish(a);
                b.pass(milliseconds(500));
                b.log.note("over", b.call()->over() ? "true" : "false");
                for (const int leg : {0, 1}) b.api("uuid_kill " + b.other_uuid(leg));
            },
            in_async};
}

void add_attended_transfers(std::vector<call_row>& table) {
    table.push_back(
        attended("this call hangs up", "", [](call_bench& b) { b.kill("NORMAL_CLEARING"); }));
    table.push_back(attended("the third leaves", "",
                             [](call_bench& b) { b.api("uuid_kill " + b.other_uuid(1)); }));
    table.push_back(attended("the third is busy", "error/USER_BUSY", [](call_bench&) {}));
    table.push_back(attended("the party leaves, then the third", "", [](call_bench& b) {
        b.api("uuid_kill " + b.other_uuid(0));
        b.pass(milliseconds(300));
        b.api("uuid_kill " + b.other_uuid(1));
    }));
    table.push_back(attended("the party leaves, then this call", "", [](call_bench& b) {
        b.api("uuid_kill " + b.other_uuid(0));
        b.pass(milliseconds(300));
        b.kill("NORMAL_CLEARING");
    }));
    table.push_back(attended("this call hangs up while it rings",
                             "loopback/m:^:ring_ready^sleep:10000/default/inline",
                             [](call_bench& b) { b.kill("ORIGINATOR_CANCEL"); }));
    table.push_back({"async_attended_transfer: of a call that is not bridged",
                     [](call_bench& b) {
                         const auto a = b.log.begin<attended_transfer_result>(
                             "async_attended_transfer", [&](auto h) {
                                 b.call()->async_attended_transfer(
                                     "{origination_uuid=" + b.other_uuid(1) + "}null/c", h);
                             });
                         b.pass(milliseconds(700));
                         b.api("uuid_kill " + b.other_uuid(1));
                         b.log.finish(a);
                     },
                     in_async});
}

}  // namespace

void add_verbs_of_legs(std::vector<call_row>& table) {
    add_joins(table);
    add_conferences(table);
    add_transfers(table);
    add_attended_transfers(table);
}

}  // namespace live
