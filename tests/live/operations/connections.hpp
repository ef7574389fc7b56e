// Operations of `connection`: its login, commands, jobs, events, ends.
#pragma once

#include "live/fake_switch.hpp"
#include "live/real_switch.hpp"
#include "live/transcript.hpp"

#include <eslio/connection.hpp>

#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace live {

/// Logs in, or lets it be.
template <class Wait>
void open_connection(real_switch& on, std::optional<eslio::connection>& fs, Wait wait,
                     eslio::connection_options options = {}) {
    fs.emplace(on.context(), std::move(options));
    const auto done = std::make_shared<bool>(false);
    fs->async_connect(
        eslio::login(on.where().host, on.where().port, eslio::password(on.where().password)),
        [done](eslio::error_code) { *done = true; });
    const auto is_done = [done] { return *done; };
    wait(is_done);
}

template <class Wait>
void open_connection(in_process_switch& on,
                     std::optional<eslio::basic_connection<eslio::testing::stream>>& fs, Wait wait,
                     eslio::connection_options options = {}) {
    fs.emplace(on.fake().connect(on.context().get_executor()), std::move(options));
    const auto done = std::make_shared<bool>(false);
    fs->async_login(eslio::password(on.password()), [done](eslio::error_code) { *done = true; });
    const auto is_done = [done] { return *done; };
    wait(is_done);
}

transcript try_connections(real_switch& on);
transcript try_connections(in_process_switch& on);

}  // namespace live
