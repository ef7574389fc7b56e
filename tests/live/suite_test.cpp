#include "catch.hpp"
#include "live/accepted.hpp"
#include "live/expected.hpp"
#include "live/operations/operations.hpp"
#include "live/script.hpp"
#include "live/suite.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

namespace {

std::string read(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// A folder with one script, what is expected of it, and the list.
class small_suite {
public:
    small_suite() : path_(std::filesystem::temp_directory_path() / "eslio_live_suite") {
        std::filesystem::remove_all(path_);
        std::filesystem::create_directories(path_ / "scripts" / "a");
        std::filesystem::create_directories(path_ / "parts");
        write("scripts/a/one.live", "# one\nconnect\nsay noop\nsay api echo x\n");
        expect("-ERR command not found", "x");
        write("accepted", "");
    }
    ~small_suite() { std::filesystem::remove_all(path_); }
    small_suite(const small_suite&) = delete;
    small_suite& operator=(const small_suite&) = delete;

    void write(const std::string& name, const std::string& text) {
        std::ofstream(path_ / name, std::ios::binary) << text;
    }
    void expect(const std::string& noop, const std::string& echo) {
        write("scripts/a/one.expected",
              "recorded from a test, plays: 1\n\n== fs\n> noop\n    answer: " + noop +
                  "\n> api echo x\n    answer: api/response\n    body: " + echo + "\n");
    }
    std::string accepted() const { return read(path_ / "accepted"); }

    bool run(bool tidy = false, const std::string& name = "a/one") {
        live::suite_options o;
        o.folder = path_;
        o.names = {name};
        o.tidy = tidy;
        std::ostringstream out;
        const bool good = live::run_suite(o, out);
        said = out.str();
        return good;
    }

    std::string said;

private:
    std::filesystem::path path_;
};

using Catch::Matchers::ContainsSubstring;

}  // namespace

TEST_CASE("live suite: what is as expected passes", "[live]") {
    small_suite s;
    CHECK(s.run());
    CHECK_THAT(s.said, ContainsSubstring("same      a/one\n"));
    CHECK_THAT(s.said,
               ContainsSubstring("1 as expected, 0 with accepted differences (0), 0 differ"));
}

TEST_CASE("live suite: a difference fails, unless it is accepted", "[live]") {
    small_suite s;
    s.expect("-ERR command not found", "y");
    CHECK_FALSE(s.run());
    CHECK_THAT(s.said, ContainsSubstring("DIFFERS   a/one\n    fs: > api echo x: body\n"
                                         "        expected 'y', came 'x'\n"));
    s.write("accepted", "a/one | fs: > api echo x: body | because\n");
    CHECK(s.run());
    CHECK_THAT(s.said, ContainsSubstring("accepted  a/one (1)\n"));
    s.expect("+OK", "y");
    CHECK_FALSE(s.run());
    CHECK_THAT(s.said, !ContainsSubstring("echo x: body"));
}

TEST_CASE("live suite: an accepted difference that no longer occurs fails, and can be taken off",
          "[live]") {
    small_suite s;
    s.write("accepted", "# why\na/one | fs: > api echo x: body | because\nb/two | fs: x | other\n");
    CHECK_FALSE(s.run());
    CHECK_THAT(s.said, ContainsSubstring("line 2: a/one | fs: > api echo x: body"));
    CHECK_FALSE(s.run(true));
    CHECK(s.accepted() == "# why\nb/two | fs: x | other\n");
    CHECK(s.run());
}

TEST_CASE("live suite: nothing to play, nothing recorded, a script that cannot be read", "[live]") {
    small_suite s;
    CHECK_FALSE(s.run(false, "a/none"));
    s.write("scripts/a/two.live", "# two\nconnect\n");
    CHECK_FALSE(s.run(false, "a/two"));
    CHECK_THAT(s.said, ContainsSubstring("FAILED    a/two: nothing was recorded of it"));
    s.write("scripts/a/three.live", "# three\nsing\n");
    s.write("scripts/a/three.expected", "recorded from a test, plays: 1\n\n== fs\n");
    CHECK_FALSE(s.run(false, "a/three"));
    CHECK_THAT(s.said, ContainsSubstring("FAILED    a/three: a/three:2: there is no step 'sing'"));
}

TEST_CASE(
    "live suite: all that is in the tree can be read, belongs together, and is written the same",
    "[live]") {
    const std::filesystem::path folder = ESLIO_LIVE;
    std::vector<std::string> names = live::find_scripts(folder / "scripts");
    CHECK(names.size() >= 80);
    for (const std::string& name : names) {
        INFO(name);
        CHECK_NOTHROW(live::read_script(folder / "scripts", name, folder / "parts"));
        CHECK(std::filesystem::exists(folder / "scripts" / (name + ".expected")));
    }
    for (const std::string& group : live::operation_groups()) {
        names.push_back("operations/" + group);
        CHECK(std::filesystem::exists(folder / "operations" / (group + ".expected")));
    }
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.path().extension() != ".expected") continue;
        INFO(entry.path().string());
        const std::string text = read(entry.path());
        CHECK(live::to_text(live::parse_expected(text)) == text);
        std::string name = entry.path().lexically_relative(folder).generic_string();
        name = name.substr(0, name.size() - std::string(".expected").size());
        if (name.compare(0, 8, "scripts/") == 0) name = name.substr(8);
        CHECK(std::find(names.begin(), names.end(), name) != names.end());
    }
    live::accepted_differences list(read(folder / "accepted"));
    CHECK(list.unknown({names.begin(), names.end()}).empty());
}
