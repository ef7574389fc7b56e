#include "live/transcript.hpp"

#include "live/headers.hpp"
#include "live/naming.hpp"
#include "live/ownership.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <map>
#include <set>
#include <string_view>

namespace live {

namespace {

using kind = item::kind;

class transcriber {
public:
    transcriber(const script& s, const recording& r)
        : script_(s), recording_(r), calls_(own_calls(r)), name_(s, r, calls_) {}

    transcript run() {
        for (std::size_t n = 0; n < recording_.items.size(); ++n) {
            const item& i = recording_.items[n];
            switch (i.what) {
                case kind::said: add_command(n); break;
                case kind::answer: add_answer(i); break;
                case kind::notice: add_notice(i); break;
                case kind::event: add_event(i); break;
                case kind::log: add_log(i); break;
                case kind::ended: add_end(i); break;
                case kind::missed: section_of(i.on).push_back({"! not seen: " + i.text, 0, {}});
            }
        }
        transcript out;
        for (const std::string& title : order_) {
            put_creation_first(sections_[title]);
            put_hangup_first(sections_[title]);
            out.push_back({title, std::move(sections_[title])});
        }
        std::stable_sort(out.begin(), out.end(), [](const section& a, const section& b) {
            return rank(a.title) < rank(b.title);
        });
        return out;
    }

private:
    /// A loopback leg's other half may tell of ringing and more before its own thread has told of
    /// it (mod_loopback.c): which comes first means nothing.
    static void put_creation_first(std::vector<entry>& entries) {
        std::stable_partition(entries.begin(), entries.end(), [](const entry& e) {
            return e.what == "CHANNEL_CREATE" && e.details.front().second == setting_up;
        });
    }

    static bool tells_cause(const entry& e) {
        return std::any_of(e.details.begin(), e.details.end(),
                           [](const auto& d) { return d.first == "Hangup-Cause"; });
    }

    /// Whoever hangs up a call sets its state, then fires CHANNEL_HANGUP (switch_channel.c:
    /// switch_channel_perform_hangup). If that is another thread than the call's own, this one may
    /// have told of the application's end by then: which comes first means nothing.
    static void put_hangup_first(std::vector<entry>& entries) {
        const auto hangup = std::find_if(entries.begin(), entries.end(),
                                         [](const entry& e) { return e.what == "CHANNEL_HANGUP"; });
        if (hangup == entries.end()) return;
        auto first = hangup;
        while (first != entries.begin() && tells_cause(*std::prev(first))) --first;
        std::rotate(first, hangup, std::next(hangup));
    }

    /// Commands, events of no call, log lines, events of named calls, of others; each by name.
    static std::pair<std::string, std::string> rank(const std::string& title) {
        const std::size_t blank = title.find(' ');
        if (blank == std::string::npos) return {title, {}};
        const std::string of = title.substr(blank + 1);
        const char* group = of.front() == '$' ? "2" : of.front() == '<' ? "3" : "1";
        return {title.substr(0, blank), group + of};
    }

    std::vector<entry>& section_of(const std::string& title) {
        if (sections_.count(title) == 0) order_.push_back(title);
        return sections_[title];
    }

    void add_command(std::size_t number) {
        const item& i = recording_.items[number];
        std::vector<entry>& to = section_of(i.on);
        place_of_[number] = to.size();
        std::string text = i.text;
        while (!text.empty() && text.back() == '\n') text.pop_back();
        to.push_back({"> " + text, 0, {}});
    }

    void add_answer(const item& i) {
        std::vector<entry>& to = section_of(i.on);
        if (i.answers == item::nothing) {
            to.push_back({"< " + i.type, i.after, {}});
            return add_packet(i, to.back());
        }
        entry& e = to[place_of_[i.answers]];
        e.after = i.after;
        add_packet(i, e);
    }

