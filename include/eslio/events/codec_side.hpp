// codec_side: the codec of one direction of a channel's media.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/header_value.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace eslio::events {

/// A codec as FreeSWITCH reads or writes it.
class codec_side {
public:
    /// Of the texts of its three headers.
    codec_side(std::optional<std::string_view> name, std::optional<std::string_view> rate,
               std::optional<std::string_view> bit_rate) noexcept
        : name_(name), rate_(rate), bit_rate_(bit_rate) {}

    /// Whether there is a codec.
    explicit operator bool() const noexcept { return name_.has_value(); }

    /// As `PCMU`; empty if there is none.
    std::string_view name() const noexcept { return name_.value_or(std::string_view()); }
    /// Samples a second.
    header_value<std::uint32_t> rate() const { return header_value<std::uint32_t>(rate_); }
    /// Bits a second; 0 if it varies.
    header_value<std::uint32_t> bit_rate() const { return header_value<std::uint32_t>(bit_rate_); }

private:
    std::optional<std::string_view> name_;
    std::optional<std::string_view> rate_;
    std::optional<std::string_view> bit_rate_;
};

}  // namespace eslio::events
