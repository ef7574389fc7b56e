// Operations with typed API commands: each on the switch, and what its result comes to.
#pragma once

#include "live/fake_switch.hpp"
#include "live/operations/connections.hpp"
#include "live/operations/logbook.hpp"
#include "live/real_switch.hpp"
#include "live/transcript.hpp"

#include <eslio/api/request.hpp>
#include <eslio/api/result.hpp>
#include <eslio/connection/any_connection.hpp>

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace live {

/// A connection that is logged in, and the book.
class typed_bench {
public:
    typed_bench(switch_under_test& on, eslio::any_connection& fs) : log(on), on_(on), fs_(fs) {}

    /// Asks, and writes down what `tell` makes of the value.
    template <class T, class Tell>
    void ask(const std::string& what, const eslio::api::request<T>& r, Tell tell) {
        using result = eslio::api_result<T>;
        const auto a = log.begin<result>(what, [&](auto h) { fs_.async_api(r, std::move(h)); });
        log.finish(a);
        if (const result& answer = std::get<0>(a->values)) log.add("value", tell(*answer));
    }

    /// Gives an order that answers `+OK` or `-ERR`.
    void order(const std::string& what, const eslio::api_request& r) {
        log.run<eslio::api_response>(what, [&](auto h) { fs_.async_api(r, std::move(h)); });
    }

    /// Without writing it down.
    std::string quietly(const eslio::api_request& r);

    void pass(milliseconds time) {
        on_.run_until([] { return false; }, time);
    }

    logbook log;

private:
    switch_under_test& on_;
    eslio::any_connection& fs_;
};

void try_typed_calls(typed_bench& b);
void try_typed_variables(typed_bench& b);
void try_typed_switch(typed_bench& b);
void try_typed_modules(typed_bench& b);

transcript try_typed_api(real_switch& on);
transcript try_typed_api(in_process_switch& on);

}  // namespace live
