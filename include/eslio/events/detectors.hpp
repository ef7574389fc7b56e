// Views of the events of smaller modules: beeps, menus, files in a row, loopback.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/header_value.hpp>
#include <eslio/events/channel_view.hpp>
#include <eslio/events/event_view.hpp>

#include <chrono>
#include <cstdint>
#include <string_view>

namespace eslio::events {

/// The beep of an answering machine was heard (find_beep of mod_vmd).
class vmd_beep : public custom_view<vmd_beep> {
public:
    static constexpr std::string_view subclass = "vmd::beep";
    using custom_view::custom_view;
    std::string_view status() const noexcept { return text("Beep-Status"); }
    header_value<std::uint32_t> beep_time() const { return header<std::uint32_t>("Beep-Time"); }
    std::string_view uuid() const noexcept { return text("Unique-ID"); }
    /// Hertz.
    header_value<double> frequency() const { return header<double>("Frequency"); }
};

/// The beep of an answering machine was heard (avmd_fire_event).
class avmd_beep : public custom_view<avmd_beep> {
public:
    static constexpr std::string_view subclass = "avmd::beep";
    using custom_view::custom_view;
    std::string_view status() const noexcept { return text("Beep-Status"); }
    std::string_view uuid() const noexcept { return text("Unique-ID"); }
    /// Hertz.
    header_value<double> frequency() const { return header<double>("Frequency"); }
    header_value<double> frequency_variance() const { return header<double>("Frequency-variance"); }
    header_value<double> amplitude() const { return header<double>("Amplitude"); }
    header_value<double> amplitude_variance() const { return header<double>("Amplitude-variance"); }
    header_value<std::chrono::microseconds> detection_time() const {
        return header<std::chrono::microseconds>("Detection-time");
    }
};

/// A caller entered a menu of `ivr` (ivr_send_event).
class menu_enter : public custom_view<menu_enter, channel_view> {
public:
    static constexpr std::string_view subclass = "menu::enter";
    using custom_view::custom_view;
    std::string_view menu() const noexcept { return text("Menu-Name"); }
};

/// A caller left a menu of `ivr` (ivr_send_event).
class menu_exit : public custom_view<menu_exit, channel_view> {
public:
    static constexpr std::string_view subclass = "menu::exit";
    using custom_view::custom_view;
    std::string_view menu() const noexcept { return text("Menu-Name"); }
};

/// A file of `file_string://` begins (next_file of mod_dptools).
class filestring_open : public custom_view<filestring_open> {
public:
    static constexpr std::string_view subclass = "filestring::open";
    using custom_view::custom_view;
    std::string_view file() const noexcept { return text("File"); }
};

/// It has ended.
class filestring_close : public custom_view<filestring_close> {
public:
    static constexpr std::string_view subclass = "filestring::close";
    using custom_view::custom_view;
    std::string_view file() const noexcept { return text("File"); }
};

/// It could not be opened.
class filestring_fail : public custom_view<filestring_fail> {
public:
    static constexpr std::string_view subclass = "filestring::fail";
    using custom_view::custom_view;
    std::string_view file() const noexcept { return text("File"); }
};

/// A loopback channel left, as both its sides are bridged (channel_on_execute of mod_loopback).
class loopback_bowout : public custom_view<loopback_bowout> {
public:
    static constexpr std::string_view subclass = "loopback::bowout";
    using custom_view::custom_view;
    std::string_view resigning() const noexcept { return text("Resigning-UUID"); }
    std::string_view resigning_peer() const noexcept { return text("Resigning-Peer-UUID"); }
    std::string_view acquired() const noexcept { return text("Acquired-UUID"); }
};

/// A loopback channel joined its two sides directly (channel_write_frame of mod_loopback).
class loopback_direct : public custom_view<loopback_direct, channel_view> {
public:
    static constexpr std::string_view subclass = "loopback::direct";
    using custom_view::custom_view;
    std::string_view resigning() const noexcept { return text("Resigning-UUID"); }
    std::string_view resigning_peer() const noexcept { return text("Resigning-Peer-UUID"); }
    std::string_view leg_a() const noexcept { return text("Connecting-Leg-A-UUID"); }
    std::string_view leg_b() const noexcept { return text("Connecting-Leg-B-UUID"); }
};

}  // namespace eslio::events
