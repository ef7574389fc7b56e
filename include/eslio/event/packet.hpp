// Packets that are not events and hold their headers raw: log lines, notices, unknown ones.
#pragma once

#include <eslio/config.hpp>
#include <eslio/error.hpp>
#include <eslio/event/event.hpp>
#include <eslio/wire/frame_parser.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string_view>

namespace eslio {

/// A frame held by value: its headers in order, not decoded, and its body.
class packet {
public:
    packet() = default;
    /// A copy of a frame.
    explicit packet(const wire::frame& f);

    /// First header of that name, in any case; empty if absent.
    std::string_view operator[](std::string_view name) const& noexcept { return content_[name]; }
    std::optional<std::string_view> find(std::string_view name) const& noexcept {
        return content_.find(name);
    }
    header_range headers() const& noexcept { return content_.headers(); }
    std::string_view body() const& noexcept { return content_.body(); }
    std::string_view content_type() const& noexcept { return content_["Content-Type"]; }

    /// Bytes held, for the bounds of a queue.
    std::size_t memory() const noexcept { return content_.memory(); }

    friend bool operator==(const packet& a, const packet& b) noexcept {
        return a.content_ == b.content_;
    }
    friend bool operator!=(const packet& a, const packet& b) noexcept { return !(a == b); }

    // A view into a temporary would dangle: give the object a name first.
    void operator[](std::string_view) const&& = delete;
    void find(std::string_view) const&& = delete;
    void headers() const&& = delete;
    void body() const&& = delete;
    void content_type() const&& = delete;

private:
    event content_;
};

/// A line of FreeSWITCH's log, after `log <level>`.
class log_record : public packet {
public:
    /// Of a frame.
    using packet::packet;

    /// 0 console, 1 alert, 2 crit, 3 err, 4 warning, 5 notice, 6 info, 7 debug.
    int level() const noexcept {
        const auto number = wire::parse_number((*this)["Log-Level"]);
        return number && *number < 64 ? static_cast<int>(*number) : 7;
    }
    std::string_view file() const& noexcept { return (*this)["Log-File"]; }
    std::string_view function() const& noexcept { return (*this)["Log-Func"]; }
    /// UUID of the call it belongs to; empty if none.
    std::string_view call_uuid() const& noexcept { return (*this)["User-Data"]; }
    /// The line or lines, as FreeSWITCH would print them.
    std::string_view text() const& noexcept { return body(); }

    // A view into a temporary would dangle: give the object a name first.
    void file() const&& = delete;
    void function() const&& = delete;
    void call_uuid() const&& = delete;
    void text() const&& = delete;
};

/// FreeSWITCH announces the end: of the connection, or of the call while it lingers.
class disconnect_notice : public packet {
public:
    using packet::packet;

    /// The call is over and the connection stays for its last events (mod_event_socket: linger).
    bool is_linger() const noexcept {
        return wire::iequals((*this)["Content-Disposition"], "linger");
    }

    /// How long FreeSWITCH lingers; nothing when it has no bound or this is another notice.
    std::optional<std::chrono::seconds> linger_time() const noexcept;

    /// The call that the connection controlled; empty if none.
    std::string_view call_uuid() const& noexcept { return (*this)["Controlled-Session-UUID"]; }

    /// FreeSWITCH's words; not to be matched on.
    std::string_view text() const& noexcept { return body(); }

    // A view into a temporary would dangle: give the object a name first.
    void call_uuid() const&& = delete;
    void text() const&& = delete;
};

/// FreeSWITCH's access list does not let this host in; a close follows.
class rude_rejection : public packet {
public:
    using packet::packet;
    /// FreeSWITCH's words.
    std::string_view text() const& noexcept { return body(); }

    // A view into a temporary would dangle: give the object a name first.
    void text() const&& = delete;
};

/// A frame of a content type that this library does not know, or an event that could not be read:
/// delivered as it came.
class raw_packet : public packet {
public:
    raw_packet() = default;
    /// A copy of a frame, and why it could not be read.
    explicit raw_packet(const wire::frame& f, error_code problem = {})
        : packet(f), problem_(problem) {}

    /// Why an event could not be read; nothing for an unknown content type.
    error_code problem() const noexcept { return problem_; }

private:
    error_code problem_;
};

}  // namespace eslio

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/event/impl/packet.ipp>
#endif
