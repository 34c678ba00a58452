// SPDX-License-Identifier: Apache-2.0
#include "extract/outlook_part.h"

#include "mapi/msg.h"
#include "mapi/rebuild.h"
#include "mapi/tnef.h"

namespace redshank::extract {

std::string message_of_tnef(std::string_view bytes, const Limits& limits) {
    const auto items = mapi::read_tnef(bytes, limits);
    return items ? mapi::rebuild(*items, limits) : std::string();
}

std::string message_of_msg(std::string_view bytes, const Limits& limits) {
    if (!mapi::may_be_msg(bytes)) return {};
    const auto items = mapi::read_msg(bytes, limits);
    if (!items) return {};
    const mapi::Item& first = items->front();
    const bool is_mail =
        mapi::is_mail_class(first.properties.text(mapi::tag::message_class, first.charset()));
    return is_mail ? mapi::rebuild(*items, limits) : std::string();
}

}  // namespace redshank::extract
