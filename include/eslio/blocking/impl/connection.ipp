// The bodies of the functions of blocking/connection.hpp.
#pragma once

#include <eslio/blocking/connection.hpp>

#include <asio/any_io_executor.hpp>

namespace eslio::blocking {

namespace detail {

inline auto over_tcp(connection_options options) {
    return [options = std::move(options)](const asio::any_io_executor& executor) {
        return any_connection(eslio::connection(executor, options));
    };
}

}  // namespace detail

ESLIO_DECL connection::connection(std::shared_ptr<io_thread> thread, connection_options options)
    : connection(std::make_unique<detail::waiting>(std::move(thread)),
                 detail::over_tcp(std::move(options))) {}

ESLIO_DECL connection::connection(asio::io_context& run_elsewhere, connection_options options)
    : connection(run_elsewhere, detail::over_tcp(std::move(options))) {}

ESLIO_DECL connection::connection(
    asio::io_context& run_elsewhere,
    const std::function<any_connection(const asio::any_io_executor&)>& make)
    : connection(std::make_unique<detail::waiting>(run_elsewhere), make) {}

ESLIO_DECL connection::connection(
    std::shared_ptr<io_thread> thread,
    const std::function<any_connection(const asio::any_io_executor&)>& make)
    : connection(std::make_unique<detail::waiting>(std::move(thread)), make) {}

ESLIO_DECL connection::~connection() {
    if (link_) close();
}

ESLIO_DECL void connection::connect(login where, error_target told) {
    const argument_error wrong = where.who().opening().problem();
    const std::string address = where.address();
    const error_code ec =
        waits().call_void([this, where = std::move(where)](auto&& handler) mutable {
            link_of().async_connect(std::move(where), std::forward<decltype(handler)>(handler));
        });
    told.tell(ec, "connect", ec == condition::invalid_argument ? wrong.words() : address);
}

ESLIO_DECL void connection::attach(error_target told) {
    told.tell(waits().call_void([this](auto&& handler) {
        link_of().async_attach(std::forward<decltype(handler)>(handler));
    }),
              "attach");
}

ESLIO_DECL void connection::exit(error_target told) {
    told.tell(waits().call_void([this](auto&& handler) {
        link_of().async_exit(std::forward<decltype(handler)>(handler));
    }),
              "exit");
}

ESLIO_DECL void connection::close() noexcept {
    link_of().close();
}

ESLIO_DECL bool connection::is_open() const {
    return waits().run([this] { return link_of().is_open(); }).second;
}

ESLIO_DECL error_code connection::reason() const {
    return waits().run([this] { return link_of().reason(); }).second;
}

ESLIO_DECL reply connection::login_reply() const {
    return waits().run([this] { return reply(link_of().login_reply()); }).second;
}

}  // namespace eslio::blocking
