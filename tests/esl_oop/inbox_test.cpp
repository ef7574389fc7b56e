// esl_inbox in driven time: where memory runs out, the connection ends and who waits is told.
#include "catch.hpp"
#include "support/peer.hpp"

#include <eslio/connection/any_connection.hpp>
#include <eslio/esl_oop/detail/esl_inbox.hpp>

#include <memory>
#include <new>
#include <string>

namespace {

using eslio::detail::esl_inbox;
using waited = eslio::blocking::detail::pending_result<bool>;

struct receiving {
    test::peer p;
    eslio::any_connection fs{std::move(*p.fs)};
    int given = 0;
    bool has_memory = true;
    std::shared_ptr<esl_inbox> inbox =
        std::make_shared<esl_inbox>(fs, [this](const esl_inbox::batch& more) {
            if (!has_memory) throw std::bad_alloc();
            given += static_cast<int>(more.size());
        });

    ~receiving() { inbox->leave(); }

    std::shared_ptr<waited> next() {
        auto one = std::make_shared<waited>();
        inbox->next(esl_inbox::waiter(one));
        p.time.settle();
        return one;
    }
};

}  // namespace

TEST_CASE("esl_inbox: without memory for what has come the connection ends, and who waits is told",
          "[esl_oop]") {
    for (const bool of_answer : {false, true}) {
        receiving r;
        r.inbox->start();
        const auto first = r.next();
        r.p.says(test::event_packet("Event-Name: HEARTBEAT\n\n"));
        CHECK(first->result == true);
        CHECK(r.given == 1);

        const auto second = r.next();
        CHECK_FALSE(second->result);
        r.has_memory = false;
        if (of_answer)
            r.inbox->keep(eslio::reply::of_text("+OK"));
        else
            r.p.says(test::event_packet("Event-Name: HEARTBEAT\n\n"));
        r.p.time.settle();
        CHECK(second->result);
        CHECK_FALSE(r.fs.is_open());

        r.has_memory = true;
        const auto last = r.next();
        REQUIRE(last->result);
        CHECK_FALSE(*last->result);
        CHECK(r.given == 1);
    }
}
