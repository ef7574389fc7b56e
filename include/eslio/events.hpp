// Floor 2, events: what an event means, by typed views.
#pragma once

#include <eslio/events/event_view.hpp>
#include <eslio/events/match.hpp>
