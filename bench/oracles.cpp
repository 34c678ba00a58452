// SPDX-License-Identifier: Apache-2.0
#include "oracles.h"

#include <gmime/gmime.h>
#include <gumbo.h>

#include <vector>

namespace redshank::bench {

namespace {

void add_part(GMimeObject*, GMimeObject* object, gpointer out) {
    if (!GMIME_IS_PART(object)) return;
    auto& parts = *static_cast<Parts*>(out);
    ++parts.leaves;
    GMimeDataWrapper* content = g_mime_part_get_content(GMIME_PART(object));
    if (content == nullptr) return;
    GMimeStream* decoded = g_mime_stream_mem_new();
    const ssize_t written = g_mime_data_wrapper_write_to_stream(content, decoded);
    if (written > 0) parts.decoded_bytes += static_cast<uint64_t>(g_mime_stream_length(decoded));
    g_object_unref(decoded);
}

std::string trimmed(std::string_view text) {
    constexpr std::string_view space = " \t\n\f\r";
    const size_t first = text.find_first_not_of(space);
    if (first == text.npos) return {};
    return std::string(text.substr(first, text.find_last_not_of(space) - first + 1));
}

}  // namespace

void start_gmime() {
    g_mime_init();
}

Parts gmime_parts(std::string_view bytes) {
    Parts parts;
    GMimeStream* stream = g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size());
    GMimeParser* parser = g_mime_parser_new_with_stream(stream);
    if (GMimeMessage* message = g_mime_parser_construct_message(parser, nullptr)) {
        GMimeObject* top = g_mime_message_get_mime_part(message);
        if (top != nullptr) add_part(nullptr, top, &parts);
        if (top != nullptr && GMIME_IS_MULTIPART(top))
            g_mime_multipart_foreach(GMIME_MULTIPART(top), add_part, &parts);
        g_object_unref(message);
    }
    g_object_unref(parser);
    g_object_unref(stream);
    return parts;
}

std::set<std::string> gumbo_links(std::string_view page) {
    GumboOutput* tree = gumbo_parse_with_options(&kGumboDefaultOptions, page.data(), page.size());
    std::set<std::string> links;
    std::vector<const GumboNode*> open{tree->root};
    while (!open.empty()) {
        const GumboNode* node = open.back();
        open.pop_back();
        if (node->type != GUMBO_NODE_ELEMENT && node->type != GUMBO_NODE_TEMPLATE) continue;
        const GumboElement& element = node->v.element;
        const GumboAttribute* href = gumbo_get_attribute(&element.attributes, "href");
        if ((element.tag == GUMBO_TAG_A || element.tag == GUMBO_TAG_AREA) && href != nullptr)
            links.insert(trimmed(href->value));
        for (unsigned i = 0; i < element.children.length; ++i)
            open.push_back(static_cast<const GumboNode*>(element.children.data[i]));
    }
    gumbo_destroy_output(&kGumboDefaultOptions, tree);
    return links;
}

}  // namespace redshank::bench
