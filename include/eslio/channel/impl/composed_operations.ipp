// The bodies of the functions of composed_operations.hpp.
#pragma once

#include <eslio/channel/detail/composed_operations.hpp>

namespace eslio::detail {

ESLIO_DECL call::operation read_digits(const call_ptr& c, const application& a, std::size_t least,
                                       digits_result_handler& handler) {
    auto ended = call::execution_handler::of_own(
        c->completions(),
        [c, least, user = std::move(handler)](error_code ec, const execution_result& r) mutable {
            c->forget_typed();  // FreeSWITCH took what was pressed
            user.complete(ec, digits_result(r, r.variable(prompt::variable), least));
        });
    return c->execute(a, ended);
}

ESLIO_DECL call::operation bridge(const call_ptr& c, const application& a,
                                  bridge_handler& handler) {
    auto joined = std::shared_ptr<std::string>(new std::string());
    auto ended = call::execution_handler::of_own(
        c->completions(),
        [joined, user = std::move(handler)](error_code ec, execution_result r) mutable {
            user.complete(ec, bridge_result(std::move(r), ec ? std::string() : *joined));
        });
    return c->execute(a, ended, std::move(joined));
}

ESLIO_DECL call::operation wait_for_hangup(const call_ptr& c, std::optional<call::duration> timeout,
                                           hangup_handler& handler) {
    if (c->over()) return handler.complete(error_code(), *c->hangup()), call::operation{};
    auto ended = call::wait_handler::of_own(
        c->completions(),
        [c, user = std::move(handler)](error_code ec, const wait_result&) mutable {
            user.complete(ec, ec ? hangup_info() : *c->hangup());
        });
    return c->wait_for_end(timeout, ended);
}

}  // namespace eslio::detail
