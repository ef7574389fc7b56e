// How a connection is opened: auth/request is awaited, answered, and the answer judged.
#pragma once

#include <eslio/command/login.hpp>
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
class login_dialog {
public:
    explicit login_dialog(const credentials& who)
        : opening_(who.opening().bytes()), of_user_(who.of_user()) {}

    /// Takes a frame; returns the bytes to write, if any.
    std::string on_frame(const wire::frame& f) {
        if (done()) return {};
        if (wire::iequals(f.content_type, "text/rude-rejection")) {
            finish(error::access_denied);
        } else if (wire::iequals(f.content_type, "text/disconnect-notice")) {
            finish(error::disconnected);
        } else if (step_ == step::request) {
            if (wire::iequals(f.content_type, "auth/request")) {
                step_ = step::answer;
                return std::move(opening_);
            }
            finish(error::unexpected_login_packet);
        } else if (wire::iequals(f.content_type, "command/reply")) {
            answer_ = reply(f);
            // "+OK accepted"; a refusal is "-ERR invalid" (mod_event_socket: auth, userauth).
            if (wire::starts_with(answer_.text(), "+OK"))
                finish({});
            else
                finish(error::authentication_failed);
        } else {
            finish(error::unexpected_login_packet);
        }
        return {};
    }

    /// Size of the cut reply at the start of `unread`, 0 if there is none. FreeSWITCH assembles
    /// replies in 512 bytes; a `userauth` reply with long permissions is then exactly 538 bytes and
    /// lacks its blank line.
    std::size_t cut_reply(std::string_view unread) const noexcept {
        static constexpr std::size_t size = 538;
        static constexpr std::string_view begin =
            "Content-Type: command/reply\nReply-Text: +OK accepted\n";
        if (!of_user_ || step_ != step::answer || unread.size() < size) return 0;
        const std::string_view block = unread.substr(0, size);
        if (!wire::starts_with(block, begin) || block.find("\n\n") != block.npos) return 0;
        // A header block that merely is longer goes on; only a new packet begins with Content-.
        const std::string_view rest = unread.substr(size);
        static constexpr std::string_view next = "Content-";
        const std::size_t common = rest.size() < next.size() ? rest.size() : next.size();
        return rest.substr(0, common) == next.substr(0, common) ? size : 0;
    }

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
