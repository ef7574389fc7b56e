// click_to_call's two legs in driven time, either hung up on after every single handler.
// (Nothing of it where there are no coroutines.)
#include "catch.hpp"

#include <asio/awaitable.hpp>

#ifdef ASIO_HAS_CO_AWAIT
#include "click_to_call/two_legs.hpp"
#include "support/call_log.hpp"

#include <eslio/connection.hpp>
#include <eslio/testing/driven_time.hpp>
#include <eslio/testing/fake_switch.hpp>
#include <eslio/testing/stream.hpp>

#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>
#include <asio/use_awaitable.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <exception>
#include <iostream>
#include <memory>
#include <optional>
#include <sstream>
#include <streambuf>
#include <string>
#include <utility>
#include <vector>

namespace click_to_call_test {

using namespace std::chrono_literals;
using eslio::testing::call_plan;

namespace {

using connection = eslio::basic_connection<eslio::testing::stream>;

/// How often `part` stands in `text`.
std::size_t times(const std::string& text, const std::string& part) {
    std::size_t n = 0;
    for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; ++at) ++n;
    return n;
}

/// What is said to std::cout while it lives.
class heard {
public:
    heard() : before_(std::cout.rdbuf(text_.rdbuf())) {}
    heard(const heard&) = delete;
    heard& operator=(const heard&) = delete;
    ~heard() { std::cout.rdbuf(before_); }

    std::string text() const { return text_.str(); }

private:
    std::ostringstream text_;
    std::streambuf* before_;
};

/// One click: what it came to.
struct click {
    std::size_t handlers = 0;                      ///< that ran until it was done
    bool hung = false;                             ///< a leg was there to be hung up
    std::chrono::steady_clock::duration lasted{};  ///< from then on
    int ends = 0;                                  ///< how often it was done
    std::string problem;
    std::optional<eslio::hangup_info> end_of_a;
    std::string log;
    std::string left;  ///< what is still there when all should be over
};

asio::awaitable<std::optional<eslio::hangup_info>> connect_two(connection& fs,
                                                               click_to_call::wish what,
                                                               const support::call_log& log) {
    click_to_call::two_legs job(fs, std::move(what), log);
    co_await job.run();
    co_return job.end_of_a();
}

/// `which` of the legs (0: A) is hung up after so many handlers, if it is there by then.
click one_click(std::size_t after, std::size_t which, const call_plan& b,
                std::chrono::seconds talk) {
    click result;
    const heard said;
    const support::call_log log;
    asio::io_context context;
    eslio::testing::driven_time time(context);
    std::optional<eslio::testing::fake_switch> fake(context.get_executor());
    fake->plan("user/1", call_plan().rings_after(50ms).answers_after(100ms).stays_up());
    fake->plan("user/2", b);
    std::optional<connection> fs(fake->connect(context.get_executor()));
    fs->async_login(eslio::password("ClueCon"), [](eslio::error_code) {});
    time.settle();
    const std::weak_ptr<eslio::link> link = fs->link();
    asio::co_spawn(context, connect_two(*fs, {"user/1", "user/2", "5550100", talk}, log),
                   [&](std::exception_ptr failure, std::optional<eslio::hangup_info> a) {
                       ++result.ends;
                       result.end_of_a = std::move(a);
                       try {
                           if (failure) std::rethrow_exception(failure);
                       } catch (const std::exception& e) {
                           result.problem = e.what();
                       }
                   });
    std::vector<std::string> legs;
    auto hung_at = time.now();
    time.run_until(
        [&] {
            for (const std::string& uuid : fake->calls())
                if (std::find(legs.begin(), legs.end(), uuid) == legs.end()) legs.push_back(uuid);
            if (++result.handlers == after && which < legs.size()) {
                result.hung = fake->hang_up(legs[which], "USER_BUSY");
                hung_at = time.now();
            }
            return result.ends != 0;
        },
        10min);
    result.lasted = time.now() - hung_at;
    const bool calls_over = fake->calls().empty();
    int left = 0;
    fs->async_exit([&](eslio::error_code) { ++left; });
    time.settle();
    fs.reset();
    time.settle();
    if (!calls_over) result.left += " calls";
    if (left != 1 || fake->open_connections() != 0) result.left += " connections";
    fake.reset();
    time.settle();
    if (!context.stopped()) result.left += " work";
    if (!link.expired()) result.left += " objects";
    result.log = said.text();
    return result;
}

/// Every step of the click, until it ends by itself; tells how often a leg was hung up.
std::size_t hang_up_at_every_handler(std::size_t which, const call_plan& b,
                                     std::chrono::seconds talk) {
    std::size_t hung = 0;
    for (std::size_t after = 1;; ++after) {
        const click c = one_click(after, which, b, talk);
        INFO("leg " << which << " after handler " << after << ": '" << c.problem
                    << "', left:" << c.left << "\n"
                    << c.log);
        CHECK(c.ends == 1);
        CHECK(c.left.empty());
        CHECK(c.end_of_a.has_value() == c.problem.empty());
        CHECK((c.problem.empty() || c.problem.substr(0, 5) == "-ERR "));
        const std::size_t legs = times(c.log, "answered");
        CHECK(times(c.log, "ended") >= legs);
        if (c.hung) {
            ++hung;
            CHECK(times(c.log, "USER_BUSY") >= 1);
            CHECK(c.lasted < 1s);
        }
        if (c.handlers < after) return hung;
        if (c.ends != 1) return 0;
    }
}

}  // namespace

TEST_CASE("click_to_call leaves nobody alone at any step", "[examples][steps]") {
    const call_plan answers = call_plan().rings_after(50ms).answers_after(200ms);
    for (const std::size_t which : {0U, 1U}) {
        CHECK(hang_up_at_every_handler(which, call_plan(answers).stays_up(), 1s) > 20);
        CHECK(hang_up_at_every_handler(which, call_plan(answers).hangs_up_after(300ms), 0s) > 20);
        hang_up_at_every_handler(which, call_plan().refuses("CALL_REJECTED", 100ms), 0s);
        CHECK(hang_up_at_every_handler(which, call_plan().never_answers(), 0s) > 10);
    }
}

}  // namespace click_to_call_test

#endif  // ASIO_HAS_CO_AWAIT
