# Where names of the standard library and of Asio live, for includes.cmake.
provides(algorithm std::mismatch std::all_of std::any_of std::none_of std::find std::find_if std::min std::max
  std::clamp std::remove std::remove_if std::rotate std::replace std::stable_partition std::partition
  std::lower_bound std::upper_bound std::lexicographical_compare std::binary_search
  std::set_union std::sort std::copy std::copy_n std::fill std::equal std::count std::count_if
  std::for_each std::reverse std::transform std::unique std::max_element std::min_element std::search
  std::make_heap std::push_heap std::pop_heap std::iter_swap std::stable_sort)
provides(array std::array)
provides(atomic std::atomic std::memory_order_relaxed std::memory_order_acquire
  std::memory_order_release std::memory_order_acq_rel std::atomic_flag)
provides(bitset std::bitset)
provides(charconv std::from_chars std::to_chars)
provides(chrono std::chrono)
provides(cmath std::pow std::llround std::lround std::ceil std::floor std::isfinite std::fabs std::sqrt
  std::sin std::cos std::tan std::exp std::log std::log10 std::fmod)
provides(condition_variable std::condition_variable)
provides(coroutine std::coroutine_handle)
provides(cstddef std::size_t std::ptrdiff_t std::byte std::max_align_t std::nullptr_t)
foreach(header cstdio cstdlib cstring ctime)
  provides(${header} std::size_t)
endforeach()
provides(cstdint std::int8_t std::uint8_t std::int16_t std::uint16_t std::int32_t std::uint32_t
  std::int64_t std::uint64_t std::uintptr_t)
provides(cstdio std::snprintf std::printf std::fprintf std::fputs std::FILE)
provides(cstdlib std::abort std::atoi std::atof std::atol std::atoll std::strtod std::strtol std::strtoll std::strtoull std::getenv)
provides(cstring std::memchr std::memcmp std::memcpy std::memmove std::memset std::strlen)
provides(ctime std::time_t std::tm std::gmtime std::strftime)
provides(deque std::deque)
provides(forward_list std::forward_list)
provides(exception std::terminate std::exception std::exception_ptr std::current_exception
  std::rethrow_exception)
provides(filesystem std::filesystem)
provides(fstream std::ifstream std::ofstream)
provides(functional std::function std::less std::hash std::equal_to std::invoke std::ref
  std::reference_wrapper)
provides(future std::future std::promise)
provides(initializer_list std::initializer_list)
foreach(header ios istream ostream fstream sstream iostream)
  provides(${header} std::ios std::ios_base std::streamsize)
endforeach()
provides(iosfwd std::ostream std::istream)
foreach(header ostream istream iostream)
  provides(${header} std::ostream std::istream)
endforeach()
provides(iterator std::make_move_iterator std::istreambuf_iterator std::input_iterator_tag
  std::forward_iterator_tag std::random_access_iterator_tag std::prev std::next std::distance
  std::back_inserter std::size std::begin std::end std::iterator_traits std::advance)
provides(limits std::numeric_limits)
provides(list std::list)
provides(map std::map std::multimap)
provides(memory std::shared_ptr std::weak_ptr std::unique_ptr std::make_shared std::make_unique
  std::enable_shared_from_this std::static_pointer_cast std::allocator std::allocator_traits
  std::addressof std::owner_less std::destroy_at std::allocate_shared)
provides(mutex std::mutex std::lock_guard std::unique_lock std::scoped_lock)
provides(new std::launder std::bad_alloc std::bad_array_new_length std::align_val_t std::nothrow)
provides(numeric std::accumulate)
provides(optional std::optional std::nullopt std::make_optional)
provides(queue std::queue std::priority_queue)
provides(random std::seed_seq std::mt19937_64 std::mt19937 std::random_device std::uniform_int_distribution
  std::uniform_real_distribution)
provides(ratio std::ratio)
provides(regex std::regex)
provides(set std::set std::multiset)
provides(sstream std::ostringstream std::istringstream std::stringstream)
provides(stdexcept std::runtime_error std::logic_error std::invalid_argument std::out_of_range
  std::length_error)
provides(string std::string std::to_string std::getline std::stoi std::stoul)
provides(string_view std::string_view)
provides(string std::string_view)  # whose interface is made of it
provides(system_error std::error_code std::error_category std::error_condition std::errc
  std::make_error_code std::is_error_code_enum std::is_error_condition_enum std::system_error
  std::generic_category std::system_category)
provides(thread std::thread std::this_thread)
provides(tuple std::tuple std::apply std::make_tuple std::forward_as_tuple std::tie std::get)
provides(type_traits std::decay_t std::enable_if_t std::conditional_t std::is_same
  std::is_aggregate_v std::is_integral_v std::is_same_v std::is_unsigned_v
  std::is_convertible std::is_convertible_v std::is_base_of_v std::is_invocable std::is_invocable_v std::void_t
  std::true_type std::false_type std::is_constructible_v std::is_nothrow_constructible_v
  std::is_nothrow_move_constructible_v std::is_nothrow_invocable_v
  std::is_nothrow_move_constructible std::is_nothrow_move_assignable std::conjunction_v
  std::is_pointer_v std::is_member_pointer_v
  std::remove_reference_t std::remove_cv_t std::is_void_v std::is_move_constructible_v
  std::aligned_storage_t std::invoke_result_t std::is_trivially_copyable_v std::is_enum_v
  std::underlying_type_t std::integral_constant std::bool_constant std::common_type_t
  std::is_default_constructible_v std::is_copy_constructible_v std::negation std::conjunction
  std::is_invocable_r_v std::is_lvalue_reference_v std::is_trivially_destructible_v
  std::is_move_assignable_v)
