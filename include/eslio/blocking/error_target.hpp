// error_target: where the error of a blocking call goes: an exception, or the caller's error_code.
#pragma once

#include <eslio/config.hpp>
#include <eslio/error.hpp>

#include <string>

namespace eslio::blocking {

/// The last argument of every blocking call. Left out, an error is thrown as a `std::system_error`;
/// given an `error_code`, that is set, or cleared, and nothing is thrown.
///
///     auto status = fs.api("status");      // throws
///     auto status = fs.api("status", ec);  // tells
///
/// The text of an exception (`what()`) names the call and, of an argument that was refused, says
/// what its `why()` does: `originate: endpoint: 0x20 (byte 8) is a blank, ...`. Of a
/// `blocking::client` whose time is over before it was up it says why it was not.
///
/// What FreeSWITCH refuses is no error but a result.
class error_target {
public:
    error_target() noexcept = default;
    /// The error is put there, no error if there is none; nothing is thrown.
    error_target(error_code& told) noexcept : told_(&told) {}

    /// Throws if it is an error and nobody else is to be told of it. `what` names the call.
    ESLIO_DECL void tell(error_code ec, const char* what) const;
    /// The same with more words, which may be empty, after the name.
    ESLIO_DECL void tell(error_code ec, const char* what, const std::string& words) const;

    /// Whether an error is thrown.
    bool throws() const noexcept { return told_ == nullptr; }

private:
    error_code* told_ = nullptr;
};

}  // namespace eslio::blocking

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/blocking/impl/error_target.ipp>
#endif
