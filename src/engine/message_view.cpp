// SPDX-License-Identifier: Apache-2.0
#include "engine/message_view.h"

#include <algorithm>

#include "extract/extract.h"
#include "html/html.h"
#include "mime/entity.h"
#include "mime/fields.h"
#include "text/charset.h"

namespace redshank::engine {

namespace {

std::optional<MessageView::Text> visible_text(const mime::Entity& entity, const Limits& limits,
                                              AnomalyList& anomalies) {
    const bool is_html = entity.content_type.is("text/html");
    if ((!is_html && !entity.content_type.is("text/plain")) || entity.disposition == "attachment")
        return std::nullopt;
    std::string decoded;
    std::string text = text::to_utf8(mime::decode_body(entity, decoded, limits, anomalies), entity.charset).utf8;
    if (is_html) text = html::read_page(text, limits, anomalies).visible_text;
    const bool is_cut = text.size() > max_text_bytes;
    if (is_cut) text.resize(max_text_bytes);
    return MessageView::Text{entity.number, is_html ? "text/html" : "text/plain", std::move(text), is_cut};
}

}  // namespace

MessageView message_view(std::string_view bytes, const Limits& limits) {
    AnomalyList ignored(limits);
    const mime::Message message = mime::parse(bytes, limits, ignored);
    MessageView view;
    for (const mime::HeaderField& field : message.header.fields)
        view.fields.push_back({std::string(field.name), mime::decode_unstructured(field.body, ignored)});
    for (const mime::Entity& entity : message.entities) {
        if (auto text = visible_text(entity, limits, ignored)) view.texts.push_back(std::move(*text));
    }
    return view;
}

std::optional<BytesInPlace> bytes_in_place(std::string_view message, std::string_view part, uint64_t offset,
                                           std::string_view bytes, size_t around, const Limits& limits) {
    const auto decoded = part.empty() ? std::string(message) : extract::bytes_at(message, part, limits);
    if (!decoded || offset > decoded->size()) return std::nullopt;
    const std::string_view all = *decoded;
    if (all.substr(offset, bytes.size()) != bytes) return std::nullopt;
    const size_t from = offset - std::min<size_t>(offset, around);
    return BytesInPlace{std::string(all.substr(from, offset - from)), std::string(bytes),
                        std::string(all.substr(offset + bytes.size(), around))};
}

}  // namespace redshank::engine
