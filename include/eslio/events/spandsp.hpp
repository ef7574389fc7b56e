// Views of the events of mod_spandsp: fax.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/detail/enumeration.hpp>
#include <eslio/event/header_value.hpp>
#include <eslio/event/value_reader.hpp>
#include <eslio/events/channel_view.hpp>
#include <eslio/events/event_view.hpp>

#include <array>
#include <cstdint>
#include <string_view>

namespace eslio {

namespace detail {

inline constexpr std::array<std::string_view, 4> t38_status_texts{
    {"off", "negotiated", "requested", "refused"}};

}  // namespace detail

namespace events {

/// Whether a fax goes by T.38 (get_t38_status).
enum class t38_status : std::uint8_t {
    off,
    negotiated,
    requested,
    refused,
    unknown,  ///< not in this list
};

/// As FreeSWITCH writes it, `negotiated`; empty for `unknown`.
constexpr std::string_view to_string(t38_status value) noexcept {
    return eslio::detail::enumerator_text(eslio::detail::t38_status_texts, value);
}

/// The status of that name, in any case; `unknown` for another text.
constexpr t38_status parse_t38_status(std::string_view text) noexcept {
    return eslio::detail::enumerator_of<t38_status>(eslio::detail::t38_status_texts, text);
}

}  // namespace events

template <>
struct value_reader<events::t38_status> : detail::reads_with<events::parse_t38_status> {};

}  // namespace eslio

namespace eslio::events {

/// How a fax ended (phase_e_handler).
template <class View>
class fax_result : public custom_view<View, channel_view> {
public:
    using custom_view<View, channel_view>::custom_view;
    header_value<bool> success() const { return this->template header<bool>("fax-success"); }
    /// spandsp's number; 0 if it went well.
    header_value<std::uint32_t> result_code() const {
        return this->template header<std::uint32_t>("fax-result-code");
    }
    std::string_view result_text() const noexcept { return this->text("fax-result-text"); }
    header_value<std::uint32_t> transferred_pages() const {
        return this->template header<std::uint32_t>("fax-document-transferred-pages");
    }
    header_value<std::uint32_t> total_pages() const {
        return this->template header<std::uint32_t>("fax-document-total-pages");
    }
    /// As `8031x3850`.
    std::string_view image_resolution() const noexcept {
        return this->text("fax-image-resolution");
    }
    header_value<std::uint32_t> image_size() const {
        return this->template header<std::uint32_t>("fax-image-size");
    }
    header_value<std::uint32_t> bad_rows() const {
        return this->template header<std::uint32_t>("fax-bad-rows");
    }
    /// Bits a second.
    header_value<std::uint32_t> transfer_rate() const {
        return this->template header<std::uint32_t>("fax-transfer-rate");
    }
    /// Whether errors are corrected.
    header_value<bool> ecm() const { return this->template header<bool>("fax-ecm-used"); }
    header_value<t38_status> t38() const {
        return this->template header<t38_status>("fax-t38-status");
    }
    std::string_view local_station() const noexcept { return this->text("fax-local-station-id"); }
    std::string_view remote_station() const noexcept { return this->text("fax-remote-station-id"); }
};

/// A fax was received, or was not.
class spandsp_rxfaxresult : public fax_result<spandsp_rxfaxresult> {
public:
    static constexpr std::string_view subclass = "spandsp::rxfaxresult";
    using fax_result::fax_result;
};

/// A fax was sent, or was not.
class spandsp_txfaxresult : public fax_result<spandsp_txfaxresult> {
public:
    static constexpr std::string_view subclass = "spandsp::txfaxresult";
    using fax_result::fax_result;
};

/// A page of a fax was transferred (phase_d_handler).
template <class View>
class fax_page_result : public custom_view<View, channel_view> {
public:
    using custom_view<View, channel_view>::custom_view;
    header_value<std::uint32_t> transferred_pages() const {
        return this->template header<std::uint32_t>("fax-document-transferred-pages");
    }
    header_value<std::uint32_t> total_pages() const {
        return this->template header<std::uint32_t>("fax-document-total-pages");
    }
    std::string_view image_resolution() const noexcept {
        return this->text("fax-image-resolution");
    }
    std::string_view file_image_resolution() const noexcept {
        return this->text("fax-file-image-resolution");
    }
    header_value<std::uint32_t> image_size() const {
        return this->template header<std::uint32_t>("fax-image-size");
    }
    std::string_view image_pixel_size() const noexcept {
        return this->text("fax-image-pixel-size");
    }
    std::string_view file_image_pixel_size() const noexcept {
        return this->text("fax-file-image-pixel-size");
    }
    header_value<std::uint32_t> bad_rows() const {
        return this->template header<std::uint32_t>("fax-bad-rows");
    }
    header_value<std::uint32_t> longest_bad_row_run() const {
        return this->template header<std::uint32_t>("fax-longest-bad-row-run");
    }
    header_value<std::uint32_t> encoding() const {
        return this->template header<std::uint32_t>("fax-encoding");
    }
    std::string_view encoding_name() const noexcept { return this->text("fax-encoding-name"); }
};

/// A page was received.
class spandsp_rxfaxpageresult : public fax_page_result<spandsp_rxfaxpageresult> {
public:
    static constexpr std::string_view subclass = "spandsp::rxfaxpageresult";
    using fax_page_result::fax_page_result;
};

/// A page was sent.
class spandsp_txfaxpageresult : public fax_page_result<spandsp_txfaxpageresult> {
public:
    static constexpr std::string_view subclass = "spandsp::txfaxpageresult";
    using fax_page_result::fax_page_result;
};

/// What the two ends of a fax agreed on (phase_b_handler).
template <class View>
class fax_negotiation : public custom_view<View, channel_view> {
public:
    using custom_view<View, channel_view>::custom_view;
    /// Bits a second.
    header_value<std::uint32_t> transfer_rate() const {
        return this->template header<std::uint32_t>("fax-transfer-rate");
    }
    /// Whether errors are corrected.
    header_value<bool> ecm() const { return this->template header<bool>("fax-ecm-used"); }
    header_value<t38_status> t38() const {
        return this->template header<t38_status>("fax-t38-status");
    }
    std::string_view local_station() const noexcept { return this->text("fax-local-station-id"); }
    std::string_view remote_station() const noexcept { return this->text("fax-remote-station-id"); }
    std::string_view remote_country() const noexcept { return this->text("fax-remote-country"); }
    std::string_view remote_vendor() const noexcept { return this->text("fax-remote-vendor"); }
    std::string_view remote_model() const noexcept { return this->text("fax-remote-model"); }
    header_value<std::uint32_t> total_pages() const {
        return this->template header<std::uint32_t>("fax-document-total-pages");
    }
};

/// Of a fax that is received. The name is FreeSWITCH's.
class spandsp_rxfaxnegociateresult : public fax_negotiation<spandsp_rxfaxnegociateresult> {
public:
    static constexpr std::string_view subclass = "spandsp::rxfaxnegociateresult";
    using fax_negotiation::fax_negotiation;
};

/// Of a fax that is sent. The name is FreeSWITCH's.
class spandsp_txfaxnegociateresult : public fax_negotiation<spandsp_txfaxnegociateresult> {
public:
    static constexpr std::string_view subclass = "spandsp::txfaxnegociateresult";
    using fax_negotiation::fax_negotiation;
};

}  // namespace eslio::events
