// SPDX-License-Identifier: Apache-2.0
// Result<T>: a value, or why there is none, in words a user can act on. For what can fail outright (not this
// format, unreadable, locked). Odd mail is no failure: a parser gives its best value plus anomalies
// (anomaly.h).
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace redshank {

/// Why something failed: one sentence, without the place (the caller knows it and puts it before).
struct Error {
    std::string message;
};

template <typename T>
class [[nodiscard]] Result {
  public:
    Result(T value) : state_(std::move(value)) {}
    Result(Error error) : state_(std::move(error)) {}

    explicit operator bool() const { return std::holds_alternative<T>(state_); }
    /// Only when there is a value.
    T& operator*() { return std::get<T>(state_); }
    const T& operator*() const { return std::get<T>(state_); }
    T* operator->() { return &std::get<T>(state_); }
    const T* operator->() const { return &std::get<T>(state_); }
    /// Only when there is none.
    const Error& error() const { return std::get<Error>(state_); }

  private:
    std::variant<T, Error> state_;
};

/// Success without a value.
struct Done {};
using Status = Result<Done>;

}  // namespace redshank
