// protocol/execution_table.hpp: whatever the order in which replies, events and the end of the call
// or of the connection come in, each execution ends once.
#include "catch.hpp"
#include "executions.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace execution_orders_test {

using namespace executions;
using how = eslio::execution_result::outcome;

namespace {

/// What may come in about one execution.
enum class step { reply, data, begin, complete, private_command };

std::string_view name(step s) {
    switch (s) {
        case step::reply: return "reply";
        case step::data: return "data";
        case step::begin: return "begin";
        case step::complete: return "complete";
        case step::private_command: return "private command";
    }
    return {};
}

/// How it all ends.
enum class last { hangup, link, hangup_and_link, link_known };

/// One execution that such steps are told of.
struct one {
    explicit one(bool data_asked) : asked(data_asked) {
        order o = of("a");
        o.data_asked = data_asked;
        number = executions::add(t, o, end);
    }

    void take(step s) {
        switch (s) {
            case step::reply: t.on_reply(number, ok); break;
            case step::data: t.on_data(number, played(), true); break;
            case step::begin: t.on_event(executions::begin("a")); break;
            case step::complete: t.on_event(complete("a")); break;
            case step::private_command: t.on_event(private_command("a")); break;
        }
        seen.push_back(s);
    }
    bool was(step s) const { return std::find(seen.begin(), seen.end(), s) != seen.end(); }

    static event played() {
        return named("CHANNEL_DATA", "variable_current_application_response: FILE PLAYED\n");
    }

    /// The commands that have no answer yet get none.
    void lose_link(const event* call_end) {
        t.on_link_end(eslio::error::disconnected, call_end);
        for (const step s : {step::reply, step::data})
            if (!was(s) && (s == step::reply || asked))
                t.on_failure(number, eslio::error::disconnected);
    }

    void finish(last l) {
        const event over = hangup_complete();
        if (l == last::hangup || l == last::hangup_and_link) t.on_event(over), t.on_hangup(over);
        if (l == last::link) lose_link(nullptr);
        if (l == last::hangup_and_link || l == last::link_known) lose_link(&over);
        // FreeSWITCH answers a call's commands also when that has ended.
        for (const step s : {step::reply, step::data})
            if (l == last::hangup && !was(s) && (s == step::reply || asked)) take(s);
    }

    bool asked;
    table t{10};
    ending end;
    table::id number = 0;
    std::vector<step> seen;
};

template <class F>
void each_order(std::vector<step> steps, F f) {
    std::sort(steps.begin(), steps.end());
    do {
        // The data are asked for after the message, and FreeSWITCH answers in that order.
        const auto at = [&](step s) { return std::find(steps.begin(), steps.end(), s); };
        if (at(step::data) != steps.end() && at(step::data) < at(step::reply)) continue;
        for (std::size_t n = 0; n <= steps.size(); ++n)
            f(std::vector<step>(steps.begin(), steps.begin() + static_cast<std::ptrdiff_t>(n)));
    } while (std::next_permutation(steps.begin(), steps.end()));
}

std::string in_words(const std::vector<step>& steps) {
    std::string all;
    for (const step s : steps) all.append(name(s)).append(", ");
    return all;
}

}  // namespace

TEST_CASE("an execution ends once in whatever order it is told of", "[protocol][execution]") {
    for (const last l : {last::hangup, last::link, last::hangup_and_link, last::link_known})
        each_order({step::reply, step::begin, step::complete, step::private_command},
                   [l](const std::vector<step>& steps) {
                       INFO(in_words(steps) << "end " << static_cast<int>(l));
                       one x(false);
                       for (const step s : steps) x.take(s);
                       const bool told = x.was(step::complete) || x.was(step::private_command);
                       CHECK(x.end.count == (told ? 1 : 0));
                       x.finish(l);
                       REQUIRE(x.end.count == 1);
                       CHECK(x.t.empty());
                       if (told) {
                           CHECK_FALSE(x.end.ec);
                       } else if (l == last::link) {
                           CHECK(x.end.ec == eslio::error::disconnected);
                       } else {
                           CHECK_FALSE(x.end.ec);
                           CHECK(x.end.result.how() == how::hung_up);
                       }
                   });
}

TEST_CASE("an execution of static mode ends once in whatever order it is told of",
          "[protocol][execution]") {
    for (const last l : {last::hangup, last::link, last::hangup_and_link, last::link_known})
        each_order({step::reply, step::data, step::begin, step::complete},
                   [l](const std::vector<step>& steps) {
                       INFO(in_words(steps) << "end " << static_cast<int>(l));
                       one x(true);
                       for (const step s : steps) x.take(s);
                       CHECK(x.end.count == (x.was(step::data) ? 1 : 0));
                       x.finish(l);
                       REQUIRE(x.end.count == 1);
                       CHECK(x.t.empty());
                       const bool told = x.was(step::data) || x.was(step::complete);
                       if (told) {
                           CHECK_FALSE(x.end.ec);
                           CHECK(x.end.result.how() == how::completed);
                       } else if (l == last::link) {
                           CHECK(x.end.ec == eslio::error::disconnected);
                       } else {
                           CHECK_FALSE(x.end.ec);
                           CHECK(x.end.result.how() == how::hung_up);
                       }
                   });
}

}  // namespace execution_orders_test
