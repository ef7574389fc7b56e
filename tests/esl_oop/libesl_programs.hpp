// Programs as they are written for libesl's C++ classes: one that calls every member, and what
// libesl's examples in Perl and Ruby do. They are compiled with either library, which the file that
// includes this one has included before.
#pragma once

#include <cctype>
#include <cstdlib>
#include <memory>
#include <netinet/in.h>
#include <ostream>
#include <string>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace libesl_programs {

using event = std::unique_ptr<ESLevent>;

inline std::string text(const char* t) {
    return t == nullptr ? "NULL" : t;
}

/// Without what differs from run to run: hexadecimal digits of UUIDs, and times.
inline std::string plain(const std::string& t) {
    std::string out;
    for (std::size_t i = 0; i < t.size();) {
        std::size_t end = i;
        while (end < t.size() &&
               (std::isxdigit(static_cast<unsigned char>(t[end])) || t[end] == '-'))
            ++end;
        if (end - i >= 36) {
            out += "UUID";
            i = end;
        } else {
            out += t[i++];
        }
    }
    return out;
}

/// The names of all headers, in their order.
inline std::string names_of(ESLevent& e) {
    std::string names;
    for (const char* h = e.firstHeader(); h != nullptr; h = e.nextHeader()) names += text(h) + " ";
    return names;
}

inline std::string reply_of(const event& e) {
    return e ? plain(text(e->getHeader("Reply-Text"))) : "no answer";
}

// ---- every member
// --------------------------------------------------------------------------------

inline void members_of_event(std::ostream& out) {
    ESLevent e("custom", "acme::one");
    out << text(e.getType()) << ' ' << e.addHeader("A", "1 %") << e.addHeader("A", "2")
        << e.addHeader("Empty", "") << e.pushHeader("L", "x") << e.pushHeader("L", "y")
        << e.addHeader("M", "ARRAY::p|:q|:r") << e.addBody("one\n\ntwo") << '\n';
    out << names_of(e) << '\n';
    for (const char* name : {"A", "a", "L", "M", "none", "_body"})
        out << name << '=' << text(e.getHeader(name)) << '\n';
    out << text(e.getHeader("M", 0)) << text(e.getHeader("M", 2)) << text(e.getHeader("M", 3))
        << text(e.getHeader("A", 1)) << ' ' << text(e.getBody()) << '\n';
    out << plain(text(e.serialize())) << '\n';
    out << e.delHeader("A") << e.delHeader("A") << text(e.getHeader("A")) << '\n';
    out << e.setPriority(ESL_PRIORITY_HIGH) << text(e.getHeader("priority")) << names_of(e) << '\n';
    out << plain(text(e.serialize("plain"))) << plain(text(e.serialize("json"))) << '\n';
    ESLevent read("json", e.serialize("json"));
    out << text(read.getType()) << ' ' << names_of(read) << text(read.getBody()) << '\n';
    ESLevent taken(&read);
    out << text(taken.getType()) << ' ' << text(taken.getHeader("M", 1)) << ' '
        << text(read.getType()) << text(read.getBody()) << text(read.serialize()) << '\n';
    ESLevent unknown("NOSUCH"), changed("TALK", "acme::two");
    out << text(read.getType()) << ' ' << read.addHeader("a", "b") << read.addBody("b")
        << read.delHeader("a") << read.setPriority() << read.pushHeader("a", "b")
        << read.unshiftHeader("a", "b") << text(read.firstHeader()) << '\n';
    out << text(unknown.getType()) << ' ' << text(changed.getType()) << ' '
        << text(changed.getHeader("Event-Subclass")) << ' ' << names_of(changed) << '\n';
    ESLevent first("SWITCH_EVENT_HEARTBEAT");
    out << text(first.getType()) << ' ' << text(first.getBody()) << ' '
        << first.unshiftHeader("new", "x") << text(first.getHeader("new")) << '\n';
}

inline void commands(std::ostream& out, ESLconnection& fs) {
    event e(fs.api("eval", "one two"));
    out << text(e->getType()) << ' ' << text(e->getHeader("content-type")) << ' '
        << text(e->getHeader("Content-Length")) << ' ' << text(e->getBody()) << ' ' << names_of(*e)
        << '\n';
    e.reset(fs.api("eval"));
    out << text(e->getBody()) << '\n';
    e.reset(fs.api("no_such_command", "x"));
    out << text(e->getBody()) << '\n';
    e.reset(fs.sendRecv("api eval three\n\n"));
    out << text(e->getBody()) << '\n';
    e.reset(fs.sendRecv("nosuch"));
    out << reply_of(e) << ' ' << text(e->getBody()) << ' ' << names_of(*e) << '\n';
    e.reset(fs.bgapi("eval", "later", "my-job"));
    out << reply_of(e) << ' ' << text(e->getHeader("Job-UUID")) << '\n';
    e.reset(fs.bgapi("eval later"));
    out << reply_of(e) << ' ' << names_of(*e) << '\n';
    e.reset(fs.filter("Event-Name", "/./"));
    out << reply_of(e) << '\n';
    e.reset(fs.filter("delete", "all"));
    out << reply_of(e) << '\n';
}

