// What the headers cost who includes them: processor time of the compiler against the parts they
// need anyhow, and the size of a program that uses them.
#include "figures.hpp"
#include "stopwatch.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <limits>
#include <sstream>
#include <string>
#include <sys/resource.h>
#include <system_error>

namespace {

namespace fs = std::filesystem;

constexpr std::array asio_headers{
    "asio/any_io_executor.hpp", "asio/async_result.hpp", "asio/associator.hpp",
    "asio/connect.hpp",         "asio/dispatch.hpp",     "asio/execution_context.hpp",
    "asio/ip/tcp.hpp",          "asio/post.hpp",         "asio/recycling_allocator.hpp",
    "asio/steady_timer.hpp",    "asio/write.hpp"};
constexpr std::array standard_headers{
    "algorithm", "atomic", "chrono",        "cstring", "deque", "functional", "map",
    "memory",    "mutex",  "optional",      "random",  "set",   "string",     "string_view",
    "thread",    "tuple",  "unordered_map", "variant", "vector"};

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

    /// Milliseconds for a program that includes these headers and does nothing; the least of five.
    template <class... Lists>
    double milliseconds(const Lists&... lists) {
        std::ofstream source(path("headers.cpp"));
        const auto include = [&](const auto& list) {
            for (const char* header : list) source << "#include <" << header << ">\n";
        };
        (include(lists), ...);
        source << "int main() {}\n";
        source.close();
        double least = std::numeric_limits<double>::max();
        for (int i = 0; i < 5; ++i) {
            const double before = bench::processor_seconds(RUSAGE_CHILDREN);
            run("-c '" + path("headers.cpp") + "' -o '" + path("headers.o") + "'");
            least = std::min(least, (bench::processor_seconds(RUSAGE_CHILDREN) - before) * 1e3);
        }
        return least;
    }

    /// Bytes of code and constants of a program, as `size` tells them.
    double text_bytes(const std::string& source) {
        run("'" + source + "' -o '" + path("program") + "' -pthread");
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

    void run(const std::string& what) const {
        const std::string command = "'" ESLIO_BENCH_CXX "' -std=c++17 -O2" + options_ + " " + what;
        if (std::system(command.c_str()) != 0) {
            std::fprintf(stderr, "failed: %s\n", command.c_str());
            std::exit(EXIT_FAILURE);
        }
    }

    fs::path work_;
    std::string options_;
};

}  // namespace

namespace bench {

void measure_headers(figures& out) {
    using list = std::initializer_list<const char*>;
    compiler cxx;
    const auto compare = [&](const char* name, double ours, double parts, double target) {
        out.add(name, ours / parts, wanted::at_most, target,
                number(ours) + " / " + number(parts) + " ms of processor time");
    };
    compare("compile eslio/connection.hpp / its Asio",
            cxx.milliseconds(list{"eslio/connection.hpp"}),
            cxx.milliseconds(asio_headers, standard_headers), 1.2);
    compare("compile eslio.hpp / its parts", cxx.milliseconds(list{"eslio.hpp"}),
            cxx.milliseconds(asio_headers, standard_headers, list{"nlohmann/json.hpp"}), 1.25);
    out.tell("KiB of code in a minimal program", cxx.text_bytes(ESLIO_BENCH_MINIMAL) / 1024,
             "tests/bench/minimal.cpp at -O2");
}

}  // namespace bench
