// SPDX-License-Identifier: Apache-2.0
#include "source/pst_frames.h"

#include <memory>

#include "base/safe_text.h"

namespace redshank::source {

namespace {

constexpr size_t frame_header_bytes = 9;
constexpr size_t item_header_bytes = 8;
constexpr size_t message_header_bytes = 9;
constexpr uint64_t max_name_bytes = 64u << 10;

uint64_t number(std::string_view bytes) {
    uint64_t value = 0;
    for (size_t i = 8; i-- > 0;) value = value << 8 | static_cast<uint8_t>(i < bytes.size() ? bytes[i] : 0);
    return value;
}

}  // namespace

PstFrames::Taken PstFrames::next(const Read& read) {
    char header[frame_header_bytes];
    if (!read(header, sizeof header)) return Taken::broken;
    const uint64_t length = number({header + 1, 8});
    if (length > (header[0] == 'M' ? limits_.max_message_bytes * 3 : max_name_bytes)) return Taken::broken;
    std::string payload(static_cast<size_t>(length), '\0');
    if (!read(payload.data(), payload.size())) return Taken::broken;
    return take(header[0], payload);
}

PstFrames::Taken PstFrames::take(char kind, std::string& payload) {
    switch (kind) {
        case 'E':
            return Taken::end;
        case 'I':
            if (payload.size() >= item_header_bytes) item(payload);
            return Taken::frame;
        case 'P':
            visitor_.problem({item_name_.empty() ? leaf_.source : item_name_, 0, replace_bad_utf8(payload)});
            return Taken::frame;
        case 'M':
            if (payload.size() < message_header_bytes) return Taken::frame;
            if (item_name_.empty()) return Taken::broken;  // its place would be nowhere
            return message(payload) ? Taken::frame : Taken::stopped;
        default:
            return Taken::frame;
    }
}

void PstFrames::item(const std::string& payload) {
    ordinal_ = number(payload);
    const std::string name = payload.substr(item_header_bytes);
    const auto asked = asked_.find(name);
    item_name_ = asked != asked_.end() ? asked->second : leaf_.source + "!/" + name;
}

bool PstFrames::message(std::string& payload) {
    message_bytes_ += payload.size();
    const auto flags = static_cast<uint8_t>(payload[0]);
    auto owner = std::make_shared<const std::string>(std::move(payload));
    RawMessage message;
    message.delivered = static_cast<Seconds>(number(std::string_view(*owner).substr(1, 8)));
    message.bytes = std::string_view(*owner).substr(message_header_bytes);
    message.owner = std::move(owner);
    message.source = item_name_;
    message.reconstructed = true;
    message.flags = {.read = (flags & 1) != 0,
                     .replied = (flags & 2) != 0,
                     .flagged = (flags & 4) != 0,
                     .deleted = (flags & 8) != 0};
    return visitor_.message(std::move(message));
}

}  // namespace redshank::source
