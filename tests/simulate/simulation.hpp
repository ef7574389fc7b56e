// One run of the simulator, drawn from its seed.
#pragma once

#include "simulate/actor.hpp"
#include "simulate/faults.hpp"
#include "simulate/site.hpp"
#include "simulate/stage.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace simulate {

class simulation {
public:
    /// `told`: what happens is printed.
    explicit simulation(std::uint64_t seed, bool told = false);

    void run();

    const std::vector<std::string>& breaches() const { return on_.book.breaches(); }
    std::uint64_t fault_count() const { return faults_.count(); }
    std::uint64_t operations() const { return on_.book.all().size(); }
    duration elapsed() const { return on_.time.now() - begun_; }
    /// The same for the same seed.
    std::uint64_t fingerprint() const;

private:
    void add_actor();
    void round();
    void step();
    void heal_all();
    void bury();
    void await_up();
    void end();
    void take_leave();
    bool is_broken() const { return !on_.book.breaches().empty(); }

    stage on_;
    faults faults_;
    time_point begun_;
    std::vector<std::unique_ptr<site>> sites_;
    std::vector<std::shared_ptr<actor>> actors_;
    std::size_t last_actor_ = 0;
};

}  // namespace simulate
