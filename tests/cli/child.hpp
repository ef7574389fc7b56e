// Runs the built eslio_cli as its users do: through pipes, or at a terminal.
#pragma once

#include "catch.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdexcept>
#include <string>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <utility>
#include <vector>

extern char** environ;

namespace test {

struct outcome {
    int status = -1;  ///< exit status, or the negative number of the signal that ended it
    std::string out;
    std::string err;
};

/// Whether there are pseudo-terminals: a bare root may have none. Says so if not.
inline bool has_terminals() {
    const int file = ::posix_openpt(O_RDWR | O_NOCTTY);
    const bool made = file >= 0 && ::grantpt(file) == 0 && ::unlockpt(file) == 0;
    const int other = made ? ::open(::ptsname(file), O_RDWR | O_NOCTTY) : -1;
    if (other >= 0) ::close(other);
    if (file >= 0) ::close(file);
    if (other < 0) WARN("skipped: there are no pseudo-terminals");
    return other >= 0;
}

/// A running program. All waiting ends after a minute, with an exception.
class child {
public:
    /// `terminal` has no cursor that can be moved; `screen` is an xterm of 80 columns, and Ctrl-C
    /// typed there is a signal.
    enum class console { pipes, terminal, screen };

    child(const std::string& path, const std::vector<std::string>& arguments,
          console how = console::pipes, const std::string& home = {}) {
        error_file_ = ::mkstemp(error_name_.data());
        if (error_file_ < 0) throw std::runtime_error("no temporary file");
        ::unlink(error_name_.c_str());
        keep_private(error_file_);
        if (how == console::pipes)
            open_pipes();
        else
            open_terminal();
        // A port of a switch in this program is not to stay open in the other one.
        for (int file = 3; file < 256; ++file) keep_private(file);
        std::vector<std::string> words{path};
        words.insert(words.end(), arguments.begin(), arguments.end());
        std::vector<char*> argv;
        for (std::string& word : words) argv.push_back(word.data());
        argv.push_back(nullptr);
        posix_spawn_file_actions_t files;
        posix_spawn_file_actions_init(&files);
        posix_spawnattr_t how_started;
        posix_spawnattr_init(&how_started);
        posix_spawn_file_actions_adddup2(&files, its_input_, 0);
        posix_spawn_file_actions_adddup2(&files, its_output_, 1);
        posix_spawn_file_actions_adddup2(&files, error_file_, 2);
        if (how == console::screen) {  // opened by who begins a session, it is that one's own
            posix_spawnattr_setflags(&how_started, POSIX_SPAWN_SETSID);
            posix_spawn_file_actions_addopen(&files, 3, ::ptsname(input_), O_RDWR, 0);
            posix_spawn_file_actions_addclose(&files, 3);
        }
        std::vector<std::string> settings{"HOME=" + (home.empty() ? empty_home() : home),
                                          how == console::screen ? "TERM=xterm" : "TERM=dumb"};
        std::vector<char*> environment = environment_with(settings);
        const int problem =
            posix_spawn(&id_, path.c_str(), &files, &how_started, argv.data(), environment.data());
        posix_spawnattr_destroy(&how_started);
        posix_spawn_file_actions_destroy(&files);
        close_one(its_input_);
        close_one(its_output_);
        if (problem != 0) throw std::runtime_error("cannot run " + path);
    }
    child(const child&) = delete;
    child& operator=(const child&) = delete;
    ~child() {
        if (id_ != 0) {
            ::kill(id_, SIGKILL);
            ::waitpid(id_, nullptr, 0);
        }
        for (int* file : {&input_, &output_, &error_file_}) close_one(*file);
    }

    void write(const std::string& text) {
        if (::write(input_, text.data(), text.size()) != static_cast<ssize_t>(text.size()))
            throw std::runtime_error("the program does not read");
    }
    void resize(unsigned short columns) const {
        const winsize size{24, columns, 0, 0};
        ::ioctl(input_, TIOCSWINSZ, &size);
    }
    /// The terminal gives whole lines and shows what is typed, as a shell left it.
    bool is_cooked() const {
        termios now{};
        return ::tcgetattr(input_, &now) == 0 && (now.c_lflag & ICANON) != 0 &&
               (now.c_lflag & ECHO) != 0;
    }
    void close_input() { close_one(input_); }
    void close_output() { close_one(output_); }
    void signal(int number) const { ::kill(id_, number); }
    pid_t id() const { return id_; }