inline void executions(std::ostream& out, ESLconnection& fs) {
    const event made(fs.api("originate", "null/x &park"));
    const std::string answer = text(made->getBody());
    const std::string uuid = answer.substr(4, 36);
    out << plain(answer);
    out << fs.setAsyncExecute(nullptr) << fs.setAsyncExecute("true") << fs.setAsyncExecute("false")
        << fs.setEventLock(nullptr) << fs.setEventLock("yes") << fs.setEventLock("no") << '\n';
    out << reply_of(event(fs.execute("set", "a=1", uuid.c_str()))) << ' '
        << reply_of(event(fs.executeAsync("set", "b=2", uuid.c_str()))) << ' '
        << reply_of(event(fs.execute("park", nullptr, "none"))) << '\n';
    ESLevent message("COMMAND");
    message.addHeader("call-command", "hangup");
    message.addHeader("hangup-cause", "USER_BUSY");
    out << fs.sendMSG(&message, uuid.c_str()) << fs.sendMSG(&message, "none") << '\n';
}

/// The events of that subclass, until one has that text as header `K`.
inline void receive(std::ostream& out, ESLconnection& fs, const std::string& last) {
    for (int i = 0; i < 1000; ++i) {
        const event e(fs.recvEventTimed(60000));
        if (!e) return void(out << "nothing came\n");
        if (text(e->getType()) != "CUSTOM") continue;  // answers that nobody waited for
        out << text(e->getType()) << ' ' << text(e->getHeader("Event-Subclass")) << ' '
            << text(e->getHeader("K")) << ' ' << text(e->getHeader("L")) << ' '
            << text(e->getHeader("L", 1)) << ' ' << text(e->getBody()) << ' '
            << text(e->getHeader("Content-Length")) << '\n';
        if (text(e->getHeader("K")) == last) return;
    }
}

inline void events(std::ostream& out, ESLconnection& fs) {
    for (const char* format : {"plain", "json"}) {
        out << fs.events(format, "CUSTOM acme::one") << ' ';
        ESLevent mine("CUSTOM", "acme::one");
        mine.addHeader("K", "a b");
        mine.pushHeader("L", "1");
        mine.pushHeader("L", "2");
        mine.addBody("one\n\ntwo");
        const event sent(fs.sendEvent(&mine));
        receive(out, fs, "a b");
    }
    out << fs.send("sendevent CUSTOM\nEvent-Subclass: acme::one\nK: raw\n\n") << ' ';
    receive(out, fs, "raw");
    event rest(fs.recvEventTimed(50));
    while (rest) rest.reset(fs.recvEventTimed(50));  // the answer that nobody waited for
    out << (rest ? "more" : "NULL") << '\n';
}

/// All members of a connection that this side makes.
inline void members(std::ostream& out, int port) {
    members_of_event(out);
    const std::string number = std::to_string(port);
    ESLconnection fs("127.0.0.1", port, "ClueCon");
    ESLconnection by_text("localhost", number.c_str(), "ClueCon");
    ESLconnection wrong("127.0.0.1", port, "wrong");
    ESLconnection user("127.0.0.1", port, "nobody@example.com", "secret");
    ESLconnection user_text("127.0.0.1", number.c_str(), "nobody@example.com", "secret");
    out << fs.connected() << by_text.connected() << wrong.connected() << user.connected()
        << user_text.connected() << (fs.socketDescriptor() >= 0) << wrong.socketDescriptor()
        << (fs.getInfo() == nullptr) << '\n';
    commands(out, fs);
    executions(out, fs);
    events(out, by_text);
    out << by_text.disconnect() << by_text.disconnect() << by_text.connected()
        << by_text.socketDescriptor() << '\n';
    const event bye(fs.sendRecv("exit"));
    out << reply_of(bye) << ' ' << text(event(fs.recvEvent())->getType()) << fs.connected() << '\n';
}

// ---- libesl's examples in Perl
// -------------------------------------------------------------------

inline void single_command(std::ostream& out, int port, const char* command, const char* args) {
    ESLconnection con("127.0.0.1", std::to_string(port).c_str(), "ClueCon");
    const event e(con.api(command, args));
    out << text(e->getBody());
}

