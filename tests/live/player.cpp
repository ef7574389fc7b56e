#include "live/player.hpp"

#include "live/control_line.hpp"
#include "live/ownership.hpp"
#include "live/text_rules.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <stdexcept>
#include <tuple>
#include <utility>

namespace live {

namespace {

using kind = item::kind;

std::string random_uuid(std::mt19937_64& random) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string out;
    for (int i = 0; i < 36; ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        out.push_back(dash ? '-' : i == 14 ? '4' : digits[random() % 16]);
    }
    return out;
}

double seconds(std::chrono::steady_clock::duration time) {
    return std::chrono::duration<double>(time).count();
}

/// A connection of the script and what is owed on it.
struct talk {
    std::shared_ptr<line> over;
    std::deque<std::size_t> unanswered;  ///< items
    std::string last_answer;             ///< whole
    std::string kept;                    ///< of the next answer's body: a regular expression
    bool end_noted = false;
};

class player {
public:
    player(const script& s, switch_under_test& on) : script_(s), switch_(on), control_(on) {}

    recording run() {
        try {
            if (begin()) {
                for (const step& s : script_.steps) do_step(s);
                await_quiet(switch_.quiet());
            }
        } catch (...) {
            clean_up();
            throw;
        }
        clean_up();
        return std::move(out_);
    }

private:
    /// Chooses names and sees whether all that the script needs is there.
    bool begin() {
        std::mt19937_64 random(std::random_device{}());
        for (const auto* list : {&script_.calls, &script_.ids})
            for (const std::string& name : *list) out_.names[name] = random_uuid(random);
        out_.names["tag"] = "live" + random_uuid(random).substr(0, 8);
        out_.names["password"] = switch_.password();
        out_.calls = script_.calls;
        if (!control_.works())
            throw std::runtime_error("the switch cannot be reached, or refuses the password");
        const bool is_called = std::any_of(script_.steps.begin(), script_.steps.end(),
                                           [](const step& s) { return s.what == action::accept; });
        if (is_called && switch_.listening_at().empty())
            return skip("the switch is on another machine and cannot connect to this one");
        if (is_called) out_.names["listen"] = switch_.listening_at();
        for (const std::string& need : script_.needs)
            if (!switch_.has(need, own_api())) return skip("needs " + need);
        std::tie(out_.names["hostname"], out_.names["switchname"]) = switch_.names(own_api());
        acted_ = switch_.now();
        return true;
    }

    bool skip(std::string why) {
        out_.skipped = std::move(why);
        return false;
    }

    std::string api(const std::string& command) { return control_.api(command); }

    switch_under_test::api own_api() {
        return [this](const std::string& command) { return api(command); };
    }

    // ---- taking in ------------------------------------------------------------------------------

    void take_in() {
        for (auto& [name, t] : talks_) {
            while (!t.over->arrived.empty()) {
                const packet p = std::move(t.over->arrived.front());
                t.over->arrived.pop_front();
                take(name, t, p);
            }
            if (!t.over->ended || std::exchange(t.end_noted, true)) continue;
            item end = make(kind::ended, name, t.over->rest);
            end.after = seconds(t.over->ended_at - acted_);
            out_.items.push_back(std::move(end));
        }
    }

    void take(const std::string& name, talk& t, const packet& p) {
        item i = make(kind::notice, name, p.headers);
        i.type = p.type;
        i.body = p.body;
        i.after = std::max(0.0, seconds(p.when - acted_));
        if (p.type == "command/reply" || p.type == "api/response") {
            i.what = kind::answer;
            t.last_answer = p.headers + "\n" + p.body;
            if (p.headers.compare(0, 12, "Event-Name: ") == 0) i.event = read_plain(p.headers);
            if (!t.kept.empty()) i.body = matching_lines(i.body, std::exchange(t.kept, {}));
            if (!t.unanswered.empty()) {
                i.answers = t.unanswered.front();
                i.after = seconds(p.when - said_at_[i.answers]);
                t.unanswered.pop_front();
            }
        } else if (p.type == "log/data") {
            i.what = kind::log;
        } else if (p.type.compare(0, 11, "text/event-") == 0) {
            i.what = kind::event;
            auto e = read_event(p.type, p.body);
            i.readable = e.has_value();
            if (e) i.event = std::move(*e);
        }
        out_.items.push_back(std::move(i));
    }

