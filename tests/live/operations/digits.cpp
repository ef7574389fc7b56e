// Operations of a call: prompts, readings, collected digits.
#include "live/operations/call_bench.hpp"

#include <eslio/command/prompt.hpp>

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>

namespace live {

namespace {

using eslio::collected_digits;
using eslio::digit_rules;
using eslio::digits_result;
using eslio::prompt;
using std::chrono::seconds;

/// Begins a prompt, does something after that time, and waits for its end.
template <class Then>
void ask(call_bench& b, const std::string& what, const prompt& p, milliseconds after, Then then) {
    const auto begun =
        b.log.begin<digits_result>(what, [&](auto handler) { b.call()->async_prompt(p, handler); });
    b.pass(after);
    then();
    b.log.finish(begun);
}

prompt usual(std::size_t least, std::size_t most) {
    return prompt("silence_stream://300", least, most)
        .first_digit(milliseconds(1'500))
        .next_digit(milliseconds(800));
}

void add_prompts(std::vector<call_row>& table) {
    table.push_back({"async_prompt: digits while the file plays", [](call_bench& b) {
                         const prompt p = prompt("silence_stream://3000", 3, 3);
                         ask(b, "prompt", p, milliseconds(500), [&] { b.press("123"); });
                     }});
    table.push_back({"async_prompt: digits after the file", [](call_bench& b) {
                         ask(b, "prompt", usual(2, 2), milliseconds(700), [&] { b.press("42"); });
                     }});
    table.push_back({"async_prompt: a terminator", [](call_bench& b) {
                         ask(b, "prompt", usual(1, 5), milliseconds(700), [&] { b.press("12#"); });
                     }});
    table.push_back({"async_prompt: too few digits", [](call_bench& b) {
                         ask(b, "prompt", usual(3, 3), milliseconds(700), [&] { b.press("1"); });
                     }});
    table.push_back({"async_prompt: none",
                     [](call_bench& b) { ask(b, "prompt", usual(1, 1), milliseconds(0), [] {}); }});
    table.push_back({"async_prompt: refused by the pattern", [](call_bench& b) {
                         ask(b, "prompt", usual(1, 1).accept("^[12]$"), milliseconds(700),
                             [&] { b.press("7"); });
                     }});
    table.push_back({"async_prompt: none wanted, a terminator", [](call_bench& b) {
                         ask(b, "prompt", usual(0, 3), milliseconds(700), [&] { b.press("#"); });
                     }});
    table.push_back({"async_prompt: the caller hangs up, after a digit", [](call_bench& b) {
                         ask(b, "prompt", usual(3, 3), milliseconds(700), [&] {
                             b.press("1");
                             b.pass(milliseconds(300));
                             b.caller_hangs_up();
                         });
                         ask(b, "after the end", usual(3, 3), milliseconds(0), [] {});
                     }});
    table.push_back({"async_prompt: a missing file", [](call_bench& b) {
                         const prompt p =
                             prompt("/dev/null/x.wav", 1, 1).first_digit(milliseconds(1'500));
                         ask(b, "prompt", p, milliseconds(700), [&] { b.press("4"); });
                     }});
    table.push_back({"async_prompt: a missing file, and nothing pressed", [](call_bench& b) {
                         const prompt p =
                             prompt("/dev/null/x.wav", 1, 1).first_digit(milliseconds(800));
                         ask(b, "prompt", p, milliseconds(0), [] {});
                     }});
    table.push_back({"async_prompt: an API command hangs up", [](call_bench& b) {
                         ask(b, "prompt", usual(1, 3), milliseconds(700),
                             [&] { b.kill("CALL_REJECTED"); });
                     }});
    table.push_back({"async_prompt: the caller hangs up while the file plays", [](call_bench& b) {
                         ask(b, "prompt", prompt("silence_stream://3000", 1, 3), milliseconds(500),
                             [&] { b.caller_hangs_up(); });
                     }});
    table.push_back({"async_prompt: uuid_break", [](call_bench& b) {
                         ask(b, "prompt",
                             prompt("silence_stream://2000", 1, 1).first_digit(milliseconds(800)),
                             milliseconds(500), [&] { b.api("uuid_break " + b.uuid); });
                     }});
}

void add_readings(std::vector<call_row>& table) {
    const auto read = [](call_bench& b, const std::string& what, const std::string& keys) {
        const auto r =
            eslio::digit_reading("silence_stream://300", 2, 4).timeout(milliseconds(900));
        const auto begun = b.log.begin<digits_result>(
            what, [&](auto handler) { b.call()->async_read(r, handler); });
        b.pass(milliseconds(700));
        if (!keys.empty()) b.press(keys);
        b.log.finish(begun);
    };
    table.push_back(
        {"async_read: with a terminator", [read](call_bench& b) { read(b, "read", "123#"); }});
    table.push_back({"async_read: too few", [read](call_bench& b) { read(b, "read", "1"); }});
    table.push_back({"async_read: none", [read](call_bench& b) { read(b, "read", ""); }});
    table.push_back(
        {"async_read: the caller hangs up", [](call_bench& b) {
             const auto r =
                 eslio::digit_reading("silence_stream://300", 2, 4).timeout(milliseconds(3'000));
             const auto begun =
                 b.log.begin<digits_result>("read", [&](auto h) { b.call()->async_read(r, h); });
             b.pass(milliseconds(700));
             b.press("12");
             b.pass(milliseconds(200));
             b.caller_hangs_up();
             b.log.finish(begun);
         }});
}

void add_collected(std::vector<call_row>& table) {
    // Keys are heard while something reads: in the park that holds an async call, or in an
    // application.
    const auto collect = [](call_bench& b, const std::string& what, const digit_rules& rules,
                            const std::function<void()>& then) {
        const auto begun = b.log.begin<collected_digits>(
            what, [&](auto handler) { b.call()->async_digits(rules, handler); });
        b.pass(milliseconds(300));
        then();
        b.log.finish(begun);
    };
    const digit_rules two =
        digit_rules(2).first_digit(seconds(2)).next_digit(seconds(1)).terminators("#");
    table.push_back({"async_digits: as many as were wanted",
                     [=](call_bench& b) { collect(b, "digits", two, [&] { b.press("42"); }); }});
    table.push_back({"async_digits: a terminator",
                     [=](call_bench& b) { collect(b, "digits", two, [&] { b.press("4#"); }); }});
    table.push_back({"async_digits: no more come",
                     [=](call_bench& b) { collect(b, "digits", two, [&] { b.press("4"); }); }});
    table.push_back(
        {"async_digits: none", [=](call_bench& b) { collect(b, "digits", two, [] {}); }});
    table.push_back({"async_digits: the caller hangs up", [=](call_bench& b) {
                         collect(b, "digits", two, [&] {
                             b.press("4");
                             b.pass(milliseconds(200));
                             b.caller_hangs_up();
                         });
                         collect(b, "after the end", two, [] {});
                     }});
    table.push_back(
        {"async_digits: two at once, one cancelled", [=](call_bench& b) {
             asio::cancellation_signal signal;
             const auto first = b.log.begin<collected_digits>("first", [&](auto h) {
                 b.call()->async_digits(two,
                                        asio::bind_cancellation_slot(signal.slot(), std::move(h)));
             });
             b.log.run<collected_digits>("second", [&](auto h) { b.call()->async_digits(two, h); });
             signal.emit(asio::cancellation_type::total);
             b.log.finish(first);
         }});
    table.push_back({"async_digits: type-ahead", [=](call_bench& b) {
                         collect(b, "digits", two, [&] { b.press("123"); });
                         b.pass(milliseconds(500));
                         collect(b, "those that were pressed before",
                                 digit_rules(1).first_digit(seconds(1)).type_ahead(), [] {});
                     }});
}

}  // namespace

void add_digits(std::vector<call_row>& table) {
    add_prompts(table);
    add_readings(table);
    add_collected(table);
}

}  // namespace live
