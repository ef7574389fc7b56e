// The commands of -x: one after the other, or with --bg all at once.
#pragma once

#include "run.hpp"
#include "settings.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace cli {

/// Prints the answers in the order of the commands.
class script {
public:
    script(run& r, std::function<void()> when_done)
        : run_(r), when_done_(std::move(when_done)), results_(r.settings.commands.size()) {}

    void start() {
        if (!run_.settings.background) return next();
        for (std::size_t i = 0; i < results_.size(); ++i) start_job(i);
    }

    bool is_done() const noexcept { return answered_ == results_.size(); }

private:
    const std::string& text(std::size_t i) const { return run_.settings.commands[i]; }

    void next() {
        if (is_done()) return when_done_();
        run_.trace("sent: api ", text(answered_));
        run_.connection.async_send(line_of(run_.settings, text(answered_)),
                                   [this](eslio::error_code ec, eslio::reply said) {
                                       if (run_.is_over()) return;
                                       if (ec) return failed(answered_, ec);
                                       const eslio::api_response answer(std::move(said));
                                       run_.show_answer(text(answered_), answer, answer.body());
                                       ++answered_;
                                       next();
                                   });
    }

    void start_job(std::size_t i) {
        run_.connection.async_bgapi(job_request_of(run_.settings, text(i)),
                                    [this, i](eslio::error_code ec, eslio::job_result result) {
                                        if (run_.is_over()) return;
                                        if (ec) return failed(i, ec);
                                        results_[i] = std::move(result);
                                        show_results();
                                    });
    }

    /// Those whose turn it is.
    void show_results() {
        for (; !is_done() && results_[answered_]; ++answered_)
            run_.show_answer(text(answered_), *results_[answered_], results_[answered_]->body());
        if (is_done()) when_done_();
    }

    void failed(std::size_t i, eslio::error_code ec) {
        run_.command_failed("command " + std::to_string(i + 1), ec);
    }

    run& run_;
    std::function<void()> when_done_;
    std::vector<std::optional<eslio::job_result>> results_;
    std::size_t answered_ = 0;
};

}  // namespace cli
