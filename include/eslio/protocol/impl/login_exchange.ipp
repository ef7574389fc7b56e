// The bodies of the functions of login_exchange.hpp.
#pragma once

#include <eslio/protocol/login_exchange.hpp>

namespace eslio::protocol {

ESLIO_DECL std::string login_exchange::on_frame(const wire::frame& f) {
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

ESLIO_DECL std::size_t login_exchange::cut_reply(std::string_view unread) const noexcept {
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

}  // namespace eslio::protocol
