// SPDX-License-Identifier: Apache-2.0
// A walk over the elements with one table for what stands in attributes, and a small machine for Word's
// complex fields (17.16.18), whose instruction is cut into runs and may hold further fields.
#include "document/office_xml.h"

#include <array>
#include <vector>

#include "base/ascii.h"
#include "document/office_fields.h"
#include "document/xml.h"

namespace redshank::document {

namespace {

// OOXML: the last segment of a relationship's type (ECMA-376-1 annex A lists them), TargetMode="External".
struct RelationshipRow {
    std::string_view type;
    ReferenceKind kind;
};
constexpr RelationshipRow relationships[] = {{"attachedTemplate", ReferenceKind::template_document},
                                             {"image", ReferenceKind::image},
                                             {"frame", ReferenceKind::frame},
                                             {"subDocument", ReferenceKind::frame},
                                             {"aFChunk", ReferenceKind::frame},
                                             {"oleObject", ReferenceKind::object},
                                             {"package", ReferenceKind::object},
                                             {"control", ReferenceKind::object},
                                             {"video", ReferenceKind::object},
                                             {"audio", ReferenceKind::object},
                                             {"media", ReferenceKind::object},
                                             {"hyperlink", ReferenceKind::link}};

// ODF 1.3 part 3: elements whose xlink:href loads, and those whose href is followed by a click.
struct ElementRow {
    std::string_view element;
    std::string_view attribute;
    ReferenceKind kind;
};
constexpr ElementRow elements[] = {
    {"template", "href", ReferenceKind::template_document},  // meta:template
    {"image", "href", ReferenceKind::image},                 // draw:image
    {"fill-image", "href", ReferenceKind::image},
    {"background-image", "href", ReferenceKind::image},
    {"list-level-style-image", "href", ReferenceKind::image},
    {"floating-frame", "href", ReferenceKind::frame},
    {"section-source", "href", ReferenceKind::frame},
    {"object", "href", ReferenceKind::object},
    {"object-ole", "href", ReferenceKind::object},
    {"plugin", "href", ReferenceKind::object},
    {"applet", "href", ReferenceKind::object},
    {"sound", "href", ReferenceKind::object},
    {"font-face-uri", "href", ReferenceKind::resource},
    {"cell-range-source", "href", ReferenceKind::resource},
    {"table-source", "href", ReferenceKind::resource},
    {"database-source-table", "href", ReferenceKind::resource},
    {"a", "href", ReferenceKind::link},
    {"area-rectangle", "href", ReferenceKind::link},
    {"area-circle", "href", ReferenceKind::link},
    {"area-polygon", "href", ReferenceKind::link},
    {"form", "href", ReferenceKind::form},
    {"button", "href", ReferenceKind::link},
    {"button", "image-data", ReferenceKind::image},
    {"image", "image-data", ReferenceKind::image},
    {"image-frame", "image-data", ReferenceKind::image},
    {"auto-reload", "href", ReferenceKind::frame},  // meta: another document after some seconds
    {"audio", "href", ReferenceKind::object},
    {"alphabetical-index-auto-mark-file", "href", ReferenceKind::resource},
    {"connection-resource", "href", ReferenceKind::resource},
    {"definition-src", "href", ReferenceKind::resource},
    // OOXML and WordprocessingML 2003 beside the relationships
    {"webPr", "url", ReferenceKind::resource},           // SpreadsheetML 18.13.17
    {"connection", "odcFile", ReferenceKind::resource},  // 18.13.1
    {"connection", "sourceFile", ReferenceKind::resource},
    {"textPr", "sourceFile", ReferenceKind::resource},              // 18.13.13
    {"attachedTemplate", "val", ReferenceKind::template_document},  // 2003
    {"fill", "src", ReferenceKind::image},                          // VML
    {"imagedata", "src", ReferenceKind::image},                     // VML
    {"imagedata", "href", ReferenceKind::image},
};

bool is_absolute(std::string_view target) {
    const size_t colon = target.find_first_of(":/?#");
    // "//host/x" beside the document's own file: address is a share on that host.
    return target.starts_with("\\\\") || target.starts_with("//") ||
           (colon != std::string_view::npos && colon > 1 && target[colon] == ':');
}

std::string kept(std::string_view text) {
    return std::string(text.substr(0, max_detail_bytes));
}

class OfficeXml {
  public:
    OfficeXml(std::string_view utf8, const Limits& limits) : xml_(utf8, limits), limits_(limits) {}

    Contents read() {
        xml_.each_element([this](const pugi::xml_node& element) { visit(element); });
        while (!fields_.empty()) close_field();
        out_.cut |= xml_.cut();
        return std::move(out_);
    }

  private:
    struct Field {
        std::string instruction;
        Written first;           // the first run of it
        bool in_result = false;  // behind the separator: what is shown, not what is done
    };

    void visit(const pugi::xml_node& element) {
        const std::string_view name = local_name(element.name());
        if (name == "Relationship") return relationship(element);
        if (name == "fldChar") return field_character(xml_.attribute(element, "fldCharType"));
        if (name == "instrText" || name == "delInstrText") return field_text(xml_.text(element));
        if (name == "fldSimple") return simple_field(xml_.attribute(element, "instr"));
        if (name == "f" || name == "definedName") return formula(xml_.text(element));
        if (name == "ddeLink") return dde(xml_.attribute(element, "ddeService"), element, "ddeTopic");
        if (name == "dde-source" || name == "dde-connection-decl")
            return dde(xml_.attribute(element, "dde-application"), element, "dde-topic");
        if (name == "event-listener") return listener(element);
        if (name == "encryption-data") return add_trait(TraitKind::encrypted, {}, "encryption-data");
        if (name == "dbPr") return connection(xml_.attribute(element, "connection"));
        if (name == "table-cell") formula(xml_.attribute(element, "formula"));
        for (const ElementRow& row : elements) {
            if (row.element != name) continue;
            xml_.each_attribute(element, row.attribute,
                                [&](const Written& written) { add_absolute(row.kind, written); });
        }
    }