    /// All output up to and with `text`, as soon as it is there.
    std::string read_until(const std::string& text) {
        wanted_ = text;
        while (read_.find(text) == std::string::npos)
            if (!read_more()) {
                const std::string seen = read_;
                const outcome o = wait();
                throw std::runtime_error("ended without " + text + ": " + seen + ", status " +
                                         std::to_string(o.status) + ": " + o.err);
            }
        const std::size_t end = read_.find(text) + text.size();
        std::string out = read_.substr(0, end);
        read_.erase(0, end);
        return out;
    }

    /// The end, and the output that was not read yet.
    outcome wait() {
        if (output_ >= 0) {
            while (read_more()) {
            }
        }
        int status = 0;
        ::waitpid(std::exchange(id_, 0), &status, 0);
        std::string errors(static_cast<std::size_t>(::lseek(error_file_, 0, SEEK_END)), '\0');
        errors.resize(static_cast<std::size_t>(
            std::max<ssize_t>(0, ::pread(error_file_, errors.data(), errors.size(), 0))));
        return {WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status), std::move(read_),
                errors};
    }

private:
    /// Nobody's profiles and history: an empty profile there hides that of the machine.
    static const std::string& empty_home() {
        static const std::string home = [] {
            std::string name = "/tmp/eslio_home_XXXXXX";
            if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
            std::ofstream(name + "/.fs_cli_conf") << "; none\n";
            return name;
        }();
        return home;
    }

    /// The environment, with these instead of what is there.
    static std::vector<char*> environment_with(std::vector<std::string>& settings) {
        std::vector<char*> all;
        for (char** one = environ; *one != nullptr; ++one) {
            const std::string text = *one;
            const std::string name = text.substr(0, text.find('=') + 1);
            bool replaced = name == "NO_COLOR=" || name == "FS_CLI_COLOR=";
            for (const std::string& s : settings) replaced = replaced || s.rfind(name, 0) == 0;
            if (!replaced) all.push_back(*one);
        }
        for (std::string& s : settings) all.push_back(s.data());
        all.push_back(nullptr);
        return all;
    }

    static void keep_private(int file) { ::fcntl(file, F_SETFD, FD_CLOEXEC); }
    static void close_one(int& file) {
        if (file >= 0) ::close(std::exchange(file, -1));
    }

    void open_pipes() {
        std::array<int, 2> in{};
        std::array<int, 2> out{};
        if (::pipe(in.data()) != 0 || ::pipe(out.data()) != 0) throw std::runtime_error("no pipe");
        for (const int file : {in[0], in[1], out[0], out[1]}) keep_private(file);
        its_input_ = in[0];
        input_ = in[1];
        output_ = out[0];
        its_output_ = out[1];
    }

    void open_terminal() {
        input_ = ::posix_openpt(O_RDWR | O_NOCTTY);
        if (input_ < 0 || ::grantpt(input_) != 0 || ::unlockpt(input_) != 0)
            throw std::runtime_error("no pseudo-terminal");
        its_input_ = ::open(::ptsname(input_), O_RDWR | O_NOCTTY);
        resize(80);
        output_ = ::dup(input_);
        its_output_ = ::dup(its_input_);
        for (const int file : {input_, output_, its_input_, its_output_}) keep_private(file);
    }

    /// False at the end.
    bool read_more() {
        pollfd ready{output_, POLLIN, 0};
        if (::poll(&ready, 1, 60'000) == 0)
            throw std::runtime_error("no " + wanted_ + ": " + read_);
        std::array<char, 65536> room;
        const ssize_t got = ::read(output_, room.data(), room.size());
        if (got <= 0) return false;  // a terminal's end is an error (EIO)
        read_.append(room.data(), static_cast<std::size_t>(got));
        return true;
    }

    pid_t id_ = 0;
    int input_ = -1;
    int output_ = -1;
    int its_input_ = -1;
    int its_output_ = -1;
    int error_file_ = -1;
    std::string error_name_ = "/tmp/eslio_cli_XXXXXX";
    std::string read_;
    std::string wanted_;
};

#ifdef ESLIO_EXAMPLES
inline const std::string eslio_cli = std::string(ESLIO_EXAMPLES) + "/eslio_cli";

/// eslio_cli from its beginning to its end, with that on standard input.
inline outcome run_cli(const std::vector<std::string>& arguments, const std::string& input = {}) {
    child c(eslio_cli, arguments);
    if (!input.empty()) c.write(input);
    c.close_input();
    return c.wait();
}
#endif

}  // namespace test
