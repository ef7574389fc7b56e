// How an operation begins: Asio is given it, unless its handler has the wrong signature.
#pragma once

#include <eslio/connection/detail/default_token.hpp>
#include <eslio/error.hpp>
#include <eslio/event/job.hpp>
#include <eslio/event/message.hpp>
#include <eslio/event/reply.hpp>

#include <asio/async_result.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace eslio::detail {

/// What is called in the end: of `bind_executor` and its kin the handler inside, else the token.
template <class Token, class = void>
struct innermost {
    using type = Token;
};
template <class Token>
struct innermost<Token, std::void_t<typename Token::target_type>>
    : innermost<typename Token::target_type> {};

/// Whether a token is itself the handler, as a lambda is. Of `use_awaitable` and the like Asio
/// makes a handler of another type.
template <class Token, class Signature, class = void>
struct is_handler : std::false_type {};
template <class Token, class Signature>
struct is_handler<
    Token, Signature,
    std::void_t<typename asio::async_result<Token, Signature>::completion_handler_type>>
    : std::is_same<Token, typename asio::async_result<Token, Signature>::completion_handler_type> {
};

template <class>
inline constexpr bool never = false;

template <class Handler, class Signature>
struct is_called_with;
template <class Handler, class... Args>
struct is_called_with<Handler, void(Args...)> : std::is_invocable<Handler, Args...> {};

/// Compiled for a handler of the wrong signature. There is one for each signature, which its
/// message names.
template <class Signature, class Token>
struct wrong_handler {
    static_assert(never<Token>, "a handler of this operation takes what `Signature` names");
};
template <class Token>
struct wrong_handler<void(error_code), Token> {
    static_assert(never<Token>, "a handler of this operation takes (eslio::error_code)");
};
template <class Token>
struct wrong_handler<void(error_code, std::size_t), Token> {
    static_assert(never<Token>,
                  "a handler of this operation takes (eslio::error_code, std::size_t)");
};
template <class Token>
struct wrong_handler<void(error_code, reply), Token> {
    static_assert(never<Token>,
                  "a handler of this operation takes (eslio::error_code, eslio::reply)");
};
template <class Token>
struct wrong_handler<void(error_code, api_response), Token> {
    static_assert(never<Token>,
                  "a handler of this operation takes (eslio::error_code, eslio::api_response)");
};
template <class Token>
struct wrong_handler<void(error_code, job), Token> {
    static_assert(never<Token>,
                  "a handler of this operation takes (eslio::error_code, eslio::job)");
};
template <class Token>
struct wrong_handler<void(error_code, job_result), Token> {
    static_assert(never<Token>,
                  "a handler of this operation takes (eslio::error_code, eslio::job_result)");
};
template <class Token>
struct wrong_handler<void(error_code, message), Token> {
    static_assert(never<Token>,
                  "a handler of this operation takes (eslio::error_code, eslio::message)");
};

/// False for a handler that cannot be called with the results of the operation.
template <class Token, class Signature>
inline constexpr bool handler_fits =
    !is_handler<typename innermost<std::decay_t<Token>>::type, Signature>::value ||
    is_called_with<typename innermost<std::decay_t<Token>>::type, Signature>::value;

/// `asio::async_initiate`, with one error in place of many for a handler of the wrong signature.
template <class Token, class Signature, class Initiation, class... Arguments>
auto begin_operation(Initiation&& initiation, std::remove_reference_t<Token>& token,
                     Arguments&&... arguments) {
    if constexpr (std::is_same_v<Token, no_completion_token>)
        static_assert(never<Token>, "an operation needs a completion token: a handler, "
                                    "asio::use_awaitable, asio::use_future, asio::detached, ...");
    else if constexpr (handler_fits<Token, Signature>)
        return asio::async_initiate<Token, Signature>(std::forward<Initiation>(initiation), token,
                                                      std::forward<Arguments>(arguments)...);
    else
        static_cast<void>(wrong_handler<Signature, Token>());
}

}  // namespace eslio::detail
