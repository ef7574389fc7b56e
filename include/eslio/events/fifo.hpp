// View of the events of mod_fifo.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/detail/enumeration.hpp>
#include <eslio/event/hangup_cause.hpp>
#include <eslio/event/header_value.hpp>
#include <eslio/event/value_reader.hpp>
#include <eslio/events/channel_view.hpp>

#include <array>
#include <chrono>
#include <cstdint>
#include <string_view>

namespace eslio {

namespace detail {

inline constexpr std::array<std::string_view, 18> fifo_action_texts{
    {"push", "timeout", "abort", "pre-dial", "post-dial", "caller_outbound", "caller_pop",
     "consumer_start", "consumer_stop", "consumer_pop", "consumer_wrapup", "consumer_reentrance",
     "bridge-caller-start", "bridge-caller-stop", "bridge-consumer-start", "bridge-consumer-stop",
     "channel-consumer-start", "channel-consumer-stop"}};

}  // namespace detail

namespace events {

/// What happened at a fifo: the header FIFO-Action of `fifo::info`, as mod_fifo writes it.
enum class fifo_action : std::uint8_t {
    push,
    timeout,
    abort,
    pre_dial,
    post_dial,
    caller_outbound,
    caller_pop,
    consumer_start,
    consumer_stop,
    consumer_pop,
    consumer_wrapup,
    consumer_reentrance,
    bridge_caller_start,
    bridge_caller_stop,
    bridge_consumer_start,
    bridge_consumer_stop,
    channel_consumer_start,
    channel_consumer_stop,
    unknown,  ///< not in this list
};

/// As FreeSWITCH writes it, `push`; empty for `unknown`.
constexpr std::string_view to_string(fifo_action value) noexcept {
    return eslio::detail::enumerator_text(eslio::detail::fifo_action_texts, value);
}

/// The action of that name, in any case; `unknown` for another text.
constexpr fifo_action parse_fifo_action(std::string_view text) noexcept {
    return eslio::detail::enumerator_of<fifo_action>(eslio::detail::fifo_action_texts, text);
}

}  // namespace events

template <>
struct value_reader<events::fifo_action> : detail::reads_with<events::parse_fifo_action> {};

}  // namespace eslio

namespace eslio::events {

/// Something happened at a fifo (mod_fifo.c). It has the channel of the caller or consumer, but for
/// some `pre-dial` and `post-dial`.
class fifo_info : public custom_view<fifo_info, channel_view> {
public:
    static constexpr std::string_view subclass = "fifo::info";
    using custom_view::custom_view;
    header_value<fifo_action> action() const { return header<fifo_action>("FIFO-Action"); }
    std::string_view fifo() const noexcept { return text("FIFO-Name"); }
    /// `push`: the priority.
    header_value<std::uint32_t> slot() const { return header<std::uint32_t>("FIFO-Slot"); }
    /// `manual` or `onhook`.
    std::string_view consumer_type() const noexcept { return text("FIFO-Type"); }
    std::string_view caller_name() const noexcept { return text("FIFO-Caller-CID-Name"); }
    std::string_view caller_number() const noexcept { return text("FIFO-Caller-CID-Number"); }
    std::string_view caller_uuid() const noexcept { return text("FIFO-Caller-UUID"); }
    std::string_view consumer_outbound_id() const noexcept {
        return text("FIFO-Consumer-Outbound-ID");
    }
    header_value<std::int32_t> consumer_use_count() const {
        return header<std::int32_t>("FIFO-Consumer-Use-Count");
    }
    header_value<std::chrono::system_clock::time_point> consumer_bridged() const {
        return header<std::chrono::system_clock::time_point>("FIFO-Consumer-Bridge-Time-us");
    }
    header_value<std::chrono::microseconds> consumer_talk_time() const {
        return header<std::chrono::microseconds>("FIFO-Consumer-Talk-Time-us");
    }
    header_value<std::chrono::microseconds> consumer_hold_time() const {
        return header<std::chrono::microseconds>("FIFO-Consumer-Hold-Time-us");
    }
    header_value<std::chrono::microseconds> caller_talk_time() const {
        return header<std::chrono::microseconds>("FIFO-Caller-Talk-Time-us");
    }
    header_value<std::chrono::microseconds> caller_hold_time() const {
        return header<std::chrono::microseconds>("FIFO-Caller-Hold-Time-us");
    }
    std::string_view outbound_uuid() const noexcept { return text("FIFO-Outbound-UUID"); }
    std::string_view outbound_uuids() const noexcept { return text("FIFO-Outbound-UUID-List"); }
    /// `ringall` or `enterprise`.
    std::string_view outbound_strategy() const noexcept { return text("outbound-strategy"); }
    std::string_view dialled_for() const noexcept { return text("caller-uuid"); }
    /// `post-dial`: `success` or `failure`.
    std::string_view dial_result() const noexcept { return text("result"); }
    header_value<eslio::hangup_cause> dial_cause() const {
        return header<eslio::hangup_cause>("cause");
    }
    std::string_view dial_string() const noexcept { return text("originate_string"); }
    /// `caller_outbound`: `success` or `failure:CAUSE`.
    std::string_view outbound_result() const noexcept { return text("FIFO-Result"); }
    std::string_view outbound_url() const noexcept { return text("Outbound-URL"); }
};

}  // namespace eslio::events
