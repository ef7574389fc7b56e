// Lines of standard input, read on a thread of their own.
#pragma once

#include "console.hpp"

#include <asio/any_io_executor.hpp>
#include <asio/post.hpp>

#include <array>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

namespace cli {

/// Tells on the executor that something can be taken. The thread reads no more than a few lines
/// ahead. A blocked read cannot be ended, so a reader that goes away leaves its thread running.
class line_reader {
public:
    line_reader(asio::any_io_executor executor, std::function<void()> on_lines)
        : shared_(std::make_shared<shared>()) {
        shared_->executor = std::move(executor);
        shared_->on_lines = std::move(on_lines);
        std::thread([s = shared_] { s->work(); }).detach();
    }

    line_reader(const line_reader&) = delete;
    line_reader& operator=(const line_reader&) = delete;

    ~line_reader() {
        const std::lock_guard<std::mutex> lock(shared_->mutex);
        shared_->abandoned = true;
        shared_->on_lines = nullptr;
        shared_->executor = {};
        shared_->taken.notify_one();
    }

    /// The next line without its end; false if there is none yet, or none any more.
    bool take(std::string& line) {
        const std::lock_guard<std::mutex> lock(shared_->mutex);
        if (shared_->lines.empty()) return false;
        line = std::move(shared_->lines.front());
        shared_->lines.pop_front();
        shared_->taken.notify_one();
        return true;
    }

    /// The input has ended and all lines are taken.
    bool ended() {
        const std::lock_guard<std::mutex> lock(shared_->mutex);
        return shared_->ended && shared_->lines.empty();
    }

private:
    struct shared {
        static constexpr std::size_t most_lines = 64;

        std::mutex mutex;
        std::condition_variable taken;
        asio::any_io_executor executor;
        std::function<void()> on_lines;
        std::deque<std::string> lines;
        bool ended = false;
        bool abandoned = false;

        void work() {
            std::array<char, 4096> room{};
            std::string line;
            while (const std::size_t size = read_input(room.data(), room.size())) {
                std::string_view bytes(room.data(), size);
                for (std::size_t lf = bytes.find('\n'); lf != bytes.npos; lf = bytes.find('\n')) {
                    line.append(bytes.substr(0, lf));
                    bytes.remove_prefix(lf + 1);
                    if (!push(std::exchange(line, {}))) return;
                }
                line.append(bytes);
            }
            if (!line.empty() && !push(std::move(line))) return;
            const std::lock_guard<std::mutex> lock(mutex);
            ended = true;
            tell();
        }

        /// False: nobody wants lines any more.
        bool push(std::string line) {
            std::unique_lock<std::mutex> lock(mutex);
            taken.wait(lock, [this] { return abandoned || lines.size() < most_lines; });
            if (abandoned) return false;
            lines.push_back(std::move(line));
            tell();
            return true;
        }

        void tell() {
            if (!abandoned) asio::post(executor, on_lines);
        }
    };

    std::shared_ptr<shared> shared_;
};

}  // namespace cli
