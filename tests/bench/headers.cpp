// What programs that use eslio cost to compile, against a program of Asio alone that does the like:
// processor time and memory of the compiler, header-only and with eslio::compiled. And the size of
// a small program.
#include "figures.hpp"
#include "stopwatch.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <sstream>
#include <string>
#include <sys/resource.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace {

namespace fs = std::filesystem;

struct cost {
    double seconds = std::numeric_limits<double>::max();  ///< of processor time
    double megabytes = 0;                                 ///< at most
};

/// The compiler that built this, in a folder of its own.
class compiler {
public:
    compiler() : work_(fs::temp_directory_path() / "eslio_bench_headers") {
        fs::create_directories(work_);
        std::istringstream folders(ESLIO_BENCH_INCLUDES);
        for (std::string folder; std::getline(folders, folder, ':');)
            options_ += " -I'" + folder + "'";
    }
    compiler(const compiler&) = delete;
    compiler& operator=(const compiler&) = delete;
    ~compiler() {
        std::error_code ignored;
        fs::remove_all(work_, ignored);
    }

    /// Of compiling a program, the least of three.
    cost of(const std::string& program, const std::string& options) const {
        cost least;
        for (int i = 0; i < 3; ++i) {
            const cost one =
                run(options + " -c '" + source(program) + "' -o '" + path("program.o") + "'");
            least.seconds = std::min(least.seconds, one.seconds);
            least.megabytes = std::max(least.megabytes, one.megabytes);
        }
        return least;
    }

    /// Bytes of code and constants, as `size` tells them.
    double text_bytes(const std::string& program) const {
        run("-O2 '" + source(program) + "' -o '" + path("program") + "' -pthread");
        std::FILE* size = ::popen(("size '" + path("program") + "'").c_str(), "r");
        if (size == nullptr) return 0;
        char line[200];
        double bytes = 0;
        while (std::fgets(line, sizeof line, size) != nullptr) bytes = std::atof(line);
        ::pclose(size);
        return bytes;
    }

private:
    std::string path(const char* name) const { return (work_ / name).string(); }
    static std::string source(const std::string& program) {
        return ESLIO_BENCH_PROGRAMS "/" + program + ".cpp";
    }

    cost run(const std::string& what) const {
        const std::string command = "'" ESLIO_BENCH_CXX "' -std=c++20" + options_ + " " + what;
        const pid_t child = ::fork();
        if (child == 0) {
            ::execl("/bin/sh", "sh", "-c", command.c_str(), static_cast<char*>(nullptr));
            ::_exit(127);
        }
        int status = 0;
        rusage used{};
        if (child < 0 || ::wait4(child, &status, 0, &used) != child || status != 0) {
            std::fprintf(stderr, "failed: %s\n", command.c_str());
            std::exit(EXIT_FAILURE);
        }
        return {bench::processor_seconds(used), static_cast<double>(used.ru_maxrss) / 1024};
    }

    fs::path work_;
    std::string options_;
};

}  // namespace

namespace bench {

void measure_headers(figures& out) {
    const compiler cxx;
    const struct {
        const char* program;
        double compiled;  ///< the aims, times the bare program
        double header_only;
    } programs[] = {{"callbacks", 1.2, 2.6}, {"coroutine", 1.5, 3.6}, {"fake_switch", 2.0, 9.0}};
    for (const char* level : {"-O0", "-O2"}) {
        const cost bare = cxx.of("bare_asio", level);
        for (const auto& p : programs) {
            const auto compare = [&](const char* mode, const char* macro, double aim) {
                const cost one = cxx.of(p.program, std::string(level) + macro);
                const std::string name = std::string(p.program) + ' ' + level + ", " + mode;
                out.add("compile " + name, one.seconds / bare.seconds, wanted::at_most, aim,
                        number(one.seconds) + " / " + number(bare.seconds) +
                            " s of processor time; memory " +
                            number(one.megabytes / bare.megabytes) + " x " +
                            number(bare.megabytes) + " MB");
            };
            compare("compiled", " -DESLIO_SEPARATE_COMPILATION", p.compiled);
            compare("header-only", "", p.header_only);
        }
    }
    const cost core = cxx.of("events_core", "-O0");
    const cost views = cxx.of("events_views", "-O0");
    out.add("compile views of events / events -O0", views.seconds / core.seconds, wanted::at_most,
            1.5, number(views.seconds) + " / " + number(core.seconds) + " s of processor time");
    out.tell("KiB of code in a minimal program", cxx.text_bytes("callbacks") / 1024,
             "tests/bench/programs/callbacks.cpp at -O2");
}

}  // namespace bench
