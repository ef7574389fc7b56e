// The bodies of site.hpp.
#include "simulate/site.hpp"

#include <eslio/wire/ascii.hpp>

#include <algorithm>
#include <chrono>
#include <utility>

namespace simulate {

using namespace std::chrono_literals;
namespace testing = eslio::testing;

namespace {

testing::fake_switch_options options() {
    testing::fake_switch_options o;
    o.commands_kept = 10'000;
    return o;
}

}  // namespace

site::site(stage& on) : fake(on.context.get_executor(), options()), on_(on) {
    fake.on_api("ask", [this](std::string_view arguments) { return answer(arguments); });
    fake.on_command("note ", [this](std::string_view command) { return answer_note(command); });
    fake.extension("5000", {{"answer", ""}, {"park", ""}});
}

testing::api_answer site::answer(std::string_view arguments) {
    operation* const o = on_.book.find(arguments);
    if (o == nullptr) {
        on_.book.broken("the switch was asked nonsense: " + std::string(arguments));
        return "";
    }
    duration delay{};
    if (!hurried_ && on_.draw.one_in(5)) delay = on_.draw.up_to(4s);
    on_.book.note_carried(*o);
    const auto who = audiences_.find(o->owner);
    o->fires = on_.time.now() + delay;
    if (o->what == operation::kind::api && who != audiences_.end())
        who->second->busy_until(o->fires);
    if (o->what != operation::kind::api)
        on_.later(delay, [this, n = o->number] {
            operation& job = *on_.book.all()[n];
            const auto owner = audiences_.find(job.owner);
            job.calm = owner == audiences_.end() ? 0 : owner->second->calm();
        });
    return testing::answer_after(delay, std::string(arguments));
}

std::string site::answer_note(std::string_view command) {
    const std::string_view number = eslio::wire::trim(command.substr(5));
    operation* const o = on_.book.find(number);
    if (o != nullptr) on_.book.note_carried(*o);
    return "Content-Type: command/reply\nReply-Text: +OK " + std::string(number) + "\n\n";
}

void site::fire(numbered::stream of) {
    numbered what;
    what.of = of;
    if (of == numbered::stream::log) {
        what.number = ++last_line_;
        for (const auto& who : audiences_) who.second->fired(what);
        return fake.fire_log(4, std::to_string(what.number));
    }
    what.number = ++last_number_;
    what.flag = on_.draw.one_in(3);
    for (const auto& who : audiences_) who.second->fired(what);
    eslio::event e = fake.make_custom(of == numbered::stream::steady ? "sim::steady" : "sim::flip");
    e.add("Sim-Number", std::to_string(what.number));
    e.add("Sim-Flag", what.flag ? "up" : "down");
    fake.fire(std::move(e));
}

void site::call() {
    const std::string uuid = "call-" + std::to_string(++last_call_);
    testing::call_plan plan = testing::call();
    if (!on_.draw.one_in(4)) plan.hangs_up(testing::after(1s + on_.draw.up_to(20s)), "USER_BUSY");
    fake.call_in(testing::incoming_call().to("5000").uuid(uuid).caller(plan));
    if (on_.draw.one_in(2)) on_.later(on_.draw.up_to(3s), [this, uuid] { press_some(uuid); });
}

void site::press_some(const std::string& uuid) {
    if (!has_call(uuid)) return;
    const std::string digits = std::to_string(on_.draw.below(1000));
    pressed_[uuid] += digits;
    fake.press(uuid, digits);
    if (!on_.draw.one_in(3)) on_.later(on_.draw.up_to(3s), [this, uuid] { press_some(uuid); });
}

std::string site::some_call() {
    const std::vector<std::string> all = fake.calls();
    return all.empty() ? std::string() : all[on_.draw.below(all.size())];
}

bool site::has_call(std::string_view uuid) const {
    const std::vector<std::string> all = fake.calls();
    return std::find(all.begin(), all.end(), uuid) != all.end();
}

void site::hang_up_all() {
    for (const std::string& uuid : fake.calls()) fake.hang_up(uuid);
}

void site::count_commands() {
    constexpr std::string_view mark = "execute-app-arg: f";
    for (const std::string& text : fake.commands()) {
        const std::size_t at = text.find(mark);
        if (at == std::string::npos) continue;
        const std::size_t from = at + mark.size();
        const std::size_t size = text.find('.', from) - from;
        if (operation* const o = on_.book.find(std::string_view(text).substr(from, size)))
            on_.book.note_carried(*o);
    }
    fake.forget_commands();
}

}  // namespace simulate
