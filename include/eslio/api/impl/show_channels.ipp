// The bodies of the functions of show_channels.hpp.
#pragma once

#include <eslio/api/detail/show_tables.hpp>
#include <eslio/api/show_channels.hpp>
#include <eslio/command/argument_error.hpp>

#include <utility>

namespace eslio::detail {

ESLIO_DECL api::channel_info read_channel(const api::record& row, const std::string& before) {
    api::channel_info c;
    const std::pair<const char*, std::string*> texts[] = {{"uuid", &c.uuid},
                                                          {"name", &c.name},
                                                          {"cid_name", &c.caller_id_name},
                                                          {"cid_num", &c.caller_id_number},
                                                          {"ip_addr", &c.ip_address},
                                                          {"dest", &c.destination},
                                                          {"application", &c.application},
                                                          {"application_data", &c.application_data},
                                                          {"dialplan", &c.dialplan},
                                                          {"context", &c.context},
                                                          {"read_codec", &c.read_codec},
                                                          {"write_codec", &c.write_codec},
                                                          {"secure", &c.secure},
                                                          {"hostname", &c.hostname},
                                                          {"presence_id", &c.presence_id},
                                                          {"presence_data", &c.presence_data},
                                                          {"accountcode", &c.accountcode},
                                                          {"callee_name", &c.callee_name},
                                                          {"callee_num", &c.callee_number},
                                                          {"callee_direction", &c.callee_direction},
                                                          {"call_uuid", &c.call_uuid}};
    for (const auto& [name, text] : texts) fill(row, before + name, *text);
    fill(row, before + "direction", c.direction);
    fill(row, before + "state", c.state);
    fill(row, before + "callstate", c.call_state);
    fill(row, before + "created_epoch", c.created);
    fill(row, before + "read_rate", c.read_rate);
    fill(row, before + "read_bit_rate", c.read_bit_rate);
    fill(row, before + "write_rate", c.write_rate);
    fill(row, before + "write_bit_rate", c.write_bit_rate);
    return c;
}

}  // namespace eslio::detail

namespace eslio::api {

ESLIO_DECL channel_info channel_info::of(record row) {
    channel_info c = detail::read_channel(row, std::string());
    c.fields = std::move(row);
    return c;
}

ESLIO_DECL request<std::vector<channel_info>> show_channels() {
    return detail::ask_show<channel_info>("channels");
}

ESLIO_DECL request<std::vector<channel_info>> show_channels_like(const any_text& text) {
    return detail::api_writer("show channels like")
        .note(detail::check_without("text", text.text(), "';"))
        .note(detail::check_strangers_bytes("text", text, "%_", "any text to SQL's LIKE"))
        .word("text", text)
        .keyword("as json")
        .asks(detail::read_rows<channel_info, detail::read_show>);
}

ESLIO_DECL request<std::uint64_t> show_channels_count() {
    return detail::ask_count("channels");
}

}  // namespace eslio::api