    item make(kind what, const std::string& on, std::string text) const {
        item i;
        i.what = what;
        i.on = on;
        i.text = std::move(text);
        return i;
    }

    template <class Predicate>
    bool run_until(Predicate p, milliseconds limit) {
        return switch_.run_until(
            [&] {
                take_in();
                return p();
            },
            limit);
    }

    /// Until nothing has come for so long.
    void await_quiet(milliseconds silence) {
        for (int rounds = 0; rounds < 20; ++rounds) {
            const std::size_t before = out_.items.size();
            if (!run_until([&] { return out_.items.size() != before; }, silence)) return;
        }
    }

    /// What belongs to an event that was awaited comes with it, or 20 ms later, as the switch looks
    /// at its queues no more often (mod_event_socket.c: listener_run): before the next step.
    void settle() { await_quiet(milliseconds(50)); }

    // ---- steps ----------------------------------------------------------------------------------

    std::string expanded(const std::string& text) const {
        std::string out = expand(text, [this](const std::string& name) {
            const auto found = out_.names.find(name);
            return found == out_.names.end() ? nullptr : &found->second;
        });
        static const std::string length = "$length";
        const std::size_t at = out.find(length);
        if (at == std::string::npos) return out;
        const std::size_t body = out.size() - (out.find("\n\n") + 2);
        return out.replace(at, length.size(), std::to_string(body));
    }

    std::string value_of(const std::string& name) const {
        const auto found = out_.names.find(name);
        return found == out_.names.end() ? std::string() : found->second;
    }

    void miss(const step& s, const std::string& what) {
        out_.items.push_back(make(kind::missed, s.on, what));
    }

    void do_step(const step& s) {
        switch (s.what) {
            case action::connect: return connect(s);
            case action::open: return open(s);
            case action::accept: return accept(s);
            case action::incoming: return come_in(s);
            case action::name: return take_name(s);
            case action::await: return await(s);
            case action::wait: run_until([] { return false; }, s.time); return;
            case action::control: return control(s);
            case action::press: return act_by_api("uuid_recv_dtmf", s);
            case action::hangup: return act_by_api("uuid_kill", s);
            case action::caller_hangs_up:
                acted_ = switch_.now();
                return switch_.caller_hangs_up(value_of(s.call), s.text, own_api());
            default: break;
        }
        const auto found = talks_.find(s.on);
        if (found == talks_.end()) return miss(s, "there is no connection " + s.on);
        do_on(found->second, s);
    }

    void do_on(talk& t, const step& s) {
        switch (s.what) {
            case action::say:
            case action::tell: return say(t, s);
            case action::hear: return hear(t, s);
            case action::bytes:
                acted_ = switch_.now();
                out_.items.push_back(make(kind::said, s.on, s.text));
                return t.over->send(expanded(s.text));
            case action::keep: t.kept = expanded(s.text); return;
            case action::close: acted_ = switch_.now(); return t.over->close();
            case action::half_close: acted_ = switch_.now(); return t.over->half_close();
            case action::ended:
                if (!run_until([&] { return t.over->ended; }, s.time)) miss(s, "the end");
                return;
            default: return;
        }
    }

    void open(const step& s) {
        acted_ = switch_.now();
        const std::shared_ptr<line> l = switch_.connect();
        if (!l) return miss(s, "a connection");
        talks_[s.on].over = l;
    }

    void connect(const step& s) {
        const std::shared_ptr<line> l = log_in(switch_);
        acted_ = switch_.now();
        if (!l) return miss(s, "a connection that is logged in");
        talks_[s.on].over = l;
    }

    void accept(const step& s) {
        std::shared_ptr<line> l;
        run_until([&] { return (l = switch_.accepted()) != nullptr; }, s.time);
        acted_ = switch_.now();
        if (!l) return miss(s, "a connection from the switch");
        talks_[s.on].over = l;
    }

    void come_in(const step& s) {
        acted_ = switch_.now();
        const std::string uuid = switch_.come_in(expanded(s.text), value_of(s.call), own_api());
        if (uuid.empty()) return miss(s, "a call that comes in");
        out_.names[s.call] = uuid;
        out_.came_in.push_back(uuid);
    }

    void say(talk& t, const step& s) {
        const std::size_t number = out_.items.size();
        out_.items.push_back(make(kind::said, s.on, s.text));
        t.unanswered.push_back(number);
        acted_ = said_at_[number] = switch_.now();
        t.over->send(expanded(s.text));
        if (s.what == action::say) await_answer(t, s, number);
    }

