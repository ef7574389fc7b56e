// The way to the switch: a connection, which ends, or with -r or -R a client, which comes back.
#pragma once

#include "options.hpp"
#include "settings.hpp"

#include <eslio/client.hpp>
#include <eslio/connection.hpp>

#include <asio/io_context.hpp>

#include <functional>
#include <optional>
#include <utility>

namespace cli {

/// Opened once. Before that it can only be closed.
class switch_connection {
public:
    switch_connection(asio::io_context& on, const options& o)
        : context_(on), settings_(client_settings(o)) {}

    /// `opened(error_code)`
    template <class Handler>
    void open(const eslio::login& where, Handler opened) {
        plain_.emplace(context_, settings_.connection);
        plain_->async_connect(where, std::move(opened));
    }

    /// `ended(error_code)`
    template <class Handler>
    void open_client(const eslio::login& where,
                     std::function<void(const eslio::client_status&)> on_status, Handler ended) {
        settings_.on_status = std::move(on_status);
        client_.emplace(context_, where, settings_);
        client_->async_run(std::move(ended));
    }

    bool is_client() const noexcept { return client_.has_value(); }
    bool is_up() const { return client_ ? client_->is_up() : plain_ && plain_->is_open(); }

    void close() noexcept {
        if (client_) client_->close();
        if (plain_) plain_->close();
    }

    template <class Handler>
    void async_send(eslio::command c, Handler h) {
        visit([&](auto& fs) { fs.async_send(std::move(c), std::move(h)); });
    }
    template <class Handler>
    void async_api(eslio::api_request r, Handler h) {
        visit([&](auto& fs) { fs.async_api(std::move(r), std::move(h)); });
    }
    template <class Handler>
    void async_bgapi(eslio::api_request r, Handler h) {
        visit([&](auto& fs) { fs.async_bgapi(std::move(r), std::move(h)); });
    }
    template <class Handler>
    void async_receive(eslio::message& lent, Handler h) {
        visit([&](auto& fs) { fs.async_receive(lent, std::move(h)); });
    }
    bool try_receive(eslio::message& out) {
        bool came = false;
        visit([&](auto& fs) { came = fs.try_receive(out); });
        return came;
    }
    /// Of a connection only: a client has no goodbye.
    template <class Handler>
    void async_exit(Handler h) {
        plain_->async_exit(std::move(h));
    }

private:
    template <class Function>
    void visit(Function f) {
        if (client_)
            f(*client_);
        else if (plain_)
            f(*plain_);
    }

    asio::io_context& context_;
    eslio::client_options settings_;
    std::optional<eslio::connection> plain_;
    std::optional<eslio::client> client_;
};

}  // namespace cli
