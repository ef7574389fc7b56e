// A switch of the simulation: a fake one, what it counts of what it was told, and its events, which
// are numbered.
#pragma once

#include "simulate/stage.hpp"

#include <eslio/testing/fake_switch.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace simulate {

/// The numbered events: CUSTOM of two subclasses, some of them with a flag that filters look at,
/// and log lines, which have numbers of their own.
struct numbered {
    enum class stream { steady, flip, log };
    stream of = stream::steady;
    std::uint64_t number = 0;
    bool flag = false;
};

/// Who hears them.
class audience {
public:
    virtual void fired(const numbered& what) = 0;
    /// An `api` of its own keeps the connection busy until then.
    virtual void busy_until(time_point when) = 0;
    /// Not 0 while it is up: changes when that ends.
    virtual std::uint64_t calm() const = 0;

protected:
    ~audience() = default;
};

class site {
public:
    explicit site(stage& on);

    eslio::testing::fake_switch fake;

    void fire(numbered::stream of);

    /// A call comes in, stays for a while, and presses keys.
    void call();
    /// One of the calls there are; empty if there is none.
    std::string some_call();
    bool has_call(std::string_view uuid) const;
    void hang_up_all();
    /// The keys that were pressed on a call, in order.
    const std::string& pressed(const std::string& uuid) { return pressed_[uuid]; }

    /// Takes in what the switch has been told: how often each execution was.
    void count_commands();

    /// Something goes wrong, or is well again.
    void disturb(bool wrong) {
        ++disturbances_;
        wrong_ = wrong;
    }
    bool is_calm() const noexcept { return !wrong_; }
    std::uint64_t disturbances() const noexcept { return disturbances_; }

    void join(std::size_t number, audience& who) { audiences_[number] = &who; }
    void leave(std::size_t number) { audiences_.erase(number); }

    /// Answers at once from now on.
    void hurry() noexcept { hurried_ = true; }

private:
    eslio::testing::api_answer answer(std::string_view arguments);
    std::string answer_note(std::string_view command);
    void press_some(const std::string& uuid);

    stage& on_;
    std::map<std::size_t, audience*> audiences_;
    std::map<std::string, std::string> pressed_;
    std::uint64_t last_number_ = 0;
    std::uint64_t last_line_ = 0;
    std::uint64_t last_call_ = 0;
    std::uint64_t disturbances_ = 0;
    bool wrong_ = false;
    bool hurried_ = false;
};

}  // namespace simulate