/// events.pl and dump_events.pl: `of` are the events, `stop` the name of the last.
inline void dump_events(std::ostream& out, int port, const char* of, const std::string& stop) {
    ESLconnection con("localhost", std::to_string(port).c_str(), "ClueCon");
    con.events("plain", of);
    const event call(con.bgapi("originate", "null/x &hangup(USER_BUSY)"));
    while (con.connected()) {
        const event e(con.recvEvent());
        if (!e) continue;
        std::string headers;
        for (const char* h = e->firstHeader(); h != nullptr; h = e->nextHeader()) {
            if (text(h).compare(0, 9, "variable_") == 0) continue;  // which of them, is chance
            headers += "[" + text(h) + "] ";
        }
        out << text(e->getType()) << ' ' << text(e->getHeader("Hangup-Cause")) << '\n'
            << headers << '\n';
        if (text(e->serialize()).find("Event-Name: " + text(e->getType())) == std::string::npos)
            out << "serialized otherwise\n";
        if (text(e->getType()) == stop) return;
    }
}

/// sendevent.pl, info.pl, send_info.pl and send_notify.pl: what they fire comes back to another.
inline void fire(std::ostream& out, int port, const char* type,
                 const std::vector<std::pair<const char*, const char*>>& headers,
                 const char* body) {
    ESLconnection hears("localhost", std::to_string(port).c_str(), "ClueCon");
    hears.events("plain", type);
    ESLconnection con("localhost", std::to_string(port).c_str(), "ClueCon");
    ESLevent e(type);
    for (const auto& [name, value] : headers) e.addHeader(name, value);
    if (body != nullptr) e.addBody(body);
    const event answer(con.sendEvent(&e));
    const event back(hears.recvEventTimed(60000));
    if (!back) return void(out << "nothing came\n");
    out << text(back->getType()) << '\n';
    for (const auto& [name, value] : headers)
        out << name << '=' << text(back->getHeader(name)) << '\n';
    out << text(back->getBody()) << '\n';
}

/// logger.pl: log lines until one has that text.
inline void logger(std::ostream& out, int port, const std::string& until) {
    ESLconnection con("localhost", std::to_string(port).c_str(), "ClueCon");
    out << reply_of(event(con.sendRecv("log 7"))) << '\n';
    ESLconnection writer("localhost", std::to_string(port).c_str(), "ClueCon");
    event(writer.api("log", ("err " + until).c_str()));
    while (con.connected()) {
        const event e(con.recvEventTimed(100));
        if (!e || text(e->getHeader("content-type")) != "log/data") continue;
        if (text(e->getBody()).find(until) == std::string::npos) continue;
        out << text(e->getHeader("Log-Level")) << ' ' << until << '\n';
        break;
    }
    out << reply_of(event(con.sendRecv("log 4"))) << '\n';
}

// The servers, each given the socket that FreeSWITCH has connected.

/// server.pl
inline void server(std::ostream& out, int socket) {
    ESLconnection con(socket);
    const event info(con.getInfo());
    if (!info) return void(out << "no information\n");
    out << con.connected() << ' ' << text(info->getType()) << ' '
        << (text(info->serialize()).find("Unique-ID: ") != std::string::npos) << '\n';
    const std::string uuid = text(info->getHeader("unique-id"));
    out << reply_of(event(con.execute("answer", "", uuid.c_str()))) << ' '
        << reply_of(event(con.execute("playback", "silence_stream://100", uuid.c_str()))) << '\n';
}

/// server2.pl: events of the call by a filter, those of its executions only, as the others come in
/// an order that is chance. The call is hung up when the playback has ended.
inline void server2(std::ostream& out, int socket) {
    ESLconnection con(socket);
    const event info(con.getInfo());
    if (!info) return void(out << "no information\n");
    const std::string uuid = text(info->getHeader("unique-id"));
    out << "Connected call from " << text(info->getHeader("caller-caller-id-number")) << '\n';
    out << reply_of(event(con.filter("unique-id", uuid.c_str()))) << ' '
        << con.events("plain", "all") << '\n';
    out << reply_of(event(con.execute("answer"))) << ' '
        << reply_of(event(con.execute("playback", "silence_stream://100"))) << '\n';
    while (con.connected()) {
        const event e(con.recvEvent());
        const std::string name = text(e->getHeader("event-name"));
        if (name.find("CHANNEL_EXECUTE") != 0) continue;
        out << "EVENT [" << name << "] " << text(e->getHeader("Application")) << '\n';
        if (name == "CHANNEL_EXECUTE_COMPLETE" && text(e->getHeader("Application")) == "playback") {
            event(con.execute("hangup", "USER_BUSY"));
            break;
        }
    }
    while (con.connected()) event(con.recvEvent());
    out << "BYE\n";
}

