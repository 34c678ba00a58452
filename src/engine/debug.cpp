// SPDX-License-Identifier: Apache-2.0
#include "engine/debug.h"

#include "base/json_writer.h"
#include "base/safe_text.h"
#include "engine/inspect.h"
#include "evidence/record.h"
#include "html/html.h"
#include "mime/entity.h"
#include "text/charset.h"
#include "url/url.h"

namespace redshank::engine {

namespace {

std::string text_of(const mime::Entity& entity, const Limits& limits) {
    AnomalyList ignored(limits);
    std::string decoded;
    return text::to_utf8(mime::decode_body(entity, decoded, limits, ignored), entity.charset).utf8;
}

std::string entities(const std::string& bytes, const Limits& limits) {
    AnomalyList anomalies(limits);
    const mime::Message message = mime::parse(bytes, limits, anomalies);
    JsonWriter json;
    json.begin_object().key("schema").value("redshank/1").key("header").begin_array();
    for (const mime::HeaderField& field : message.header.fields) {
        json.begin_object()
            .key("offset")
            .value(field.offset)
            .key("name")
            .value(field.name)
            .key("body")
            .value(field.body)
            .end_object();
    }
    json.end_array().key("entities").begin_array();
    for (const mime::Entity& entity : message.entities) {
        json.begin_object().key("number").value(entity.number);
        json.key("media_type").value(entity.content_type.type + "/" + entity.content_type.subtype);
        json.key("charset")
            .value(entity.charset)
            .key("disposition")
            .value(entity.disposition)
            .key("filename")
            .value(entity.filename);
        json.key("body_offset")
            .value(entity.body_offset)
            .key("body_bytes")
            .value(static_cast<uint64_t>(entity.body.size()));
        if (!entity.alternative_reading.empty())
            json.key("alternative_reading").value(entity.alternative_reading);
        json.end_object();
    }
    json.end_array().end_object();
    return json.take();
}

void page_json(JsonWriter& json, const std::string& number, const html::Page& page) {
    json.begin_object()
        .key("part")
        .value(number)
        .key("base_href")
        .value(page.base_href)
        .key("title")
        .value(page.title);
    json.key("elements")
        .value(page.elements)
        .key("has_script")
        .value(page.has_script)
        .key("has_form")
        .value(page.has_form);
    json.key("visible_text").value(page.visible_text).key("references").begin_array();
    for (const html::Reference& reference : page.references) {
        json.begin_object()
            .key("kind")
            .value(static_cast<uint32_t>(reference.kind))
            .key("loads")
            .value(reference.loads);
        json.key("hidden")
            .value(static_cast<uint32_t>(reference.hidden))
            .key("offset")
            .value(reference.offset);
        json.key("value").value(defang(reference.value)).key("text").value(reference.text).end_object();
    }
    json.end_array().key("hidden_text").begin_array();
    for (const html::HiddenText& hidden : page.hidden_text) {
        json.begin_object()
            .key("hidden")
            .value(static_cast<uint32_t>(hidden.hidden))
            .key("offset")
            .value(hidden.offset);
        json.key("bytes").value(hidden.bytes).end_object();
    }
    json.end_array().end_object();
}

std::string pages(const std::string& bytes, const Limits& limits) {
    AnomalyList anomalies(limits);
    const mime::Message message = mime::parse(bytes, limits, anomalies);
    JsonWriter json;
    json.begin_object().key("schema").value("redshank/1").key("pages").begin_array();
    for (const mime::Entity& entity : message.entities) {
        if (!entity.content_type.is("text/html")) continue;
        page_json(json, entity.number, html::read_page(text_of(entity, limits), limits, anomalies));
    }
    json.end_array().end_object();
    return json.take();
}

std::string urls(const Inspection& inspection, const Limits& limits) {
    JsonWriter json;
    json.begin_object().key("schema").value("redshank/1").key("urls").begin_array();
    for (const Inspected& one : inspection.messages) {
        for (const facts::UrlUse& use : one.message.urls) {
            json.begin_object()
                .key("message")
                .value(one.message.id)
                .key("part")
                .value(use.part)
                .key("part_offset")
                .value(use.part_offset);
            json.key("kind")
                .value(facts::url_kind_name(use.kind))
                .key("trigger")
                .value(facts::trigger_name(use.trigger));
            json.key("url")
                .value(defang(use.url))
                .key("site")
                .value(use.site)
                .key("target")
                .value(defang(use.target));
            AnomalyList ignored(limits);
            if (const auto parsed = url::parse(use.url, nullptr, limits, ignored)) {
                json.key("shape").value(defang(url::shape(*parsed, limits))).key("pieces").begin_array();
                for (const url::Piece& piece : url::pieces(*parsed, limits)) {
                    json.begin_object().key("name").value(piece.name).key("value").value(piece.value);
                    json.key("token").value(url::looks_like_token(piece.value)).end_object();
                }
                json.end_array();
            }
            json.end_object();
        }
    }
    json.end_array().end_object();
    return json.take();
}

std::string facts_of(const Inspection& inspection) {
    JsonWriter json;
    json.begin_object().key("schema").value("redshank/1").key("messages").begin_array();
    for (const Inspected& one : inspection.messages) json.raw(evidence::write_message(one.message));
    json.end_array().end_object();
    return json.take();
}

std::string anomalies_of(const Inspection& inspection) {
    JsonWriter json;
    json.begin_object().key("schema").value("redshank/1").key("anomalies").begin_array();
    for (const Inspected& one : inspection.messages) {
        for (const Anomaly& anomaly : one.message.anomalies) {
            json.begin_object()
                .key("message")
                .value(one.message.id)
                .key("kind")
                .value(anomaly_name(anomaly.kind));
            json.key("offset").value(anomaly.offset).key("detail").value(anomaly.detail).end_object();
        }
    }
    json.end_array().end_object();
    return json.take();
}

}  // namespace

const std::vector<std::string>& debug_stages() {
    static const std::vector<std::string> stages = {"entities", "html", "urls", "facts", "anomalies"};
    return stages;
}

Result<std::string> debug(std::string_view stage, const std::string& file,
                          const std::optional<std::filesystem::path>& org_file, const Limits& limits) {
    if (stage == "entities" || stage == "html") {
        const auto bytes = first_message_bytes(file, limits);
        if (!bytes) return bytes.error();
        return stage == "entities" ? entities(*bytes, limits) : pages(*bytes, limits);
    }
    const auto inspection = inspect({file, org_file, {}}, limits);
    if (!inspection) return inspection.error();
    if (stage == "urls") return urls(*inspection, limits);
    return stage == "facts" ? facts_of(*inspection) : anomalies_of(*inspection);
}

}  // namespace redshank::engine
