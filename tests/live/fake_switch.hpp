// The fake switch in this process, mostly on driven time, set up as a script expects a switch to
// be.
#pragma once

#include "live/stream_line.hpp"
#include "live/switches.hpp"

#include <eslio/testing/driven_time.hpp>
#include <eslio/testing/fake_switch.hpp>

#include <asio/io_context.hpp>

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace live {

class in_process_switch final : public switch_under_test {
public:
    using stream_type = eslio::testing::stream;

    explicit in_process_switch(bool driven = true);

    /// The directory of tests/live/freeswitch.
    static std::vector<eslio::testing::fake_user> users();

    std::shared_ptr<line> connect() override;
    std::shared_ptr<line> accepted() override;
    std::string listening_at() override { return "127.0.0.1:8084"; }
    bool run_until(const std::function<bool()>& predicate, milliseconds limit) override;
    time_point now() const override;
    const std::string& password() const override { return password_; }
    milliseconds quiet() const override { return milliseconds(300); }
    bool has(const std::string&, const api&) override { return true; }
    std::pair<std::string, std::string> names(const api& run) override;
    std::string come_in(const std::string& dialplan, const std::string& wanted,
                        const api& run) override;
    void caller_hangs_up(const std::string& uuid, const std::string& cause,
                         const api& run) override;
    std::vector<std::string> callers() const override;

    eslio::testing::fake_switch& fake() noexcept { return fake_; }
    asio::io_context& context() noexcept { return context_; }

    /// A connection that the switch has made, for somebody else to talk on.
    std::optional<stream_type> take_accepted();

private:
    std::shared_ptr<line> make_line(stream_type s);

    std::string password_ = "ClueCon";
    asio::io_context context_;
    std::optional<eslio::testing::driven_time> time_;
    std::deque<stream_type> accepted_;
    std::map<std::string, std::string> callers_;  ///< by the UUID of the call that comes in
    eslio::testing::fake_switch fake_;
};

}  // namespace live
