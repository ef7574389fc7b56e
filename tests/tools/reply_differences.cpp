// Replays what recorded clients sent against the fake switch and compares its answers with
// FreeSWITCH's, byte for byte; lists the values that must differ and fails on any other difference.
#include <eslio/testing/driven_time.hpp>
#include <eslio/testing/fake_switch.hpp>
#include <eslio/testing/recording.hpp>
#include <eslio/wire/frame_parser.hpp>
#include <eslio/wire/read_buffer.hpp>

#include <asio/io_context.hpp>

#include <algorithm>
#include <cstddef>
#include <exception>
#include <filesystem>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace std::chrono_literals;
using eslio::testing::after;
using eslio::testing::call;
using eslio::testing::call_plan;
using eslio::testing::fake_switch;
using eslio::testing::fake_switch_options;
using eslio::testing::recorded_step;
using eslio::testing::recording;

/// The users, the addresses and the access list of the machine on which the sessions were recorded.
fake_switch_options recorded_machine(const std::string& name) {
    fake_switch_options o;
    o.hostname = "vm";
    o.switchname = "fs-esl-test";
    o.ipv4 = "192.0.2.2";
    o.ipv6 = "fd00::2";
    o.first_conference_member = 7;
    o.acl_deny = name == "acl_rude_rejection";
    o.users.push_back({"1000", "default", "eslpw1000",
                       "CHANNEL_CREATE CHANNEL_ANSWER CHANNEL_HANGUP BACKGROUND_JOB HEARTBEAT "
                       "CUSTOM conference::maintenance",
                       "status show bgapi originate create_uuid", false});
    o.users.push_back({"1001", "default", "eslpw1001", "", "", true});
    o.users.push_back({"1002", "default", "eslpw1002", "", "", true});
    o.users.push_back(
        {"1003", "default", "eslpw1003",
         "CHANNEL_CREATE CHANNEL_DESTROY CHANNEL_STATE CHANNEL_CALLSTATE CHANNEL_ANSWER "
         "CHANNEL_HANGUP CHANNEL_HANGUP_COMPLETE CHANNEL_EXECUTE CHANNEL_EXECUTE_COMPLETE "
         "CHANNEL_HOLD CHANNEL_UNHOLD CHANNEL_BRIDGE CHANNEL_UNBRIDGE CHANNEL_PROGRESS "
         "CHANNEL_PROGRESS_MEDIA CHANNEL_OUTGOING CHANNEL_PARK CHANNEL_UNPARK CHANNEL_APPLICATION "
         "CHANNEL_ORIGINATE CHANNEL_UUID BACKGROUND_JOB HEARTBEAT DTMF MESSAGE API LOG CUSTOM "
         "conference::maintenance sofia::register sofia::unregister",
         "status show", false});
    return o;
}

/// Numbers as that machine's dialplan had them.
void make_dialplan(fake_switch& fake, const std::string& name) {
    const call_plan answers = call().answers();
    for (const char* number : {"9000", "9197", "9200"})
        fake.plan("loopback/" + std::string(number) + "/default", answers);
    fake.plan("null/x", answers);
    fake.plan("loopback/9486/default", call_plan().refuses("USER_BUSY"));
    fake.extension("9181", {{"pre_answer", ""}, {"sleep", "2000"}, {"answer", ""}, {"park", ""}});
    fake.extension("9182", {{"pre_answer", ""}, {"sleep", "1500"}, {"hangup", "USER_BUSY"}});
    fake.lacks_file("no_such_file.wav").lacks_file("/no/such/folder/x.wav");
    // Somebody else hung these calls up.
    if (name == "myevents_uuid_nolinger")
        fake.plan("loopback/9000/default", call().answers().hangs_up(after(10ms)));
    if (name == "myevents_uuid_plain")
        fake.plan("loopback/9200/default", call().answers().hangs_up(after(1s)));
}