    void hear(talk& t, const step& s) {
        if (t.unanswered.empty()) return;
        await_answer(t, s, t.unanswered.front());
    }

    void await_answer(talk& t, const step& s, std::size_t number) {
        const auto owed = [&] {
            return std::find(t.unanswered.begin(), t.unanswered.end(), number) !=
                   t.unanswered.end();
        };
        run_until([&] { return !owed() || t.over->ended; }, s.time);
        if (!owed()) return;
        t.unanswered.erase(std::find(t.unanswered.begin(), t.unanswered.end(), number));
        miss(s, "an answer to: " + out_.items[number].text);
    }

    void take_name(const step& s) {
        const std::string& answer = s.on == "control" ? control_answer_ : talks_[s.on].last_answer;
        const std::string found = first_match(answer, expanded(s.text));
        if (found.empty()) return miss(s, "the name " + s.call);
        out_.names[s.call] = found;
        if (found.size() == 36) out_.calls.push_back(s.call);
    }

    void control(const step& s) {
        acted_ = switch_.now();
        std::string command = expanded(s.text);
        while (!command.empty() && command.back() == '\n') command.pop_back();
        control_answer_ = api(command);
    }

    void act_by_api(const std::string& command, const step& s) {
        acted_ = switch_.now();
        api(command + " " + value_of(s.call) + (s.text.empty() ? "" : " " + s.text));
    }

    void await(const step& s) {
        const std::string uuid = value_of(s.call);
        if (run_until([&] { return consume(s, uuid); }, s.time)) return settle();
        std::string wanted = s.text;
        if (!s.call.empty()) wanted += " of " + s.call;
        for (const auto& [header, value] : s.conditions) wanted += ", " + header + ": " + value;
        miss(s, wanted);
    }

    /// Looks for the event that is awaited. It, and those like it before, are not found again.
    bool consume(const step& s, const std::string& uuid) {
        const std::set<std::string> own = uuid.empty() ? own_calls(out_) : std::set{uuid};
        const auto alike = [&](const item& i) {
            if (i.what != kind::event || i.on != s.on || i.event["Event-Name"] != s.text)
                return false;
            const std::string& of = i.event["Unique-ID"];
            if (!of.empty() || !uuid.empty()) return own.count(of) != 0;
            return is_also_heard(script_, s.text) || is_own(i.event, out_, own);
        };
        for (std::size_t n = 0; n < out_.items.size(); ++n) {
            if (consumed_.count(n) != 0 || !alike(out_.items[n])) continue;
            const heard_event& e = out_.items[n].event;
            const bool fits =
                std::all_of(s.conditions.begin(), s.conditions.end(), [&](const condition& c) {
                    return fits_wildcards(expanded(c.second),
                                          c.first == "_body" ? e.body : e[c.first]);
                });
            if (!fits) continue;
            for (std::size_t earlier = 0; earlier <= n; ++earlier)
                if (alike(out_.items[earlier])) consumed_.insert(earlier);
            return true;
        }
        return false;
    }

    // ---- afterwards -----------------------------------------------------------------------------

    void clean_up() {
        take_in();
        out_.hidden = switch_.callers();
        for (const std::string& command : script_.at_the_end) {
            const std::string_view text = command;
            api(expanded(std::string(text.substr(0, 4) == "api " ? text.substr(4) : text)));
        }
        std::set<std::string> calls = own_calls(out_);
        for (const std::string& name : script_.calls) calls.insert(out_.names[name]);
        calls.insert(out_.hidden.begin(), out_.hidden.end());
        for (const std::string& uuid : calls) api("uuid_kill " + uuid);
        for (auto& [name, t] : talks_) t.over->close();
        // What closes completes before the switch that it belongs to is gone.
        switch_.run_until([] { return false; }, milliseconds(1));
    }

    const script& script_;
    switch_under_test& switch_;
    recording out_;
    std::map<std::string, talk> talks_;
    std::map<std::size_t, time_point> said_at_;
    std::set<std::size_t> consumed_;
    control_line control_;
    std::string control_answer_;
    time_point acted_{};
};

}  // namespace

recording play(const script& s, switch_under_test& on) {
    return player(s, on).run();
}

std::string ask(switch_under_test& whom, const std::string& api_command) {
    return control_line(whom).api(api_command);
}

}  // namespace live