    static std::string without_length(std::string_view headers) {
        std::string lines;
        while (!headers.empty()) {
            const std::string_view l = headers.substr(0, headers.find('\n'));
            headers.remove_prefix(std::min(l.size() + 1, headers.size()));
            if (l.substr(0, 16) != "Content-Length: ") lines += std::string(l) + "\n";
        }
        return lines;
    }

    /// An answer or a notice: its lines as they are, but for the length, which the frame proves. Of
    /// the two usual forms only what they say.
    void add_packet(const item& i, entry& e) {
        if (!i.event.headers.empty()) {
            e.details.emplace_back("answer", "the channel's data");
            for (const auto& [name, value] : event_details(i.event, script_.shows))
                e.details.emplace_back(name, name_(value));
            return;
        }
        std::string lines = without_length(i.text);
        static const std::string reply = "Content-Type: command/reply\nReply-Text: ";
        if (lines == "Content-Type: api/response\n")
            lines = "api/response";
        else if (lines.compare(0, reply.size(), reply) == 0 &&
                 lines.find('\n', reply.size()) + 1 == lines.size())
            lines = lines.substr(reply.size(), lines.size() - reply.size() - 1);
        e.details.emplace_back("answer", name_(std::move(lines)));
        if (!i.body.empty()) e.details.emplace_back("body", name_(i.body));
    }

    void add_notice(const item& i) {
        std::vector<entry>& to = section_of(i.on);
        to.push_back({"< " + i.type, i.after, {}});
        add_packet(i, to.back());
    }

    void add_end(const item& i) {
        entry e{"< the connection ends", i.after, {}};
        if (!i.text.empty()) e.details.emplace_back("unfinished", name_(i.text));
        section_of(i.on).push_back(std::move(e));
    }

    void add_event(const item& i) {
        if (!i.readable) {
            section_of(i.on + " no call").push_back({"unreadable " + i.type, i.after, {}});
            return;
        }
        const std::string& uuid = i.event["Unique-ID"];
        const std::string& type = i.event["Event-Name"];
        if (!is_own(i.event, recording_, calls_) && !(uuid.empty() && is_also_heard(script_, type)))
            return;
        const auto& untimed = script_.untimed;
        const bool at_any_time = std::find(untimed.begin(), untimed.end(), type) != untimed.end();
        entry e{name_(event_title(i.event)), at_any_time ? 0 : i.after, {}};
        if (i.type != "text/event-plain") e.details.emplace_back("format", i.type);
        for (const auto& [name, value] : event_details(i.event, script_.shows))
            e.details.emplace_back(name_(name), name_(value));
        const std::string of = uuid.empty() ? "no call" : name_.of_call(uuid);
        section_of(i.on + " " + of).push_back(std::move(e));
    }

    void add_log(const item& i) {
        if (!names_own(i.text, recording_, calls_) && !names_own(i.body, recording_, calls_))
            return;
        entry e{"log", i.after, {}};
        e.details.emplace_back("headers", name_(without_length(i.text)));
        e.details.emplace_back("body", name_(i.body));
        section_of(i.on + " log").push_back(std::move(e));
    }

    const script& script_;
    const recording& recording_;
    std::set<std::string> calls_;
    naming name_;
    std::map<std::string, std::vector<entry>> sections_;
    std::vector<std::string> order_;
    std::map<std::size_t, std::size_t> place_of_;  ///< of a command in its section, by its item
};

}  // namespace

std::vector<entry_key> keys_of(const section& s) {
    std::map<std::string, std::size_t> seen;
    std::vector<entry_key> keys;
    for (const entry& e : s.entries) keys.emplace_back(e.what, ++seen[e.what]);
    return keys;
}

const section* find_section(const transcript& t, const std::string& title) {
    for (const section& s : t)
        if (s.title == title) return &s;
    return nullptr;
}

transcript transcribe(const script& s, const recording& r) {
    return transcriber(s, r).run();
}

}  // namespace live