/// An answer, or a notice: what is not asked for by a subscription.
struct answer {
    std::string type;
    std::string headers;
    std::string body;
    std::string command;  ///< that it answers, if it is known
};

/// The packets but for events and log lines.
std::vector<answer> answers_in(std::string_view bytes) {
    std::vector<answer> all;
    eslio::wire::read_buffer buffer;
    buffer.append(bytes);
    eslio::wire::frame_parser parser;
    eslio::wire::frame f;
    while (parser.next(buffer, f) == eslio::wire::parse_status::complete) {
        const std::string type(f.content_type);
        if (type.rfind("text/event-", 0) == 0 || type == "log/data") continue;
        all.push_back({type, std::string(f.headers.raw()), std::string(f.body), {}});
    }
    return all;
}

/// Gives each answer the command that it belongs to.
void name_commands(std::vector<answer>& answers, const recording& r) {
    eslio::testing::fake::command_reader reader;
    eslio::testing::fake::request q;
    for (const recorded_step& s : r.steps()) reader.append(s.completed());
    for (answer& a : answers) {
        if (a.type != "command/reply" && a.type != "api/response") continue;
        if (reader.next(q) != eslio::testing::fake::command_reader::status::command) return;
        a.command = std::string(q.line());
    }
}

bool is_hex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

