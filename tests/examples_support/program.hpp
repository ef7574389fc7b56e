// Runs a built example as its users do, and tells how it ended and what it printed.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <signal.h>
#include <spawn.h>
#include <stdexcept>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>
#include <vector>

extern char** environ;

namespace test {

/// A file that is gone with the object.
class scratch_file {
public:
    scratch_file() {
        const int file = mkstemp(name_.data());
        if (file < 0) throw std::runtime_error("no temporary file");
        ::close(file);
    }
    scratch_file(const scratch_file&) = delete;
    scratch_file& operator=(const scratch_file&) = delete;
    ~scratch_file() { std::remove(name_.c_str()); }

    const std::string& name() const { return name_; }
    std::string text() const {
        std::ifstream in(name_, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    }

private:
    std::string name_ = "/tmp/eslio_example_XXXXXX";
};

struct outcome {
    int status = -1;  ///< exit status; -1 if it was killed
    std::string out;
    std::string err;

    bool says(const std::string& text) const { return out.find(text) != std::string::npos; }
    bool complains(const std::string& text) const { return err.find(text) != std::string::npos; }

    /// Whether these stand in the output, one after the other.
    bool says_in_order(const std::vector<std::string>& texts) const {
        std::size_t at = 0;
        for (const std::string& text : texts) {
            at = out.find(text, at);
            if (at == std::string::npos) return false;
            at += text.size();
        }
        return true;
    }
};

#ifdef ESLIO_EXAMPLES  // where they are built

/// A running example.
class program {
public:
    program(const std::string& name, const std::vector<std::string>& arguments) {
        const std::string path = std::string(ESLIO_EXAMPLES) + "/" + name;
        std::vector<std::string> words{path};
        words.insert(words.end(), arguments.begin(), arguments.end());
        std::vector<char*> argv;
        for (std::string& word : words) argv.push_back(word.data());
        argv.push_back(nullptr);

        posix_spawn_file_actions_t files;
        posix_spawn_file_actions_init(&files);
        posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_addopen(&files, 1, out_.name().c_str(), O_WRONLY, 0);
        posix_spawn_file_actions_addopen(&files, 2, err_.name().c_str(), O_WRONLY, 0);
        const int problem = posix_spawn(&id_, path.c_str(), &files, nullptr, argv.data(), environ);
        posix_spawn_file_actions_destroy(&files);
        if (problem != 0) throw std::runtime_error("cannot run " + path);
    }
    program(const program&) = delete;
    program& operator=(const program&) = delete;
    ~program() {
        if (id_ == 0) return;
        ::kill(id_, SIGKILL);
        ::waitpid(id_, nullptr, 0);
    }

    void signal(int number) const { ::kill(id_, number); }

    /// What it has printed until now.
    std::string so_far() const { return out_.text(); }

    outcome wait() {
        int status = 0;
        if (::waitpid(std::exchange(id_, 0), &status, 0) < 0)
            throw std::runtime_error("cannot wait for the example");
        return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, out_.text(), err_.text()};
    }

private:
    pid_t id_ = 0;
    scratch_file out_;
    scratch_file err_;
};

inline outcome run(const std::string& name, const std::vector<std::string>& arguments = {}) {
    return program(name, arguments).wait();
}

/// The examples that this build has: those with coroutines may be left out.
inline std::vector<std::string> built_examples() {
    std::ifstream in(std::string(ESLIO_EXAMPLES) + "/built.txt");
    return {std::istream_iterator<std::string>(in), std::istream_iterator<std::string>()};
}

inline bool is_built(const std::string& name) {
    const std::vector<std::string> built = built_examples();
    return std::find(built.begin(), built.end(), name) != built.end();
}

#endif  // ESLIO_EXAMPLES

/// How often `part` stands in `text`.
inline std::size_t count(const std::string& text, const std::string& part) {
    std::size_t n = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
        ++n;
    return n;
}

}  // namespace test
