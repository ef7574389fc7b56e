// Views of the events of mod_verto.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/header_value.hpp>
#include <eslio/events/event_view.hpp>

#include <string_view>

namespace eslio::events {

/// A browser connected (start_jsock).
class verto_client_connect : public custom_view<verto_client_connect> {
public:
    static constexpr std::string_view subclass = "verto::client_connect";
    using custom_view::custom_view;
    std::string_view profile() const noexcept { return text("verto_profile_name"); }
    std::string_view address() const noexcept { return text("verto_client_address"); }
};

/// A browser is gone (client_thread).
class verto_client_disconnect : public custom_view<verto_client_disconnect> {
public:
    static constexpr std::string_view subclass = "verto::client_disconnect";
    using custom_view::custom_view;
    std::string_view profile() const noexcept { return text("verto_profile_name"); }
    std::string_view address() const noexcept { return text("verto_client_address"); }
    std::string_view login() const noexcept { return text("verto_login"); }
};

/// A browser logged in, or was refused (login_fire_custom_event).
class verto_login : public custom_view<verto_login> {
public:
    static constexpr std::string_view subclass = "verto::login";
    using custom_view::custom_view;
    std::string_view profile() const noexcept { return text("verto_profile_name"); }
    std::string_view address() const noexcept { return text("verto_client_address"); }
    std::string_view login() const noexcept { return text("verto_login"); }
    std::string_view session() const noexcept { return text("verto_sessid"); }
    header_value<bool> success() const { return header<bool>("verto_success"); }
    std::string_view result() const noexcept { return text("verto_result_txt"); }
};

}  // namespace eslio::events
