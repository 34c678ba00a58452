// SPDX-License-Identifier: Apache-2.0
#include "document/xml.h"

#include <algorithm>

namespace redshank::document {

std::string_view local_name(std::string_view name) {
    return name.substr(name.find(':') + 1);  // npos + 1 is 0
}

XmlText::XmlText(std::string_view utf8, const Limits& limits)
    : input_(utf8.substr(0, limits.max_xml_bytes)),
      buffer_(input_),
      cut_(utf8.size() > limits.max_xml_bytes) {
    constexpr unsigned flags = pugi::parse_escapes | pugi::parse_cdata;
    // Damage leaves what was read before it, which is what is wanted.
    (void)document_.load_buffer_inplace(buffer_.data(), buffer_.size(), flags, pugi::encoding_utf8);
}

void XmlText::each_element(const std::function<void(const pugi::xml_node&)>& visit) const {
    pugi::xml_node node = document_.first_child();
    while (node) {
        if (node.type() == pugi::node_element) visit(node);
        if (node.first_child()) {
            node = node.first_child();
            continue;
        }
        while (node && !node.next_sibling()) node = node.parent();
        node = node.next_sibling();
    }
}

void XmlText::each_attribute(const pugi::xml_node& element, std::string_view name,
                             const std::function<void(const Written&)>& visit) const {
    for (const pugi::xml_attribute attribute : element.attributes()) {
        if (local_name(attribute.name()) == name) visit(written(attribute.value(), "\"'"));
    }
}

Written XmlText::attribute(const pugi::xml_node& element, std::string_view name) const {
    for (const pugi::xml_attribute attribute : element.attributes()) {
        if (attribute.name() == name) return written(attribute.value(), "\"'");
    }
    for (const pugi::xml_attribute attribute : element.attributes()) {
        if (local_name(attribute.name()) == name) return written(attribute.value(), "\"'");
    }
    return {};
}

Written XmlText::text(const pugi::xml_node& element) const {
    for (const pugi::xml_node child : element.children()) {
        if (child.type() == pugi::node_pcdata) return written(child.value(), "<");
        if (child.type() == pugi::node_cdata) return written(child.value(), "]");
    }
    return {};
}

Written XmlText::written(const char* value, std::string_view ends) const {
    // An empty value may be pugixml's own "".
    const std::less<const char*> before;
    const char* const end = buffer_.data() + buffer_.size();
    if (before(value, buffer_.data()) || !before(value, end)) return {};
    const auto offset = static_cast<size_t>(value - buffer_.data());
    const char quote = offset > 0 ? input_[offset - 1] : '\0';
    const bool is_quoted = ends.find(quote) != std::string_view::npos;
    const size_t close = is_quoted ? input_.find(quote, offset) : input_.find_first_of(ends, offset);
    return {value, static_cast<uint32_t>(offset),
            static_cast<uint32_t>(std::min(close, input_.size()) - offset)};
}

}  // namespace redshank::document
