// The bodies of the functions of listening.hpp.
#pragma once

#include <eslio/protocol/listening.hpp>

namespace eslio::protocol {

ESLIO_DECL error_code listening::check(std::string_view bytes) const noexcept {
    const std::string_view line = line_of(bytes);
    if (controls_call_ || read_heard_command(line) != heard_command::myevents) return {};
    const auto uuid = after_blank(line);
    const bool is_format = uuid && line.find(' ') == 8 && parse_format(*uuid);
    return is_format ? make_error_code(error::not_allowed) : error_code();
}

ESLIO_DECL listening::steps listening::plan(std::string bytes) {
    const std::string_view line = line_of(bytes);
    const heard_command what = read_heard_command(line);
    if (what == heard_command::filter) return plan_filter(bytes, read_filter_change(line));
    if (what == heard_command::diversion && (controls_call_ || user_.may_have_my_events()))
        diverted_ = read_divert_events(line).value_or(diverted_);
    if (what == heard_command::diversion || fixed_.any()) return {{std::move(bytes), false, false}};
    if (what == heard_command::noevents) return plan_noevents(std::move(bytes));
    if (what == heard_command::nixevent) return plan_nixevent(std::move(bytes));
    if (what == heard_command::myevents) return plan_myevents(std::move(bytes));
    const named_events named = read_event_names(line, true);
    note_event(named);
    steps all;
    if (named.has(event_name::all) || named.has(event_name::background_job))
        add_internal(all, scope_.hear_jobs());
    all.push_back({std::move(bytes), false, false});
    return all;
}

ESLIO_DECL listening::steps listening::need(const types& wanted) {
    const types added = wanted & ~needed_;
    if (added.none()) return {};
    steps all;
    needed_ |= added;
    asked_ |= added;
    if (added[index_of(event_name::background_job)]) add_internal(all, scope_.hear_jobs());
    if (scope_.active()) {
        // The call's own filter lets pass what is needed.
    } else if (covered_ && cover_.value != cover_for(which_cover_).value) {
        replace_cover(all);
    } else if (!user_filters_.empty() && !covered_) {
        all.push_back(cover());
    }
    std::string line("event");
    append_names(line, added);
    all.push_back({line.append("\n\n"), true, false});
    return all;
}

ESLIO_DECL void listening::rely_on_myevents(const types& wanted) noexcept {
    fixed_ = wanted;
    needed_ |= wanted;
    asked_ |= wanted;
}

ESLIO_DECL listening::steps listening::hear_only(std::string_view uuid, format type,
                                                 const types& wanted) {
    needed_ |= wanted;
    asked_ |= wanted;
    named_events brought;
    brought.types = types_of_myevents();
    user_.add(brought);
    steps all;
    add_internal(all, scope_.begin(uuid));
    std::string line = "event " + std::string(to_string(type));
    append_names(line, wanted | brought.types);
    all.push_back({line.append("\n\n"), true, false});
    return all;
}

ESLIO_DECL bool listening::hear_also(std::string_view header, std::string_view uuid, steps& out) {
    const bool is_my_call = header == "Unique-ID" && wire::iequals(uuid, my_call_);
    if (fixed_.any() || (user_.may_have_my_events() && !is_my_call)) return false;
    add_internal(out, scope_.hear_also(header, uuid));
    return true;
}

ESLIO_DECL bool listening::wants(const event& e) const {
    if (user_off_ || (scope_.active() && !scope_.is_own(e))) return false;
    if (asked_.any()) {
        const event_name type = e.type();
        if (type == event_name::dtmf && diverted_) return true;  // whatever is subscribed
        if (type != event_name::unknown && asked_[index_of(type)])
            return user_.has(type) && user_filters_.passes(e);
    }
    if (leftovers_ && e.is(event_name::custom) && !user_.has_custom(e.subclass())) return false;
    if (leftovers_ && e.type() == event_name::unknown && !user_.has_other(e.name())) return false;
    // The second cover lets other events through as well, and so does the call's own filter.
    const bool too_many = scope_.active() || (covered_ && which_cover_ == 1);
    return !too_many || user_filters_.passes(e);
}

ESLIO_DECL listening::cover_filter listening::cover_for(std::size_t which) const {
    if (which == 1) return {"Core-UUID", "/./"};
    std::string text;
    append_names(text, needed_);
    text.erase(0, 1);
    if (needed_.count() == 1) return {"Event-Name", std::move(text)};
    std::replace(text.begin(), text.end(), ' ', '|');
    return {"Event-Name", "/^(" + text + ")$/"};
}

ESLIO_DECL listening::step listening::cover() {
    covered_ = true;
    cover_ = cover_for(which_cover_);
    return {"filter add " + std::string(cover_.header) + " " + cover_.value + "\n\n", true, false};
}

ESLIO_DECL listening::step listening::uncover() {
    covered_ = false;
    return {"filter delete " + std::string(cover_.header) + " " + cover_.value + "\n\n", true,
            false};
}

ESLIO_DECL void listening::replace_cover(steps& all) {
    const bool is_users = user_filters_.has(cover_.header, cover_.value);
    const step old = uncover();
    all.push_back(cover());
    if (!is_users) all.push_back(old);
}

ESLIO_DECL listening::steps listening::with_scope(steps all, std::string_view header,
                                                  std::string_view value) const {
    for (const std::string& filter : scope_.deleted_by(header, value)) add_internal(all, filter);
    return all;
}

ESLIO_DECL listening::steps listening::plan_filter(const std::string& bytes,
                                                   const filter_change& change) {
    using kind = filter_change::kind;
    switch (change.what) {
        case kind::clear:
            user_filters_.clear();
            covered_ = false;
            return with_scope({{bytes, false, false}}, {}, {});
        case kind::remove: return plan_filter_delete(bytes, change.header, change.value);
        case kind::add:
            // An empty value says "added" and removes (mod_event_socket: filter).
            if (change.value.empty() && change.header.find('[') == std::string_view::npos)
                return plan_filter_delete(bytes, change.header, {});
            return plan_filter_add(bytes, change.header, change.value);
        case kind::none: break;
    }
    return {{bytes, false, false}};
}

ESLIO_DECL listening::steps listening::plan_filter_add(const std::string& bytes,
                                                       std::string_view header,
                                                       std::string_view value) {
    steps all;
    // An array is put into the first filter of its header, which may not be the cover.
    const std::string_view name = header.substr(0, header.find('['));
    const bool is_array = name != header || wire::starts_with(value, "ARRAY::");
    if (is_array && covered_ && wire::iequals(name, cover_.header)) {
        which_cover_ = 1 - which_cover_;
        replace_cover(all);
    }
    if (needed_.any() && user_filters_.empty() && !covered_ && !scope_.active()) {
        if (is_array && wire::iequals(name, cover_for(which_cover_).header))
            which_cover_ = 1 - which_cover_;
        all.push_back(cover());
    }
    user_filters_.add(header, value);
    if (user_filters_.hides(needed_)) ++times_hidden_;
    all.push_back({bytes, false, false});
    if (user_filters_.empty() && covered_) all.push_back(uncover());
    if (!scope_.active() || eslio::detail::read_filter(value).negative) return all;
    // FreeSWITCH would add to the call's events those that this selects, of all calls. So it is
    // not left in force there: `wants` selects.
    const std::string_view which = is_array ? std::string_view() : value;
    std::string undone = "filter delete " + std::string(name);
    if (!is_array) undone.append(" ").append(value);
    add_internal(all, undone);
    return with_scope(std::move(all), name, which);
}

ESLIO_DECL listening::steps listening::plan_filter_delete(const std::string& bytes,
                                                          std::string_view header,
                                                          std::string_view value) {
    user_filters_.remove(header, value);
    if (!covered_) return with_scope({{bytes, false, false}}, header, value);
    steps all;
    if (wire::iequals(header, cover_.header) && (value.empty() || value == cover_.value)) {
        if (user_filters_.empty()) {
            covered_ = false;  // deleted with the user's own: nothing is filtered any more
        } else {
            which_cover_ = 1 - which_cover_;
            all.push_back(cover());
        }
    }
    all.push_back({bytes, false, false});
    if (user_filters_.empty() && covered_) all.push_back(uncover());
    return all;
}

ESLIO_DECL void listening::note_event(const named_events& n) {
    if (n.empty()) return;
    user_off_ = false;
    user_.add(n);
}

ESLIO_DECL listening::steps listening::plan_myevents(std::string bytes) {
    const std::string_view line = line_of(bytes);
    if (!controls_call_ && !wire::istarts_with(line, "myevents "))
        return {{std::move(bytes), false, false}};
    if (!controls_call_ && line.find(' ', 9) == std::string_view::npos)
        bytes.insert(line.size(), " plain");
    if (!controls_call_ && !user_.may_have_my_events())
        my_call_ = after_blank(line_of(bytes)).value_or(std::string_view());
    my_call_.erase(std::min(my_call_.find(' '), my_call_.size()));
    user_.begin_my_events();
    user_off_ = false;
    return {{std::move(bytes), false, false, true}};
}

ESLIO_DECL listening::steps listening::plan_noevents(std::string bytes) {
    named_events all = user_.clear();
    all.types.set();
    user_off_ = leftovers_ = needed_.any();
    if (needed_.none()) return {{std::move(bytes), false, false}};
    return {{nix_line(all), false, true}};
}

ESLIO_DECL listening::steps listening::plan_nixevent(std::string bytes) {
    const named_events n = read_event_names(line_of(bytes), false);
    if (n.empty()) return {{std::move(bytes), false, false}};
    user_off_ = false;
    user_.remove(n);
    const bool all = n.has(event_name::all);
    if (needed_.none() || !(all || (n.types & needed_).any()))
        return {{std::move(bytes), false, false}};
    leftovers_ = leftovers_ || all;
    return {{nix_line(n), false, false}};
}

ESLIO_DECL std::string listening::nix_line(const named_events& n) const {
    // A name is needed for FreeSWITCH to agree; CLONE is never fired.
    std::string line("nixevent CLONE");
    for (std::size_t i = 0; i < types().size(); ++i) {
        const auto type = static_cast<event_name>(i);
        if (type == event_name::all || type == event_name::custom || type == event_name::clone ||
            needed_[i] || !(n.has(event_name::all) || n.types[i]))
            continue;
        line.append(" ").append(to_string(type));
    }
    for (const std::string& word : n.others.all()) line.append(" ").append(word);
    if (!n.subclasses.all().empty()) line.append(" CUSTOM");
    for (const std::string& subclass : n.subclasses.all()) line.append(" ").append(subclass);
    return line.append("\n\n");
}

}  // namespace eslio::protocol
