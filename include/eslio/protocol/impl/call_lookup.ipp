// The bodies of the functions of call_lookup.hpp.
#pragma once

#include <eslio/protocol/call_lookup.hpp>

namespace eslio::protocol {

ESLIO_DECL void call_lookup::begin(time_point now) noexcept {
    const bool spent = found_none_;
    *this = call_lookup();
    patience_spent_ = spent;
    began_ = now;
    ask(step::data, now);
}

ESLIO_DECL void call_lookup::note_answer(time_point now) noexcept {
    slowest_ = std::max(slowest_, now - asked_);
    next_ = step::nothing;
}

ESLIO_DECL time_point call_lookup::patient_until() const noexcept {
    const auto grown = std::min<duration>(slowest_, longest_patience) * patience_in_answers;
    if (grown > patience) return began_ + std::min<duration>(grown, longest_patience);
    return patience_spent_ ? began_ : began_ + patience;
}

ESLIO_DECL void call_lookup::on_data(answer a, time_point now) noexcept {
    if (next_ != step::data) return;
    note_answer(now);
    const bool not_in_table = std::exchange(not_in_table_, false);
    if (a == answer::too_late) return pause(deadline_after(now, patience));
    if (a != answer::not_there) return;
    if (now < patient_until())
        pause(patient_until());
    else if (not_in_table)
        found_none_ = true;
    else
        ask(step::table, now);
}

ESLIO_DECL void call_lookup::on_table(answer a, time_point now) noexcept {
    if (next_ != step::table) return;
    note_answer(now);
    if (a == answer::known || a == answer::too_late) return pause(deadline_after(now, patience));
    not_in_table_ = true;
    ask(step::data, now);
}

ESLIO_DECL void call_lookup::on_time(time_point now) noexcept {
    if (now < deadline()) return;
    ask(step::data, now);
}

}  // namespace eslio::protocol
