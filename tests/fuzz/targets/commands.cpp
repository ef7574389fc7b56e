// Commands made of any text: refused, or one command and no more to whoever reads them as
// FreeSWITCH does; and its arguments come through.
#include "fuzz/target.hpp"

#include <eslio/command.hpp>
#include <eslio/testing/fake_switch/wire/command_reader.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace {

using namespace eslio;
using fuzz::require;
using testing::fake::command_reader;
using testing::fake::request;

/// The command as the switch reads it; nothing if it was refused.
std::optional<request> read(const command& c) {
    require(c.bytes().empty() == static_cast<bool>(c.error()), "what is refused has no bytes");
    if (c.error()) return std::nullopt;
    const std::string_view head = std::string_view(c.bytes()).substr(0, c.bytes().find("\n\n"));
    require(head.find('\r') == std::string_view::npos, "no CR is written but in a body");
    command_reader reader;
    reader.append(c.bytes());
    request r;
    require(reader.next(r) == command_reader::status::command, "a command is a whole one");
    request second;
    require(reader.next(second) == command_reader::status::need_more, "there is no second command");
    require(!reader.pending(), "nothing is left behind a command");
    return r;
}

void check_line(const command& c, const std::string& line) {
    if (const auto r = read(c)) require(r->line() == line, "the command line comes through");
}

void check_message(const call_message& m, std::string_view name, std::string_view value,
                   std::string_view body) {
    const auto r = read(m.to_command());
    if (!r) return;
    require((*r)["call-command"] == "execute", "the call command comes through");
    require((*r)["execute-app-name"] == name, "the application comes through");
    if (!value.empty()) require((*r)["execute-app-arg"] == value, "the argument comes through");
    require(r->content.body() == body, "the body comes through");
}

void check_event(std::string_view name, std::string_view header, std::string_view value,
                 std::string_view body) {
    event e;
    e.add("Event-Name", name).add(header, value).set_body(body);
    const auto r = read(cmd::sendevent(e));
    if (!r) return;
    require(r->line() == "sendevent " + std::string(name), "the event's name comes through");
    require(r->content.body() == body, "the event's body comes through");
    const bool sent = !value.empty() && !wire::iequals(header, "Content-Length") &&
                      !wire::iequals(header, "Event-Name");
    if (sent && !wire::iequals(header, "Command"))
        require((*r)[header] == value, "the event's header comes through");
}

}  // namespace

int run(const std::uint8_t* data, std::size_t size) {
    fuzz::input in(data, size);
    const std::string_view a = in.take(in.byte());
    const std::string_view b = in.take(in.byte());
    const std::string_view rest = in.rest();
    const auto line = [](std::string_view word, std::string_view text) {
        return std::string(word).append(text);
    };
    read(command(rest));
    check_line(cmd::api(a), line("api ", a));
    check_line(cmd::console_execute(a), line("api ", a));
    check_line(cmd::auth(a), line("auth ", a));
    check_line(cmd::userauth(a, b, rest), line("userauth ", a) + line("@", b) + line(":", rest));
    check_line(cmd::filter(a, b), line("filter add ", a) + line(" ", b));
    if (const auto r = read(cmd::bgapi(a, b))) {
        require(r->line() == line("bgapi ", a), "the job's command comes through");
        if (!b.empty()) require((*r)["Job-UUID"] == b, "the job's UUID comes through");
    }
    check_message(cmd::execute(a, b), a, b, {});
    check_message(cmd::execute(a).body(rest), a, {}, rest);
    if (const auto r = read(call_message("execute").on(a).event_uuid(b).to_command())) {
        require(r->line() == line("sendmsg ", a), "the call comes through");
        require((*r)["Event-UUID"] == b, "the Event-UUID comes through");
    }
    check_event(a, b.empty() ? "X" : b, rest.substr(0, 50), rest);
    read(command(cmd::log(a)));
    read(cmd::filter_delete(a, b));
    return 0;
}