    void relationship(const pugi::xml_node& element) {
        const Written target = xml_.attribute(element, "Target");
        if (!iequals(xml_.attribute(element, "TargetMode").value, "External")) return;
        const std::string_view type = xml_.attribute(element, "Type").value;
        const std::string_view name = type.substr(type.rfind('/') + 1);
        ReferenceKind kind = ReferenceKind::resource;
        for (const RelationshipRow& row : relationships) {
            if (iequals(row.type, name)) kind = row.kind;
        }
        add_absolute(kind, target);
    }

    void field_character(const Written& type) {
        if (type.value == "begin") {
            // Fields nest as deep as their writer likes; beyond this only the innermost end is missed.
            if (fields_.size() < static_cast<size_t>(limits_.max_document_depth)) fields_.emplace_back();
        } else if (type.value == "separate") {
            if (!fields_.empty()) fields_.back().in_result = true;
        } else if (type.value == "end" && !fields_.empty()) {
            close_field();
        }
    }

    void field_text(const Written& text) {
        if (text.value.empty()) return;
        if (fields_.empty()) fields_.emplace_back();  // a cut or hand-made document
        Field& field = fields_.back();
        if (field.in_result) return;
        if (field.instruction.empty()) field.first = text;
        if (field.instruction.size() < limits_.max_url_bytes) field.instruction += text.value;
    }

    void close_field() {
        const Field field = std::move(fields_.back());
        fields_.pop_back();
        use_field(read_field(field.instruction), field.instruction, field.first);
        // A field inside another gives it text: { DDEAUTO { QUOTE 99 } }. Its own words are taken as they
        // are.
        if (!fields_.empty() && !fields_.back().in_result &&
            fields_.back().instruction.size() + field.instruction.size() < limits_.max_url_bytes) {
            if (fields_.back().instruction.empty()) fields_.back().first = field.first;
            fields_.back().instruction += field.instruction;
        }
    }

    void simple_field(const Written& instruction) {
        use_field(read_field(instruction.value), instruction.value, instruction);
    }

    void formula(const Written& formula) {
        if (!formula.value.empty()) use_field(read_formula(formula.value), formula.value, formula);
    }

    void use_field(const std::optional<FieldUse>& use, std::string_view instruction, const Written& at) {
        if (!use) return;
        if (use->is_dde) return add_trait(TraitKind::dde, at, trim(instruction));
        if (is_absolute(use->argument)) add(use->kind, use->argument, at);
    }

    void dde(const Written& application, const pugi::xml_node& element, std::string_view topic) {
        add_trait(TraitKind::dde, application,
                  std::string(application.value) + "|" + std::string(xml_.attribute(element, topic).value));
    }

    void listener(const pugi::xml_node& element) {
        const Written script = xml_.attribute(element, "href");
        if (istarts_with(script.value, "vnd.sun.star.script:") || istarts_with(script.value, "macro:"))
            add_trait(TraitKind::macro, script, script.value);
        else
            add_absolute(ReferenceKind::link, script);
    }

    // "Provider=…;Data Source=https://host/…": the address inside the text.
    void connection(const Written& text) {
        const size_t at = std::min(text.value.find("http://"), text.value.find("https://"));
        if (at == std::string_view::npos) return;
        const std::string_view rest = text.value.substr(at);
        add(ReferenceKind::resource, rest.substr(0, rest.find_first_of(";\"' ")), text);
    }

    void add_absolute(ReferenceKind kind, const Written& written) {
        if (is_absolute(written.value)) add(kind, written.value, written);
    }

    void add(ReferenceKind kind, std::string_view value, const Written& at) {
        if (out_.references.size() >= limits_.max_links) {
            out_.cut = true;
            return;
        }
        out_.references.push_back({kind, std::string(value), at.offset, at.length, {}});
    }

    void add_trait(TraitKind kind, const Written& at, std::string_view detail) {
        if (out_.traits.size() >= limits_.max_document_traits) {
            out_.cut = true;
            return;
        }
        out_.traits.push_back({kind, at.offset, at.length, kept(detail)});
    }

    const XmlText xml_;
    const Limits& limits_;
    std::vector<Field> fields_;
    Contents out_;
};

}  // namespace

Contents read_office_xml(std::string_view utf8, const Limits& limits) {
    return OfficeXml(utf8, limits).read();
}

std::optional<TraitKind> trait_of_member(std::string_view name) {
    const std::string lower = ascii_lower(name);
    const auto holds = [&](std::string_view part) { return lower.find(part) != std::string::npos; };
    // OOXML: [MS-OFFMACRO2] 2.2.1; Excel 4.0 sheets [MS-OFFMACRO2] 2.2.1.6. ODF: libraries of Basic and
    // scripts.
    if (lower.ends_with("vbaproject.bin") || holds("xl/macrosheets/")) return TraitKind::macro;
    if ((lower.starts_with("basic/") && lower.ends_with(".xml") && !lower.ends_with("-lc.xml") &&
         !lower.ends_with("-lb.xml")) ||
        (lower.starts_with("scripts/") && !lower.ends_with("/")))
        return TraitKind::macro;
    if (holds("/activex/activex")) return TraitKind::activex;
    if (holds("/embeddings/") && lower.ends_with(".bin")) return TraitKind::embedded_object;
    return std::nullopt;
}

}  // namespace redshank::document
