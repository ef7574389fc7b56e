// Standard output on a thread of its own, so that a slow reader never keeps the socket from being
// read: FreeSWITCH would suffer.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdio>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

namespace cli {

/// Writes what is handed over, in one piece whatever has gathered meanwhile: a single line is out
/// at once, a storm costs few writes.
class output_thread {
public:
    /// Called on the output's thread.
    struct callbacks {
        std::function<void()> on_room;  ///< once, after `has_room` was false
        std::function<void()> on_gone;  ///< nobody reads any more
    };

    output_thread(std::FILE* to, callbacks c)
        : to_(to), callbacks_(std::move(c)), thread_([this] { work(); }) {}

    output_thread(const output_thread&) = delete;
    output_thread& operator=(const output_thread&) = delete;

    ~output_thread() {
        if (thread_.joinable()) finish(forever);
    }

    /// Takes the text and leaves `text` empty.
    void write(std::string& text) {
        if (text.empty()) return;
        {
            const std::lock_guard<std::mutex> lock(mutex_);
            if (pending_.empty())
                pending_.swap(text);
            else
                pending_.append(text);
        }
        wake_.notify_one();
        text.clear();
    }

    /// More may be written now; if not, `on_room` will tell.
    bool has_room() {
        const std::lock_guard<std::mutex> lock(mutex_);
        wants_room_ = pending_.size() > most_pending;
        return !wants_room_;
    }

    static constexpr std::chrono::milliseconds forever{0};

    /// Waits until all is written, at most `patience`. False: the thread hangs in a write, only
    /// the program's end can end it.
    bool finish(std::chrono::milliseconds patience) {
        {
            std::unique_lock<std::mutex> lock(mutex_);
            stopping_ = true;
            wake_.notify_one();
            const auto is_done = [this] { return done_; };
            if (patience == forever)
                finished_.wait(lock, is_done);
            else if (!finished_.wait_for(lock, patience, is_done))
                return false;
        }
        thread_.join();
        return true;
    }

private:
    static constexpr std::size_t most_pending = std::size_t{4} << 20;

    void work() {
        std::string text;
        std::unique_lock<std::mutex> lock(mutex_);
        for (;;) {
            wake_.wait(lock, [this] { return stopping_ || !pending_.empty(); });
            if (pending_.empty()) break;
            text.clear();
            text.swap(pending_);
            const bool tell = std::exchange(wants_room_, false);
            lock.unlock();
            const bool written = std::fwrite(text.data(), 1, text.size(), to_) == text.size() &&
                                 std::fflush(to_) == 0;
            if (!written) callbacks_.on_gone();
            if (written && tell) callbacks_.on_room();
            lock.lock();
            if (!written) break;
        }
        done_ = true;
        lock.unlock();
        finished_.notify_all();
    }

    std::FILE* to_;
    callbacks callbacks_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::condition_variable finished_;
    std::string pending_;
    bool wants_room_ = false;
    bool stopping_ = false;
    bool done_ = false;
    std::thread thread_;
};

}  // namespace cli
