// SPDX-License-Identifier: Apache-2.0
#include "engine/message_view.h"

#include <algorithm>

#include "base/safe_text.h"
#include "extract/extract.h"
#include "html/collapse.h"
#include "html/html.h"
#include "mime/entity.h"
#include "mime/fields.h"
#include "text/charset.h"
#include "url/url.h"

namespace redshank::engine {

namespace {

bool is_body(const mime::Entity& entity, std::string_view media_type) {
    return entity.content_type.is(media_type) && entity.disposition != "attachment";
}

std::string text_of(const mime::Entity& entity, const Limits& limits, AnomalyList& anomalies) {
    std::string decoded;
    return text::to_utf8(mime::decode_body(entity, decoded, limits, anomalies), entity.charset).utf8;
}

// What a box in a picture says of the thing that it stands for: its host, defanged; never more of the URL.
std::string host_label(std::string_view written, const Limits& limits) {
    AnomalyList ignored(limits);
    const auto url = url::parse(written, nullptr, limits, ignored);
    if (!url) return "";
    const std::string scheme(url->scheme());
    if (scheme == "cid") return "sent along";
    if (scheme == "data") return "in the mail itself";
    return defang(url->host());
}

}  // namespace

std::vector<ViewedField> view_header(std::string_view message, const Limits& limits) {
    AnomalyList ignored(limits);
    std::vector<ViewedField> fields;
    const mime::Message parsed = mime::parse(message, limits, ignored);
    for (const mime::HeaderField& field : parsed.header.fields)
        fields.push_back({std::string(field.name), mime::decode_unstructured(field.body, ignored)});
    return fields;
}

std::vector<ViewedText> view_texts(std::string_view message, const Limits& limits) {
    AnomalyList ignored(limits);
    std::vector<ViewedText> texts;
    const mime::Message parsed = mime::parse(message, limits, ignored);
    for (const mime::Entity& entity : parsed.entities) {
        const bool is_html = is_body(entity, "text/html");
        if (!is_html && !is_body(entity, "text/plain")) continue;
        std::string text = text_of(entity, limits, ignored);
        if (is_html) text = html::read_page(text, limits, ignored).visible_text;
        const bool is_cut = text.size() > max_viewed_text_bytes;
        text.resize(html::cut_utf8(text, max_viewed_text_bytes).size());
        texts.push_back({entity.number, is_html ? "text/html" : "text/plain", std::move(text), is_cut});
    }
    return texts;
}

std::vector<ViewedPicture> view_pictures(std::string_view message, const Limits& limits) {
    AnomalyList ignored(limits);
    std::vector<ViewedPicture> pictures;
    const mime::Message parsed = mime::parse(message, limits, ignored);
    for (const mime::Entity& entity : parsed.entities) {
        if (!is_body(entity, "text/html")) continue;
        const auto label = [&](std::string_view url) { return host_label(url, limits); };
        pictures.push_back(
            {entity.number, html::picture_of(text_of(entity, limits, ignored), limits, label)});
    }
    return pictures;
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
