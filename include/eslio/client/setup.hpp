// A client's set-up: what runs on a new connection before the commands that wait.
#pragma once

#include <eslio/api/request.hpp>
#include <eslio/api/result.hpp>
#include <eslio/client/detail/client_core.hpp>
#include <eslio/client/status.hpp>
#include <eslio/command/api.hpp>
#include <eslio/command/command.hpp>
#include <eslio/config.hpp>
#include <eslio/connection/detail/begin_at.hpp>
#include <eslio/connection/detail/begin_operation.hpp>
#include <eslio/connection/detail/default_token.hpp>
#include <eslio/connection/detail/initiate.hpp>
#include <eslio/event/reply.hpp>

#include <asio/any_io_executor.hpp>

#include <atomic>
#include <cstdint>
#include <memory>
#include <utility>

namespace eslio::detail {

using initiate_setup_send = initiate_send_by<engine, begin_setup_command>;
using initiate_setup_api = initiate_api_by<engine, begin_setup_command>;
using initiate_setup_typed_api = initiate_typed_api_by<engine, begin_setup_command>;

}  // namespace eslio::detail

namespace eslio {

/// While a copy of it lives, or until `done()`, the client is not up: its commands go out before
/// all others. When the connection ends meanwhile they end with that (`not_sent`,
/// `outcome_unknown`), and the next connection has a set-up of its own. After it they are as the
/// client's.
///
///     options.on_setup = [&](eslio::client_setup setup) {
///         setup.async_api("show channels as json", [&, setup](auto ec, const auto& answer) {
///             if (!ec) table.read(answer);
///         });
///     };
class client_setup {
public:
    using executor_type = asio::any_io_executor;

    /// Made by the client, for `client_options::on_setup`.
    client_setup(const std::shared_ptr<detail::client_core>& of, std::uint64_t change)
        : shared_(std::make_shared<shared>(of, change)) {}

    executor_type get_executor() const noexcept { return shared_->core->get_executor(); }

    /// Its `run` tells whether the switch has been restarted.
    const client_status& status() const noexcept { return shared_->core->status(); }

    /// As `basic_operations::async_send`.
    template <class Token = detail::default_token<executor_type>>
    auto async_send(command c, Token&& token = Token()) const {
        return detail::begin_operation<Token, void(error_code, reply)>(
            detail::initiate_setup_send{{shared_->core->connection()}}, token, std::move(c));
    }

    /// As `basic_operations::async_api`.
    template <class Token = detail::default_token<executor_type>>
    auto async_api(api_request request, Token&& token = Token()) const {
        return detail::begin_operation<Token, void(error_code, api_response)>(
            detail::initiate_setup_api{{shared_->core->connection()}}, token, std::move(request));
    }

    /// The same of a command that knows what its answer means, as those of `eslio::api`.
    template <class T, class Token = detail::default_token<executor_type>>
    auto async_api(api::request<T> request, Token&& token = Token()) const {
        return detail::begin_operation<Token, void(error_code, api_result<T>)>(
            detail::initiate_setup_typed_api{{shared_->core->connection()}}, token,
            std::move(request));
    }

    /// It is over, whatever copies there are.
    void done() noexcept { shared_->end(); }

private:
    struct shared {
        shared(const std::shared_ptr<detail::client_core>& of, std::uint64_t c)
            : core(of), change(c) {}
        shared(const shared&) = delete;
        shared& operator=(const shared&) = delete;
        ~shared() { end(); }

        void end() noexcept {
            if (ended.exchange(true)) return;
            detail::do_at(core, [c = change](detail::client_core& of) { of.end_setup(c); });
        }

        std::shared_ptr<detail::client_core> core;
        std::uint64_t change;
        std::atomic<bool> ended{false};  // of copies, which may be on several threads
    };

    std::shared_ptr<shared> shared_;
};

}  // namespace eslio
