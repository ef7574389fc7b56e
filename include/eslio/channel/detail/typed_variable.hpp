// How the reading of a variable with a type begins.
#pragma once

#include <eslio/channel/detail/initiate.hpp>
#include <eslio/channel/detail/variables.hpp>
#include <eslio/channel/variable_value.hpp>
#include <eslio/config.hpp>
#include <eslio/connection/detail/begin_at.hpp>
#include <eslio/connection/detail/begin_operation.hpp>
#include <eslio/connection/detail/convert_handler.hpp>
#include <eslio/error.hpp>
#include <eslio/event/detail/value_text.hpp>

#include <asio/any_io_executor.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::detail {

template <class T>
struct initiate_typed_variable {
    using executor_type = asio::any_io_executor;

    call_ptr on;
    std::string name;

    executor_type get_executor() const noexcept { return on->executor(); }

    template <class Handler>
    void operator()(Handler&& handler) {
        const auto begin = [](call& c, variable_handler&& h, const std::string& what) {
            return cancel_on<call>{begin_whole(
                c.completions(), h, [&] { return get_variable(c.shared_from_this(), what, h); })};
        };
        const handler_origin from = origin_of(handler, on->executor());
        variable_handler erased(convert_handler{std::forward<Handler>(handler),
                                                [](std::optional<std::string> v) {
                                                    return variable_value<T>(std::move(v));
                                                }},
                                on->executor(), on->completions());
        begin_erased(*on, from, std::move(erased), begin, name);
    }
};

template <class T, class Token>
auto begin_typed_variable(call_ptr on, std::string_view name, Token&& token) {
    return begin_operation<Token, void(error_code, variable_value<T>)>(
        initiate_typed_variable<T>{std::move(on), std::string(name)}, token);
}

template <class T, class Token>
struct wrong_handler<void(error_code, variable_value<T>), Token> {
    static_assert(never<Token>, "a handler of this operation takes (eslio::error_code, "
                                "eslio::variable_value<T>), with the T of its variable_name<T>");
};

template <class T>
struct identity {
    using type = T;
};

/// A `T` that is not deduced: what is given is converted to the type that the name has.
template <class T>
using plain = typename identity<T>::type;

}  // namespace eslio::detail