/// server3.pl, and server3.rb: `myevents`, DTMF, and the last event. The call is hung up when the
/// playback has ended.
inline void server3(std::ostream& out, int socket) {
    ESLconnection con(socket);
    const event info(con.getInfo());
    if (!info) return void(out << "no information\n");
    const std::string uuid = text(info->getHeader("UNIQUE-ID"));
    out << reply_of(event(con.sendRecv("myevents"))) << ' '
        << reply_of(event(con.sendRecv("divert_events on"))) << '\n';
    out << reply_of(event(con.execute("log", "1, Wee-wa-wee-wa"))) << ' '
        << reply_of(event(con.execute("answer", ""))) << ' '
        << reply_of(event(con.execute("queue_dtmf", "5"))) << ' '
        << reply_of(event(con.execute("playback", "silence_stream://500"))) << '\n';
    while (con.connected()) {
        const event e(con.recvEvent());
        const std::string name = text(e->getHeader("Event-Name"));
        if (name == "DTMF") out << "DTMF digit " << text(e->getHeader("DTMF-Digit")) << '\n';
        if (name == "CHANNEL_EXECUTE_COMPLETE" && text(e->getHeader("Application")) == "playback")
            event(con.execute("hangup"));
        if (text(e->getType()) == "SERVER_DISCONNECTED") out << "Connection closed\n";
    }
}

/// Has the switch call `port` of this machine and gives the socket.
inline int accepted_call(int switch_port, const char* mode) {
    const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in where{};
    where.sin_family = AF_INET;
    where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof where;
    if (listener < 0 || ::bind(listener, reinterpret_cast<sockaddr*>(&where), size) != 0 ||
        ::listen(listener, 5) != 0 ||
        ::getsockname(listener, reinterpret_cast<sockaddr*>(&where), &size) != 0)
        std::abort();
    ESLconnection fs("127.0.0.1", switch_port, "ClueCon");
    const std::string place = "127.0.0.1:" + std::to_string(ntohs(where.sin_port)) + " " + mode;
    const std::string call = "{origination_caller_id_number=1001}null/x &socket('" + place + "')";
    const event made(fs.bgapi("originate", call.c_str()));
    const int socket = ::accept(listener, nullptr, nullptr);
    ::close(listener);
    return socket;
}

/// All of them, one after the other.
inline void run_all(std::ostream& out, int port) {
    out << "== members\n";
    members(out, port);
    out << "== single_command\n";
    single_command(out, port, "eval", "one two");
    single_command(out, port, "nosuch", "");
    out << "\n== events\n";
    dump_events(out, port, "CHANNEL_CREATE CHANNEL_HANGUP CHANNEL_HANGUP_COMPLETE CHANNEL_DESTROY",
                "CHANNEL_DESTROY");
    out << "== sendevent\n";
    fire(out, port, "MESSAGE_WAITING",
         {{"MWI-Messages-Waiting", "no"},
          {"MWI-Message-Account", "sip:1002@dev.bkw.org"},
          {"MWI-Voice-Message", "0/0 (0/0)"}},
         nullptr);
    out << "== send_info\n";
    fire(out, port, "SEND_INFO",
         {{"local-user", "1000@192.168.1.113"},
          {"content-type", "application/csta+xml"},
          {"content-disposition", "signal; handling=required"},
          {"profile", "nowhere"}},
         "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<MakeCall/>\n");
    out << "== send_notify\n";
    fire(out, port, "NOTIFY",
         {{"from-uri", "sip:1000@dev.bkw.org"},
          {"to-uri", "sip:1000@dev.bkw.org"},
          {"event-string", "message-summary"},
          {"content-type", "application/simple-message-summary"},
          {"profile", "nowhere"}},
         "Messages-Waiting: yes\nMessage-Account: me@my.com\nVoice-Message: 0/0 (0/0)\n");
    out << "== logger\n";
    logger(out, port, "a line for the logger");
    for (const char* mode : {"async full", "full", "async", ""}) {
        const bool full = std::string(mode).find("full") != std::string::npos;
        out << "== server, " << mode << '\n';
        server(out, accepted_call(port, mode));
        if (full) {  // `events` is for these
            out << "== server2, " << mode << '\n';
            server2(out, accepted_call(port, mode));
        }
        out << "== server3, " << mode << '\n';
        server3(out, accepted_call(port, mode));
    }
}

}  // namespace libesl_programs