/// Puts the same in place of each UUID that is not one of the client's own.
std::string without_ids(std::string text, const std::string& client) {
    for (std::size_t i = 0; i + 36 <= text.size(); ++i) {
        bool id = true;
        for (std::size_t k = 0; k < 36 && id; ++k) {
            const bool dash = k == 8 || k == 13 || k == 18 || k == 23;
            id = dash ? text[i + k] == '-' : is_hex(text[i + k]);
        }
        if (!id) continue;
        if (client.find(text.substr(i, 36)) == std::string::npos)
            text.replace(i, 36, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx");
        i += 35;
    }
    return text;
}

/// Commands whose output tells of the machine, its build, its configuration or the time.
bool is_status_like(const std::string& command) {
    static const std::set<std::string> outputs = {
        "api status",         "api status  ", "api sofia status",
        "api global_getvar",  "api strftime", "api sofia status profile internal",
        "api list_users",     "api help",     "api show api",
        "api system printf x"};
    if (outputs.count(command) != 0) return true;
    for (const char* beginning :
         {"api json {\"command\":\"status\"", "api xml_locate ", "api show application",
          "api uuid_dump ", "api conference 3000 list", "api conference 3000 json_list",
          "api conference xml_list", "api console_execute", "api version"})
        if (command.rfind(beginning, 0) == 0) return true;
    return false;
}

std::string without_length(const std::string& headers) {
    std::string out;
    std::size_t at = 0;
    while (at < headers.size()) {
        const std::size_t end = std::min(headers.find('\n', at), headers.size() - 1) + 1;
        const std::string line = headers.substr(at, end - at);
        if (line.rfind("Content-Length:", 0) != 0) out += line;
        at = end;
    }
    return out;
}

/// Does what the recorded client did, when it did it, and returns what the fake switch sent.
std::string play(const recording& r, const std::string& name) {
    asio::io_context context;
    eslio::testing::driven_time time(context);
    fake_switch fake(context.get_executor(), recorded_machine(name));
    make_dialplan(fake, name);
    eslio::testing::stream client = fake.connect(context.get_executor());
    time.settle();
    std::string all = client.take_received();
    for (std::size_t i = 0; i < r.steps().size(); ++i) {
        const recorded_step& step = r.steps()[i];
        if (step.what == recorded_step::kind::shutdown)
            client.shutdown_send();
        else
            client.send_now(step.completed());
        const auto next = i + 1 < r.steps().size() ? r.steps()[i + 1].when : step.when + 5s;
        time.advance(std::max<std::chrono::microseconds>(next - step.when, 5ms));
        all += client.take_received();
    }
    if (name == "shutdown_notice") {
        fake.shutdown();
        time.settle();
        all += client.take_received();
    }
    return all;
}

struct comparison {
    std::size_t answers = 0;
    std::size_t equal = 0;
    std::vector<std::string> expected;  ///< differences that must be
    std::vector<std::string> faults;    ///< others
};

std::string quoted(const std::string& text) {
    std::string out;
    for (const char c : text.substr(0, 300)) {
        if (c == '\n')
            out += "\\n";
        else
            out.push_back(c);
    }
    return out;
}

void compare_answer(const answer& theirs, const answer& ours, const std::string& client,
                    comparison& result) {
    ++result.answers;
    if (theirs.type == ours.type && theirs.headers == ours.headers && theirs.body == ours.body) {
        ++result.equal;
        return;
    }
    const std::string what =
        theirs.command.empty() ? theirs.type : "`" + quoted(theirs.command) + "`";
    const bool same = without_ids(theirs.headers, client) == without_ids(ours.headers, client) &&
                      without_ids(theirs.body, client) == without_ids(ours.body, client);
    if (same) {
        result.expected.push_back(what + ": ids");
    } else if (is_status_like(theirs.command) &&
               without_length(theirs.headers) == without_length(ours.headers)) {
        result.expected.push_back(what + ": output of " + std::to_string(theirs.body.size()) +
                                  " bytes, here " + std::to_string(ours.body.size()));
    } else {
        result.faults.push_back(
            what + "\n      FreeSWITCH: " + quoted(theirs.headers + "\n" + theirs.body) +
            "\n      fake:       " + quoted(ours.headers + "\n" + ours.body));
    }
}

comparison compare(const recording& r, const std::string& name) {
    comparison result;
    std::vector<answer> theirs = answers_in(r.server());
    const std::vector<answer> ours = answers_in(play(r, name));
    name_commands(theirs, r);
    const std::string client = r.client();
    for (std::size_t i = 0; i < std::min(theirs.size(), ours.size()); ++i)
        compare_answer(theirs[i], ours[i], client, result);
    if (theirs.size() != ours.size())
        result.faults.push_back(std::to_string(theirs.size()) + " answers and notices, here " +
                                std::to_string(ours.size()));
    return result;
}

int usage() {
    std::cerr << "usage: reply_differences [--all] FOLDER...\n"
                 "Compares with every inbound session (NAME.raw, NAME.cmds) of the folders.\n"
                 "--all lists the differences that must be, too.\n";
    return 2;
}

}  // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    std::map<std::string, std::string> sessions;  // name, folder
    bool list_all = false;
    for (const std::string& a : arguments) {
        if (a == "--all") {
            list_all = true;
            continue;
        }
        if (!std::filesystem::is_directory(a)) return usage();
        for (const auto& entry : std::filesystem::directory_iterator(a)) {
            const std::string name = entry.path().stem().string();
            if (entry.path().extension() == ".cmds" && name.rfind("outbound_", 0) != 0)
                sessions.emplace(name, a);
        }
    }
    if (sessions.empty()) return usage();
    std::size_t answers = 0, equal = 0, expected = 0, faults = 0;
    for (const auto& [name, folder] : sessions) {
        try {
            const comparison c = compare(recording::load(folder, name), name);
            answers += c.answers;
            equal += c.equal;
            expected += c.expected.size();
            faults += c.faults.size();
            if (!c.faults.empty() || (list_all && !c.expected.empty())) std::cout << name << "\n";
            if (list_all)
                for (const std::string& text : c.expected)
                    std::cout << "    must: " << text << "\n";
            for (const std::string& text : c.faults) std::cout << "    DIFFERS: " << text << "\n";
        } catch (const std::exception& e) {
            std::cout << name << "\n    DIFFERS: " << e.what() << "\n";
            ++faults;
        }
    }
    std::cout << sessions.size() << " sessions, " << answers << " answers: " << equal
              << " equal byte for byte, " << expected << " differ where they must, " << faults
              << " differ otherwise\n";
    return faults == 0 ? 0 : 1;
}
