// What a handler of the wrong signature is told that was given to a verb of a channel.
#pragma once

#include <eslio/channel/verb_results.hpp>
#include <eslio/connection/detail/begin_operation.hpp>

namespace eslio::detail {

template <class Token>
struct wrong_handler<void(error_code, record_result), Token> {
    static_assert(never<Token>,
                  "a handler of this operation takes (eslio::error_code, eslio::record_result)");
};
template <class Token>
struct wrong_handler<void(error_code, unbridge_result), Token> {
    static_assert(never<Token>,
                  "a handler of this operation takes (eslio::error_code, eslio::unbridge_result)");
};
template <class Token>
struct wrong_handler<void(error_code, conference_result), Token> {
    static_assert(
        never<Token>,
        "a handler of this operation takes (eslio::error_code, eslio::conference_result)");
};
template <class Token>
struct wrong_handler<void(error_code, attended_transfer_result), Token> {
    static_assert(never<Token>, "a handler of this operation takes (eslio::error_code, "
                                "eslio::attended_transfer_result)");
};

}  // namespace eslio::detail
