// The second connection of a client, which is there for its events only, and when it is made.
#pragma once

#include <eslio/client/detail/reconnector.hpp>
#include <eslio/command/login.hpp>
#include <eslio/config.hpp>
#include <eslio/connection/detail/engine.hpp>
#include <eslio/connection/detail/lasting_link.hpp>
#include <eslio/connection/options.hpp>
#include <eslio/error.hpp>
#include <eslio/event/gap.hpp>
#include <eslio/protocol/backoff.hpp>

#include <cstddef>
#include <memory>
#include <vector>

namespace eslio::detail {

/// It has no messages of its own.
ESLIO_DECL connection_options options_of_second(connection_options of_first);

/// Connects when the first one has been up once, and again whenever it has ended, until it is
/// closed. Used on the engine's executor.
class second_connection final : public link_keeper,
                                public reconnector::listener,
                                public std::enable_shared_from_this<second_connection> {
public:
    second_connection(std::shared_ptr<engine> over, std::vector<login> where, backoff_options waits,
                      reconnector::connector connect);
    second_connection(const second_connection&) = delete;
    second_connection& operator=(const second_connection&) = delete;
    ESLIO_DECL ~second_connection();

    /// First of all.
    void attach();
    /// The first one is up, at that address. Only the first time counts.
    void begin(std::size_t address) noexcept;
    void close(error_code why) noexcept;

    const std::shared_ptr<engine>& connection() const noexcept { return engine_; }

    /// Why its last connection or attempt ended; no error while it is up.
    error_code why() const noexcept { return why_; }

    ESLIO_DECL void on_interrupted(error_code why) noexcept override;
    void on_logged_in() noexcept override {}
    bool on_state_restored(switch_run) noexcept override { return false; }
    void on_up() noexcept override {
        reconnector_->progress().up();
        why_ = {};
    }
    /// There is only one connection from now on.
    void on_given_up(error_code why) noexcept override { close(why); }

private:
    std::shared_ptr<engine> engine_;
    std::shared_ptr<reconnector> reconnector_;
    error_code why_;
    bool begun_ = false;
    bool closed_ = false;
};

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/client/impl/second_connection.ipp>
#endif
