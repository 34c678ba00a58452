// SPDX-License-Identifier: Apache-2.0
// PDF's standard security handler (ISO 32000-1 7.6 and ISO 32000-2 7.6.4): RC4 and AES. Most encrypted PDFs
// have an empty user password: everybody can read them, and only printing or copying is forbidden.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace redshank::document {

class PdfCrypt {
  public:
    /// `dictionary` begins at the "<<" of an encryption dictionary; `file_id` is the first string of the
    /// trailer's /ID. Nothing where it is of another handler, or the user password is another one.
    static std::optional<PdfCrypt> open(std::string_view dictionary, std::string_view file_id,
                                        std::string_view password);

    /// The plain bytes of what stands in that object; damaged padding is left on.
    std::string string(std::string_view bytes, uint32_t object, uint32_t generation) const;
    std::string stream(std::string_view bytes, uint32_t object, uint32_t generation) const;
    std::string embedded_file(std::string_view bytes, uint32_t object, uint32_t generation) const;

  private:
    enum class Method : uint8_t { none, rc4, aes128, aes256 };
    struct Dictionary;

    std::string plain(Method method, std::string_view bytes, uint32_t object, uint32_t generation) const;

    std::string key_;
    Method strings_ = Method::rc4, streams_ = Method::rc4, files_ = Method::rc4;
};

}  // namespace redshank::document
