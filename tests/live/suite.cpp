#include "live/suite.hpp"

#include "live/accepted.hpp"
#include "live/expected.hpp"
#include "live/leeway.hpp"
#include "live/operations/operations.hpp"
#include "live/player.hpp"
#include "live/script.hpp"
#include "live/text_rules.hpp"
#include "live/transcript.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <exception>
#include <fstream>
#include <iterator>
#include <memory>
#include <mutex>
#include <ostream>
#include <set>
#include <sstream>
#include <thread>
#include <utility>

namespace live {

namespace {

std::string read_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

const std::string operations = "operations/";

/// How often at most what differs on a real switch is played again.
constexpr std::size_t replays = 5;

class suite {
public:
    suite(const suite_options& o, std::ostream& out)
        : options_(o),
          out_(out),
          accepted_(o.where ? std::string() : read_file(o.folder / "accepted")) {}

    bool run() {
        const std::vector<std::string> names = chosen();
        if (names.empty()) {
            out_ << "There is no script of that name.\n";
            return false;
        }
        version_ = ask_version();
        if (version_.empty()) {
            out_ << "The switch cannot be reached, or refuses the password.\n";
            return false;
        }
        out_ << names.size() << " scripts and groups of operations, " << version_ << "\n";
        play_all(names);
        return report();
    }

private:
    std::vector<std::string> chosen() const {
        std::vector<std::string> all = find_scripts(options_.folder / "scripts");
        for (const std::string& group : operation_groups()) all.push_back(operations + group);
        if (options_.names.empty()) return all;
        all.erase(std::remove_if(all.begin(), all.end(),
                                 [this](const std::string& name) {
                                     return std::none_of(options_.names.begin(),
                                                         options_.names.end(),
                                                         [&](const std::string& wanted) {
                                                             return fits_wildcards(wanted, name);
                                                         });
                                 }),
                  all.end());
        return all;
    }

    std::string ask_version() const {
        if (!options_.where) return "against the fake switch";
        std::string version = ask(*make_real_switch(*options_.where), "version");
        while (!version.empty() && version.back() == '\n') version.pop_back();
        return version;
    }

    void play_all(const std::vector<std::string>& names) {
        std::atomic<std::size_t> next{0};
        const auto work = [&] {
            for (std::size_t i; (i = next++) < names.size() && !was_interrupted();)
                play_one(names[i]);
        };
        std::vector<std::thread> others;
        for (std::size_t i = 1; i < options_.jobs; ++i) {
            // FreeSWITCH never serves what connects beyond its backlog of 5.
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
            others.emplace_back(work);
        }
        work();
        for (std::thread& t : others) t.join();
    }

    static bool is_group(const std::string& name) {
        return name.compare(0, operations.size(), operations) == 0;
    }

    /// Operations on sessions without `full`, which cannot linger.
    static bool is_untold(const std::string& name) {
        return fits_wildcards(operations + "session_async.*", name) ||
               fits_wildcards(operations + "session_static.*", name);
    }

    /// Plays a script, or tries a group, as often as wanted and says what came of it.
    void play_one(const std::string& name) {
        std::ostringstream said;
        try {
            if (options_.record)
                record(name, said);
            else
                judge(name, said);
        } catch (const interrupted&) {
            return;
        } catch (const not_here& e) {
            ++skipped_;
            said << "skipped   " << name << ": " << e.what() << "\n";
        } catch (const std::exception& e) {
            ++failed_;
            said << "FAILED    " << name << ": " << e.what() << "\n";
        }
        const std::lock_guard<std::mutex> lock(mutex_);
        out_ << said.str() << std::flush;
    }

    /// Something that a script needs is missing.
    struct not_here : std::runtime_error {
        using std::runtime_error::runtime_error;
    };

    transcript play_once(const std::string& name) const {
        if (is_group(name)) {
            const std::string group = name.substr(operations.size());
            const std::string missing = missing_for_operations(group, options_.where);
            if (!missing.empty()) throw not_here(missing);
            return try_operations(group, options_.where);
        }
        const script s = read_script(options_.folder / "scripts", name, options_.folder / "parts");
        const std::unique_ptr<switch_under_test> on =
            options_.where ? make_real_switch(*options_.where) : make_fake_switch(!s.real_time);
        const recording r = play(s, *on);
        if (!r.skipped.empty()) throw not_here(r.skipped);
        return transcribe(s, r);
    }

    std::filesystem::path expected_path(const std::string& name) const {
        return (is_group(name) ? options_.folder : options_.folder / "scripts") /
               (name + ".expected");
    }

    void record(const std::string& name, std::ostream& said) {
        std::vector<transcript> plays;
        while (plays.size() < options_.rounds) plays.push_back(play_once(name));
        expected before;
        if (options_.widen) before = parse_expected(read_file(expected_path(name)));
        expected all = merge(before, plays);
        all.origin = version_;
        std::ofstream(expected_path(name), std::ios::binary) << to_text(all);
        ++same_;
        said << "recorded  " << name << how_it_varies(all) << "\n";
    }

