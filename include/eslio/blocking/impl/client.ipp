// The bodies of the functions of blocking/client.hpp.
#pragma once

#include <eslio/blocking/client.hpp>

#include <string>

namespace eslio::blocking {

ESLIO_DECL std::string client::why_not_up(const eslio::client& of) {
    const client_status& now = of.status();
    if (now.state == client_state::up || now.address.empty()) return {};
    const std::string why = now.why ? now.why.message() : std::string(to_string(now.state));
    return now.address + " is not up: " + why;
}

ESLIO_DECL client::client(std::unique_ptr<detail::waiting> waits, std::vector<login> addresses,
                          client_options options)
    : waits_(std::move(waits)),
      link_(new eslio::client(waits_->executor(), std::move(addresses), std::move(options))) {
    waits_->explain_by([of = std::weak_ptr<eslio::client>(link_)] {
        const auto on = of.lock();
        return on ? why_not_up(*on) : std::string();
    });
    // Its end is a change of state, which those who wait are told of.
    link_->async_run([](error_code) {});
}

ESLIO_DECL client::client(std::shared_ptr<io_thread> thread, std::vector<login> addresses,
                          client_options options)
    : client(std::make_unique<detail::waiting>(std::move(thread)), std::move(addresses),
             std::move(options)) {}

ESLIO_DECL client::client(asio::io_context& run_elsewhere, std::vector<login> addresses,
                          client_options options)
    : client(std::make_unique<detail::waiting>(run_elsewhere), std::move(addresses),
             std::move(options)) {}

ESLIO_DECL client::~client() {
    if (link_) close();
}

ESLIO_DECL client_status client::wait_until_up(error_target told) {
    return call<client_status>("wait_until_up", told, [](auto& on, auto&& handler) {
        on.async_wait_until_up(std::forward<decltype(handler)>(handler));
    });
}

ESLIO_DECL client_status client::wait_until_up(duration at_most, error_target told) {
    auto [ec, status] = waits().call<client_status>(
        [this](auto&& handler) {
            link_of().async_wait_until_up(std::forward<decltype(handler)>(handler));
        },
        at_most);
    waits().tell(told, ec, "wait_until_up", argument_error(), status);
    return std::move(status);
}

ESLIO_DECL client_status client::wait_for_change(const client_status& seen, error_target told) {
    return call<client_status>("wait_for_change", told, [seen](auto& on, auto&& handler) {
        on.async_wait_for_change(seen, std::forward<decltype(handler)>(handler));
    });
}

ESLIO_DECL client_status client::status() const {
    return waits().run([this] { return client_status(link_->status()); }).second;
}

ESLIO_DECL void client::close() noexcept {
    link_of().close();
}

}  // namespace eslio::blocking
