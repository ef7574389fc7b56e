// View of the events of mod_voicemail.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/detail/enumeration.hpp>
#include <eslio/event/header_value.hpp>
#include <eslio/event/value_reader.hpp>
#include <eslio/events/channel_view.hpp>

#include <array>
#include <chrono>
#include <cstdint>
#include <string_view>

namespace eslio {

namespace detail {

inline constexpr std::array<std::string_view, 9> voicemail_action_texts{
    {"leave-message", "folder-summary", "mwi-update", "authentication", "change-greeting",
     "remove-greeting", "record-greeting", "record-name", "change-password"}};

}  // namespace detail

namespace events {

/// What happened to a mailbox: the header VM-Action of `vm::maintenance`, as mod_voicemail writes
/// it.
enum class voicemail_action : std::uint8_t {
    leave_message,
    folder_summary,
    mwi_update,
    authentication,
    change_greeting,
    remove_greeting,
    record_greeting,
    record_name,
    change_password,
    unknown,  ///< not in this list
};

/// As FreeSWITCH writes it, `leave-message`; empty for `unknown`.
constexpr std::string_view to_string(voicemail_action value) noexcept {
    return eslio::detail::enumerator_text(eslio::detail::voicemail_action_texts, value);
}

/// The action of that name, in any case; `unknown` for another text.
constexpr voicemail_action parse_voicemail_action(std::string_view text) noexcept {
    return eslio::detail::enumerator_of<voicemail_action>(eslio::detail::voicemail_action_texts,
                                                          text);
}

}  // namespace events

template <>
struct value_reader<events::voicemail_action> : detail::reads_with<events::parse_voicemail_action> {
};

}  // namespace eslio

namespace eslio::events {

/// Something happened to a mailbox (mod_voicemail.c). All but `mwi-update` have the channel.
class vm_maintenance : public custom_view<vm_maintenance, channel_view> {
public:
    static constexpr std::string_view subclass = "vm::maintenance";
    using custom_view::custom_view;
    header_value<voicemail_action> action() const { return header<voicemail_action>("VM-Action"); }
    std::string_view user() const noexcept { return text("VM-User"); }
    std::string_view domain() const noexcept { return text("VM-Domain"); }
    std::string_view folder() const noexcept { return text("VM-Folder"); }
    /// `leave-message`, as the five that follow.
    std::string_view file() const noexcept { return text("VM-File-Path"); }
    std::string_view flags() const noexcept { return text("VM-Flags"); }
    std::string_view message_uuid() const noexcept { return text("VM-UUID"); }
    header_value<std::chrono::seconds> length() const {
        return header<std::chrono::seconds>("VM-Message-Len");
    }
    header_value<std::chrono::time_point<std::chrono::system_clock, std::chrono::seconds>> left()
        const {
        return header<std::chrono::time_point<std::chrono::system_clock, std::chrono::seconds>>(
            "VM-Timestamp");
    }
    std::string_view caller_name() const noexcept { return text("VM-Caller-ID-Name"); }
    std::string_view caller_number() const noexcept { return text("VM-Caller-ID-Number"); }
    /// `mwi-update`, as the three that follow.
    header_value<std::uint32_t> mwi_new() const { return header<std::uint32_t>("VM-Total-New"); }
    header_value<std::uint32_t> mwi_saved() const {
        return header<std::uint32_t>("VM-Total-Saved");
    }
    header_value<std::uint32_t> mwi_new_urgent() const {
        return header<std::uint32_t>("VM-Total-New-Urgent");
    }
    header_value<std::uint32_t> mwi_saved_urgent() const {
        return header<std::uint32_t>("VM-Total-Saved-Urgent");
    }
    /// `folder-summary`, as the three that follow.
    header_value<std::uint32_t> folder_new() const {
        return header<std::uint32_t>("VM-Total-New-Messages");
    }
    header_value<std::uint32_t> folder_saved() const {
        return header<std::uint32_t>("VM-Total-Saved-Messages");
    }
    header_value<std::uint32_t> folder_new_urgent() const {
        return header<std::uint32_t>("VM-Total-New-Urgent-Messages");
    }
    header_value<std::uint32_t> folder_saved_urgent() const {
        return header<std::uint32_t>("VM-Total-Saved-Urgent-Messages");
    }
    /// `authentication`: `success` or `fail`.
    std::string_view auth_result() const noexcept { return text("VM-Auth-Result"); }
    std::string_view greeting() const noexcept { return text("VM-Greeting-Path"); }
    std::string_view name_file() const noexcept { return text("VM-Name-Path"); }
};

}  // namespace eslio::events
