// Writes what the fuzzers begin with, taken from the recorded sessions: seeds FOLDER.
//
// FOLDER gets a folder per target. Sessions are cut at their frames, so that inputs stay small.
#include "fuzz/target.hpp"
#include "support/captures.hpp"

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace {

constexpr std::size_t largest = 4096;

class writer {
public:
    explicit writer(std::filesystem::path folder) : folder_(std::move(folder)) {}

    void add(std::string_view target, std::string_view bytes) {
        if (bytes.size() > largest) return;
        const std::filesystem::path folder = folder_ / target;
        std::filesystem::create_directories(folder);
        std::ofstream out(folder / ("seed" + std::to_string(++count_)), std::ios::binary);
        out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    }

    int count() const { return count_; }

private:
    std::filesystem::path folder_;
    int count_ = 0;
};

void add_frame(writer& to, const support::frame_copy& f) {
    const std::string frame = f.headers + "\n" + f.body;
    to.add("frames", std::string(1, '\2') + frame);
    to.add("replies", frame);
    to.add("packets", frame);
    // Behind: options, and a schedule of three steps.
    to.add("sockets", std::string("\0\3\21\13\26", 5) + frame);
    // Behind: options, a login, bytes of the switch (step 14), and how many.
    if (frame.size() < 256)
        to.add("connection", std::string("\0\1\16", 3) + static_cast<char>(frame.size()) + frame);
    const auto how = eslio::event_format(f.content_type);
    if (!how) return;
    to.add("percent", f.body.substr(0, 200));
    const std::string choice(1, static_cast<char>(*how));
    to.add("formats", choice + f.body);
    to.add("round_trip", choice + f.body);
    if (*how == eslio::format::plain) to.add("plain", f.body);
    for (const char* target : {"json", "json_oracle"})
        if (*how == eslio::format::json) to.add(target, f.body);
    for (const char* target : {"xml", "xml_oracle"})
        if (*how == eslio::format::xml) to.add(target, f.body);
}

/// The client's side: one C string per line, behind the bytes received before it was sent.
void add_commands(writer& to, const std::filesystem::path& cmds) {
    std::ifstream in(cmds);
    for (std::string line; std::getline(in, line);) {
        const std::size_t begin = line.find('"');
        const std::size_t end = line.rfind('"');
        if (begin == std::string::npos || end <= begin) continue;
        std::string text = line.substr(begin + 1, end - begin - 1);
        for (std::size_t i = 0; (i = text.find("\\n", i)) != std::string::npos;)
            text.replace(i, 2, "\n");
        to.add("command_reader", "\2" + text);
        if (text.size() < 100)
            to.add("commands", static_cast<char>(text.size()) + text + "\5value" + text);
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) return 64;
    writer to(argv[1]);
    for (const auto& path : support::session_paths()) {
        for (const auto& f : support::parse_session(support::read_file(path))) add_frame(to, f);
        std::filesystem::path cmds = path;
        add_commands(to, cmds.replace_extension(".cmds"));
    }
    std::printf("%d seeds\n", to.count());
    return to.count() == 0 ? 1 : 0;
}
