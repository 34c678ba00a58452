// SPDX-License-Identifier: Apache-2.0
#include "source/outlook_item.h"

#include "mapi/compound_file.h"
#include "mapi/msg.h"
#include "mapi/rebuild.h"
#include "mapi/tnef.h"

namespace redshank::source {

namespace {

RawMessage as_message(const mapi::Items& items, const Limits& limits) {
    auto bytes = std::make_shared<const std::string>(mapi::rebuild(items, limits));
    const mapi::ItemFlags flags = mapi::flags_of(items.front());
    RawMessage message;
    message.bytes = *bytes;
    message.owner = std::move(bytes);
    message.reconstructed = true;
    message.flags = {.read = flags.read, .replied = flags.replied, .flagged = flags.flagged};
    message.delivered = items.front().properties.time(mapi::tag::delivery_time).value_or(0);
    return message;
}

}  // namespace

StoreResult read_outlook_item(Window& window, const Leaf& leaf, const Limits& limits,
                              const StoreVisitor& visitor) {
    const std::string name = leaf.source + "!/message";
    if (window.fill(static_cast<size_t>(limits.max_message_bytes) + 1)) {
        // Databases and large documents are compound files too: only what says that it is a message is
        // missed.
        const bool is_item = leaf.kind == Kind::tnef || mapi::may_be_msg(window.view());
        if (is_item) visitor.problem({leaf.source, 0, "is an Outlook item larger than Redshank reads"});
        return {is_item ? leaf.kind : Kind::unknown, true};
    }
    const auto items = leaf.kind == Kind::tnef ? mapi::read_tnef(window.view(), limits)
                                               : mapi::read_msg(window.view(), limits);
    if (!items) {
        const bool is_item = mapi::may_be_msg(window.view());
        if (is_item)
            visitor.problem(
                {leaf.source, 0, items.error().message + "; open it in Outlook and save it anew"});
        return {is_item ? leaf.kind : Kind::unknown, true};
    }
    const mapi::Item& first = items->front();
    if (!mapi::is_mail_class(first.properties.text(mapi::tag::message_class, first.charset())))
        return {leaf.kind, true};
    RawMessage message = as_message(*items, limits);
    message.source = name;
    return {leaf.kind, visitor.message(std::move(message))};
}

}  // namespace redshank::source
