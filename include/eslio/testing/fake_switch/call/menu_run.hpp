// What the application `ivr` does with a call: greetings, keys, and what they lead to.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/detail/by_name.hpp>
#include <eslio/testing/detail/shared_function.hpp>
#include <eslio/testing/fake_switch/applications.hpp>
#include <eslio/testing/fake_switch/call/application_frame.hpp>
#include <eslio/testing/fake_switch/call/channel.hpp>
#include <eslio/testing/fake_switch/core/core.hpp>
#include <eslio/testing/fake_switch/fake_menu.hpp>
#include <eslio/testing/fake_switch/text/expand.hpp>
#include <eslio/wire/detail/compact_vector.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::testing::fake {

/// The menus of a switch. One that runs stays as it was, whatever a test says of that name then.
using menu_table = detail::by_name<std::shared_ptr<const fake_menu>>;

/// What a menu needs of the execution that it is part of.
struct menu_surroundings {
    channel& leg;
    const application_table& known;
    const expander& expand;
    /// Executes an application inside of `ivr`, then calls `done`.
    detail::shared_function<void(std::string name, std::string argument,
                                 detail::shared_function<void()> done)>
        execute;
    /// The call is down, or goes elsewhere: no menu goes on (switch_channel_ready).
    detail::shared_function<bool()> is_leaving;
};

/// A menu, and those that it leads to, inside of each other (switch_ivr_menu.c:
/// switch_ivr_menu_execute). It sets how long its frame goes on, and is told when that is over.
class menu_run : public std::enable_shared_from_this<menu_run> {
public:
    menu_run(menu_surroundings around, application_frame& f, const menu_table& all)
        : around_(std::move(around)), frame_(f), all_(all) {}
    menu_run(const menu_run&) = delete;
    menu_run& operator=(const menu_run&) = delete;

    /// The first menu begins; there may be none of that name, or one that cannot be made.
    void start(const std::string& name);

    /// The time of the frame is over, or broken off; false if the application has ended.
    bool goes_on(bool broken);

    /// A key that is heard.
    void take(char key);

    /// Keys are for what comes after the sound that plays: that is played without arguments.
    bool ignores_keys() const noexcept { return phase_ == phase::sound; }

    /// The call has left it.
    void cut();

private:
    enum class phase {
        greeting,
        waiting,
        sound,
        invalid_sound,
        transfer_sound,
        exit_sound,
        inside
    };
    enum class status { success, failure, broken };

    struct level {
        std::string name;
        std::shared_ptr<const fake_menu> menu;
        unsigned rounds = 0;
        unsigned failures = 0;
        unsigned timeouts = 0;
        std::string keys = {};
        bool running = true;
        std::size_t next_entry = 0;
        bool matched = false;
    };

    level& top() noexcept { return levels_.back(); }
    /// Whether that one, and all that it leads to, can be made.
    bool can_be_made(const std::string& name,
                     eslio::detail::compact_vector<std::string>& seen) const;
    std::shared_ptr<const fake_menu> find(std::string_view name) const;

    void tell(const char* what, const level& of) const;
    /// False if there is no such file.
    bool play(std::string_view file, phase in);
    void finish();

    /// False if there is no such menu, or too many inside of each other.
    bool enter(const std::string& name);
    void next_round();
    /// The menu ends because of that, and may execute something.
    void give_up(const char* why, const std::string& application);
    void wait();
    void wait_on(core::duration longest);
    void take_input(bool timed_out);
    void take_mistake();
    void next_entry();
    /// What the argument of an entry is, if the keys are its.
    bool fits(const menu_entry& e, std::string& argument) const;
    /// True if it takes time.
    bool begin_entry(const menu_entry& e, const std::string& argument);
    bool begin_application(const std::string& line);
    void execute(const std::string& line);
    void leave_loop();
    void leave_level();

    menu_surroundings around_;
    application_frame& frame_;
    const menu_table& all_;
    eslio::detail::compact_vector<level> levels_;
    std::string line_;  ///< the application that waits for the transfer's sound
    core::time_point deadline_{};
    phase phase_ = phase::greeting;
    status status_ = status::success;
    bool to_the_top_ = false;
    bool giving_up_ = false;
    bool finished_ = false;
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/call/impl/menu_run.ipp>
#endif
