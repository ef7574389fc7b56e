// How a connection is opened: auth/request is awaited, answered, and the answer judged.
#pragma once

#include <eslio/command/login.hpp>
#include <eslio/config.hpp>
#include <eslio/error.hpp>
#include <eslio/event/reply.hpp>
#include <eslio/wire/frame_parser.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::protocol {

/// Nothing is sent before `auth/request` has come: FreeSWITCH closes a host that its access list
/// refuses without reading, and unread bytes would turn that into a reset that hides the reason.
///
/// Usage: `on_frame` for each frame until `done()`; what it returns is to be written. Before each
/// read, `cut_reply` tells whether the bytes there are a reply that FreeSWITCH cut short.
class login_exchange {
public:
    /// With these credentials, before `auth/request` came.
    explicit login_exchange(const credentials& who)
        : opening_(who.opening().bytes()), of_user_(who.of_user()) {}

    /// Takes a frame; returns the bytes to write, if any.
    std::string on_frame(const wire::frame& f);

    /// Size of the cut reply at the start of `unread`, 0 if there is none. FreeSWITCH assembles
    /// replies in 512 bytes; a `userauth` reply with long permissions is then exactly 538 bytes and
    /// lacks its blank line.
    std::size_t cut_reply(std::string_view unread) const noexcept;

    /// Whether FreeSWITCH has agreed.
    bool done() const noexcept { return step_ == step::done; }

    /// How it ended; no error: logged in.
    error_code result() const noexcept { return result_; }

    /// FreeSWITCH's answer, with the permissions of a user.
    const reply& answer() const noexcept { return answer_; }

private:
    enum class step { request, answer, done };

    void finish(error_code why) noexcept {
        step_ = step::done;
        result_ = why;
    }

    step step_ = step::request;
    std::string opening_;
    bool of_user_;
    reply answer_;
    error_code result_;
};

}  // namespace eslio::protocol

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/protocol/impl/login_exchange.ipp>
#endif
