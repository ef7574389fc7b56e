// What a handler of the wrong signature is told that was given to an operation of a channel.
#pragma once

#include <eslio/channel/results.hpp>
#include <eslio/connection/detail/begin_operation.hpp>
#include <eslio/event/execution.hpp>
#include <eslio/event/hangup.hpp>
#include <eslio/protocol/digit_rules.hpp>

#include <optional>
#include <string>

namespace eslio::detail {

template <class Token>
struct wrong_handler<void(error_code, execution_result), Token> {
    static_assert(never<Token>,
                  "a handler of this operation takes (eslio::error_code, eslio::execution_result)");
};
template <class Token>
struct wrong_handler<void(error_code, digits_result), Token> {
    static_assert(never<Token>,
                  "a handler of this operation takes (eslio::error_code, eslio::digits_result)");
};
template <class Token>
struct wrong_handler<void(error_code, bridge_result), Token> {
    static_assert(never<Token>,
                  "a handler of this operation takes (eslio::error_code, eslio::bridge_result)");
};
template <class Token>
struct wrong_handler<void(error_code, wait_result), Token> {
    static_assert(never<Token>,
                  "a handler of this operation takes (eslio::error_code, eslio::wait_result)");
};
template <class Token>
struct wrong_handler<void(error_code, hangup_info), Token> {
    static_assert(never<Token>,
                  "a handler of this operation takes (eslio::error_code, eslio::hangup_info)");
};
template <class Token>
struct wrong_handler<void(error_code, collected_digits), Token> {
    static_assert(never<Token>,
                  "a handler of this operation takes (eslio::error_code, eslio::collected_digits)");
};
template <class Token>
struct wrong_handler<void(error_code, std::optional<std::string>), Token> {
    static_assert(never<Token>, "a handler of this operation takes (eslio::error_code, "
                                "std::optional<std::string>)");
};

}  // namespace eslio::detail