provides(unordered_map std::unordered_map std::unordered_multimap)
provides(unordered_set std::unordered_set)
provides(utility std::move std::forward std::exchange std::swap std::pair std::make_pair
  std::declval std::in_place std::in_place_type std::index_sequence std::index_sequence_for
  std::make_index_sequence std::as_const)
provides(variant std::variant std::visit std::get_if std::get std::holds_alternative std::monostate)
provides(vector std::vector)

# Asio's names live in a header of the same name, but for these.
foreach(name any_io_executor async_result buffer connect dispatch execution_context io_context post
  prefer query require recycling_allocator steady_timer write read is_executor co_spawn awaitable
  use_awaitable detached strand bind_executor associated_executor ssl signal_set this_coro
  bind_cancellation_slot cancellation_signal thread_pool redirect_error)
  provides(asio/${name}.hpp asio::${name})
endforeach()
provides(asio/associated_allocator.hpp asio::associated_allocator_t asio::get_associated_allocator)
provides(asio/associated_cancellation_slot.hpp asio::get_associated_cancellation_slot)
provides(asio/associated_executor.hpp asio::get_associated_executor)
provides(asio/async_result.hpp asio::async_initiate asio::default_completion_token_t)
provides(asio/basic_socket_acceptor.hpp asio::basic_socket_acceptor)
provides(asio/ip/tcp.hpp asio::basic_socket_acceptor asio::ip::tcp asio::ip::basic_resolver)
provides(asio/buffer.hpp asio::const_buffer asio::mutable_buffer asio::buffer_copy
  asio::buffer_size asio::buffer_sequence_begin asio::buffer_sequence_end)
provides(asio/cancellation_type.hpp asio::cancellation_type asio::cancellation_type_t)
provides(asio/connect.hpp asio::async_connect)
provides(asio/error.hpp asio::error)
provides(asio/execution/blocking.hpp asio::execution::blocking_t)
provides(asio/execution/context.hpp asio::execution::context)
provides(asio/execution/outstanding_work.hpp asio::execution::outstanding_work)
provides(asio/execution_context.hpp asio::use_service)
provides(asio/ip/address.hpp asio::ip::address asio::ip::make_address)
provides(asio/ip/address_v4.hpp asio::ip::address_v4)
provides(asio/ip/v6_only.hpp asio::ip::v6_only)
provides(asio/require.hpp asio::can_require)
provides(asio/socket_base.hpp asio::socket_base)
provides(asio/write.hpp asio::async_write)

# `header:name` where the name is that of something else, as a member or a local variable; or a
# name that mostly is.
set(not_meant
  hang_up api
  eslio/events/conference.hpp:conference_uuid eslio/events/message.hpp:call_info
  eslio/events/presence.hpp:call_info eslio/events/sofia.hpp:sofia_register
  eslio/events/sofia.hpp:sofia_unregister eslio/events/sofia.hpp:sofia_profile_start
  eslio/events/system.hpp:interface_type eslio/events/system.hpp:user_data
  eslio/events/system.hpp:limit_usage
  eslio/error.hpp:names_socket_module eslio/wire/limits.hpp:header_block
  eslio/event/event_name.hpp:message_waiting eslio/outbound/options.hpp:divert_events
  eslio/blocking/verbs.hpp:set_media
  eslio/connection/environment.hpp:time_point eslio/testing/driven_time.hpp:time_point
  eslio/testing/fake_switch/core/scheduler.hpp:time_point eslio/testing/fake_switch/core/core.hpp:time_point
  eslio/testing/fake_switch/options.hpp:event_queue eslio/event/hangup.hpp:time_point
  eslio/event/impl/hangup.ipp:time_point eslio/event/value_reader.hpp:time_point
  eslio/event/impl/event.ipp:variable_name eslio/event/event.hpp:variable_name
  eslio/events/presence.hpp:message_waiting eslio/event/header_names.hpp:application_response
  eslio/events/caller_profile.hpp:time_point eslio/events/fifo.hpp:dial_string
  eslio/events/sofia_calls.hpp:sip_message eslio/events/sofia_calls.hpp:header_name
  eslio/esl_oop/event.hpp:header_name eslio/esl_oop/impl/event.ipp:header_name
  eslio/blocking/verbs.hpp:send_dtmf eslio/blocking/verbs.hpp:wait_for_unbridge
  eslio/blocking/verbs.hpp:pick_up eslio/blocking/verbs.hpp:pre_answer eslio/blocking/verbs.hpp:ring_ready
  eslio/testing/fake_switch/call/channel.hpp:answer_state
  eslio/testing/fake_switch/call/impl/channel.ipp:answer_state
  eslio/testing/fake_switch/call_plan.hpp:hangup_cause)

# Whose enumerators are FreeSWITCH's names, which are those of many other things.
set(lists_of_names eslio/event/application_kind.hpp eslio/event/event_name.hpp)
