// Records what a connection says and hears, to be saved and replayed as a test.
#pragma once

#include <eslio/config.hpp>
#include <eslio/connection/logger.hpp>
#include <eslio/testing/recording.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace eslio::testing {

/// Give its trace to a connection; what has gone over the wire so far is in `recorded`:
///
///     eslio::testing::recorder tape;
///     eslio::connection_options options;
///     options.trace = tape.trace();
///     ...
///     tape.recorded().save("tests/captures", "my_session");
///
/// Secrets are `***` in the record, as in every trace. Play it with `async_replay`, by
/// `wait_for::commands`. The trace outlives the recorder; it is for one connection.
class recorder {
public:
    recorder() : tape_(std::make_shared<tape>()) {}

    /// To be given to one connection, in `connection_options::trace`.
    wire_trace trace() const;

    /// What has gone over the wire so far.
    const recording& recorded() const noexcept { return tape_->record; }

private:
    struct tape {
        recording record;
        std::chrono::steady_clock::time_point began = std::chrono::steady_clock::now();
    };
    std::shared_ptr<tape> tape_;
};

}  // namespace eslio::testing

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/impl/recorder.ipp>
#endif
