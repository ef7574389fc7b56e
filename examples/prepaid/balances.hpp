// Balances of callers, kept in a small file that is whole at any time.
#pragma once

#include <charconv>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>

#if defined(__unix__) || defined(__APPLE__)
#include <unistd.h>
#endif

namespace prepaid {

/// A line for each caller: the number, a blank, the units. Every change is on the disk before it
/// counts: it is written to a file beside, which then takes the place of the old one in one step.
/// A crash at any moment leaves the old balances or the new ones. For one program at a time.
class balances {
public:
    /// A file that is not there is an empty one. Throws std::runtime_error if it cannot be read.
    explicit balances(std::filesystem::path file) : file_(std::move(file)) {
        std::error_code ec;
        if (!std::filesystem::exists(file_, ec) && !ec) return;
        std::ifstream in(file_);
        if (!in) throw std::runtime_error("cannot read " + file_.string());
        std::string line;
        for (int number = 1; std::getline(in, line); ++number)
            if (!line.empty() && !take(line))
                throw std::runtime_error(file_.string() + ":" + std::to_string(number) +
                                         ": not 'caller units': " + line);
        if (in.bad()) throw std::runtime_error("cannot read " + file_.string());
    }

    /// 0 for whom it does not know.
    std::size_t of(const std::string& caller) const {
        const auto found = units_.find(caller);
        return found == units_.end() ? 0 : found->second;
    }

    /// Throws std::runtime_error if it cannot be written; then nothing has changed.
    void set(const std::string& caller, std::size_t units) {
        if (caller.empty() || caller.find_first_of(" \r\n") != std::string::npos)
            throw std::invalid_argument("no caller's number: '" + caller + "'");
        auto changed = units_;
        changed[caller] = units;
        write(changed);
        units_ = std::move(changed);
    }

    /// Takes a unit away; false if there is none.
    [[nodiscard]] bool charge(const std::string& caller) {
        const std::size_t units = of(caller);
        if (units == 0) return false;
        set(caller, units - 1);
        return true;
    }

private:
    using table = std::map<std::string, std::size_t>;

    bool take(const std::string& line) {
        const std::size_t blank = line.find(' ');
        if (blank == std::string::npos || blank == 0) return false;
        std::size_t units = 0;
        const char* const end = line.data() + line.size();
        const auto [stop, problem] = std::from_chars(line.data() + blank + 1, end, units);
        if (problem != std::errc() || stop != end) return false;
        units_[line.substr(0, blank)] = units;
        return true;
    }

    void write(const table& all) const {
        const std::filesystem::path beside = file_.string() + ".new";
        std::FILE* const out = std::fopen(beside.string().c_str(), "w");
        if (out == nullptr) throw std::runtime_error("cannot write " + beside.string());
        bool good = true;
        for (const auto& [caller, units] : all)
            good = std::fprintf(out, "%s %zu\n", caller.c_str(), units) > 0 && good;
        good = std::fflush(out) == 0 && good;
#if defined(__unix__) || defined(__APPLE__)
        good = ::fsync(::fileno(out)) == 0 && good;  // before the name: else it may be empty
#endif
        good = std::fclose(out) == 0 && good;
        std::error_code ec;
        if (good) std::filesystem::rename(beside, file_, ec);
        if (!good || ec) throw std::runtime_error("cannot write " + file_.string());
    }

    std::filesystem::path file_;
    table units_;
};

}  // namespace prepaid