    static std::string how_it_varies(const expected& e) {
        std::size_t values = 0, absent = 0, unordered = 0;
        for (const expected_section& s : e.sections) {
            for (std::size_t i = 0; i < s.entries.size(); ++i) {
                if (s.entries[i].may_be_absent) ++absent;
                if (i != 0 && s.entries[i].group == s.entries[i - 1].group) ++unordered;
                for (const expected_detail& d : s.entries[i].details)
                    if (d.values.size() > 1 || d.may_be_absent) ++values;
            }
        }
        std::string text;
        if (values != 0) text += " values:" + std::to_string(values);
        if (absent != 0) text += " optional:" + std::to_string(absent);
        if (unordered != 0) text += " unordered:" + std::to_string(unordered);
        return text.empty() ? text : ", varies:" + text;
    }

    /// What a play came to, or several.
    struct verdict {
        std::size_t known = 0;              ///< differences that are accepted
        std::vector<difference> lost;       ///< what a real switch may drop
        std::vector<difference> different;  ///< the others
        std::string shown;

        bool is_clean() const { return lost.empty() && different.empty(); }
    };

    /// A real switch has threads: a difference is what each of several plays has. The fake switch
    /// does the same each time.
    void judge(const std::string& name, std::ostream& said) {
        const std::string text = read_file(expected_path(name));
        if (text.empty()) throw std::runtime_error("nothing was recorded of it, see --record");
        const expected wanted = parse_expected(text);
        for (std::size_t round = 0; round < options_.rounds; ++round) {
            verdict v = judge_play(name, wanted);
            std::string once = text_of(name, v);
            bool again = false;
            for (std::size_t n = 0; options_.where && !v.is_clean() && n < replays; ++n) {
                const verdict other = judge_play(name, wanted);
                v.different = in_both(v.different, other.different);
                v.lost = in_both(v.lost, other.lost);
                if (!other.is_clean()) once += "    (again)\n" + text_of(name, other);
                again = true;
            }
            if (again) ++replayed_;
            if (!options_.list || v.different.empty()) say(name, v, again, said);
            said << v.shown << (v.different.empty() ? once : text_of(name, v));
            count(v, name, wanted.origin);
        }
    }

    static void say(const std::string& name, const verdict& v, bool again, std::ostream& said) {
        said << (!v.different.empty() ? "DIFFERS   "
                 : v.known != 0       ? "accepted  "
                                      : "same      ")
             << name;
        if (v.known != 0) said << " (" << v.known << ")";
        if (again && v.different.empty())
            said << (v.lost.empty() ? ", when played again" : ", but for the last events");
        said << "\n";
    }

    verdict judge_play(const std::string& name, const expected& wanted) {
        const transcript came = play_once(name);
        verdict v;
        if (options_.show) v.shown = to_text(merge({}, {came}));
        const std::lock_guard<std::mutex> lock(mutex_);
        for (difference& d : compare(wanted, came, is_untold(name))) {
            if (accepted_.covers(name, d))
                ++v.known;
            else
                (d.lost && options_.where ? v.lost : v.different).push_back(std::move(d));
        }
        return v;
    }

    std::string text_of(const std::string& name, const verdict& v) const {
        std::string out;
        for (const auto* differences : {&v.different, &v.lost})
            for (const difference& d : *differences)
                out += options_.list ? name + " | " + d.place + " | " + d.text + "\n"
                                     : "    " + d.place + "\n        " + d.text + "\n";
        return out;
    }

    void count(const verdict& v, const std::string& name, const std::string& origin) {
        const std::lock_guard<std::mutex> lock(mutex_);
        played_.insert(name);
        origins_.insert(origin);
        known_ += v.known;
        if (!v.different.empty())
            ++differ_;
        else if (v.known != 0)
            ++accepted_scripts_;
        else
            ++same_;
    }

    bool report() {
        for (const std::string& origin : origins_)
            if (options_.where && origin != version_) out_ << "recorded from: " << origin << "\n";
        const std::vector<std::string> unused = accepted_.unused(played_);
        for (const std::string& line : unused)
            out_ << "NO LONGER   differs what tests/live/accepted lists, " << line << "\n";
        if (options_.tidy && !unused.empty()) {
            std::ofstream(options_.folder / "accepted", std::ios::binary)
                << accepted_.without_unused(played_);
            out_ << unused.size() << " lines are taken off tests/live/accepted\n";
        } else if (!unused.empty()) {
            out_ << "Take such lines off: sh tests/live/run --tidy\n";
        }
        out_ << same_ << (options_.record ? " recorded, " : " as expected, ") << accepted_scripts_
             << " with accepted differences (" << known_ << "), " << differ_ << " differ, "
             << failed_ << " failed, " << skipped_ << " skipped";
        if (replayed_ != 0) out_ << ", " << replayed_ << " played again";
        out_ << (was_interrupted() ? ", interrupted" : "") << "\n";
        return differ_ == 0 && failed_ == 0 && unused.empty() && !was_interrupted();
    }

    const suite_options& options_;
    std::ostream& out_;
    accepted_differences accepted_;
    std::string version_;
    std::mutex mutex_;
    std::set<std::string> played_;
    std::set<std::string> origins_;  ///< versions of the switches that were recorded
    std::atomic<std::size_t> skipped_{0}, failed_{0}, replayed_{0};
    std::atomic<std::size_t> same_{0};
    std::size_t known_ = 0, accepted_scripts_ = 0, differ_ = 0;
};

}  // namespace

bool run_suite(const suite_options& o, std::ostream& out) {
    return suite(o, out).run();
}

}  // namespace live
