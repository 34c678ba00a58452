// SPDX-License-Identifier: Apache-2.0
#include "document/inflate.h"

#include <array>

#include <zlib.h>

namespace redshank::document {

namespace {

class Inflater {
  public:
    explicit Inflater(Deflate form) {
        ready_ = ::inflateInit2(&stream_, form == Deflate::raw ? -MAX_WBITS : MAX_WBITS) == Z_OK;
    }
    ~Inflater() {
        if (ready_) ::inflateEnd(&stream_);
    }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;

    z_stream* operator->() { return &stream_; }
    z_stream* get() { return &stream_; }
    bool ready() const { return ready_; }

  private:
    z_stream stream_{};
    bool ready_ = false;
};

}  // namespace

std::optional<std::string> inflate(std::string_view bytes, Deflate form, const Limits& limits,
                                   Unpacked& unpacked) {
    Inflater inflater(form);
    if (!inflater.ready() || bytes.size() > UINT32_MAX) return std::nullopt;
    inflater->next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    inflater->avail_in = static_cast<uInt>(bytes.size());
    UnpackBudget budget(bytes.size(), limits, unpacked);
    std::string out;
    std::array<char, 32768> block{};
    int status = Z_OK;
    while (status == Z_OK) {
        inflater->next_out = reinterpret_cast<Bytef*>(block.data());
        inflater->avail_out = static_cast<uInt>(block.size());
        status = ::inflate(inflater.get(), Z_NO_FLUSH);
        const size_t got = block.size() - inflater->avail_out;
        out.append(block.data(), got);
        if (!budget.charge(got) || out.size() > limits.max_unpacked_member_bytes) return std::nullopt;
        if (got == 0 && status == Z_OK) break;
    }
    if (out.empty() && status != Z_STREAM_END) return std::nullopt;
    return out;
}

}  // namespace redshank::document
