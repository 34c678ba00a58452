// SPDX-License-Identifier: Apache-2.0
// XML (1.0) of office documents, through pugixml, which reads in place: where a value begins in the copy is
// where it begins in the input, so evidence keeps exact offsets. Entities of a DTD are never expanded.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include <pugixml.hpp>

#include "base/limits.h"

namespace redshank::document {

/// Name without its namespace prefix: office programs choose prefixes freely.
std::string_view local_name(std::string_view name);

struct Written {
    std::string_view value;  // character references resolved; valid while the XmlText lives
    uint32_t offset = 0;     // as written, in the input
    uint32_t length = 0;
};

class XmlText {
  public:
    /// `utf8` must outlive it. Reads up to limits.max_xml_bytes; damaged XML is read up to the damage.
    XmlText(std::string_view utf8, const Limits& limits);

    bool cut() const { return cut_; }
    /// Every element in document order; no recursion.
    void each_element(const std::function<void(const pugi::xml_node&)>& visit) const;
    /// Every attribute of that local name, whatever its prefix: one of another namespace may stand before the
    /// one that counts.
    void each_attribute(const pugi::xml_node& element, std::string_view name,
                        const std::function<void(const Written&)>& visit) const;
    /// The first of them, one without a prefix before others; an empty value at 0 where there is none.
    Written attribute(const pugi::xml_node& element, std::string_view name) const;
    /// The first text inside the element.
    Written text(const pugi::xml_node& element) const;

  private:
    Written written(const char* value, std::string_view ends) const;

    std::string_view input_;
    std::string buffer_;
    pugi::xml_document document_;
    bool cut_ = false;
};

}  // namespace redshank::document
