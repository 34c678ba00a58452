// SPDX-License-Identifier: Apache-2.0
// One producer, several workers, one consumer that gets the results in the order of the input: so that the
// outcome is the same at any thread count. Holds at most `capacity` items, which pushes back on the producer.
// Items are batches of messages: one lock a batch costs nothing that can be measured.
#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace redshank::engine {

template <class In, class Out>
class OrderedPipeline {
  public:
    OrderedPipeline(int workers, size_t capacity, std::function<Out(In&&)> work)
        : capacity_(capacity), work_(std::move(work)) {
        for (int i = 0; i < workers; ++i) threads_.emplace_back([this] { run_worker(); });
    }
    ~OrderedPipeline() {
        stop();
        for (std::thread& thread : threads_) thread.join();
    }
    OrderedPipeline(const OrderedPipeline&) = delete;
    OrderedPipeline& operator=(const OrderedPipeline&) = delete;

    /// From the producer; waits while the pipeline is full. False once it was stopped.
    bool push(In item) {
        std::unique_lock lock(mutex_);
        not_full_.wait(lock, [&] { return slots_.size() < capacity_ || stopped_; });
        if (stopped_) return false;
        slots_.push_back(std::make_unique<Slot>());
        slots_.back()->in = std::move(item);
        work_ready_.notify_one();
        return true;
    }

    /// From the producer: nothing more comes.
    void finish() {
        {
            const std::lock_guard lock(mutex_);
            finished_ = true;
        }
        wake_all();
    }

    /// From any thread: what is not yet worked on is dropped, push and pop return at once.
    void stop() {
        {
            const std::lock_guard lock(mutex_);
            stopped_ = true;
        }
        wake_all();
    }

    /// From the consumer: the next result in order, or nothing at the end. Throws what the work threw.
    std::optional<Out> pop() {
        std::unique_lock lock(mutex_);
        result_ready_.wait(lock,
                           [&] { return stopped_ || (slots_.empty() ? finished_ : slots_.front()->done); });
        if (slots_.empty() || stopped_) return std::nullopt;
        const std::unique_ptr<Slot> slot = std::move(slots_.front());
        slots_.pop_front();
        --next_;
        not_full_.notify_one();
        if (slot->failure) std::rethrow_exception(slot->failure);
        return std::move(slot->out);
    }

  private:
    struct Slot {
        In in;
        std::optional<Out> out;
        std::exception_ptr failure;
        bool done = false;
    };

    void run_worker() {
        std::unique_lock lock(mutex_);
        while (true) {
            work_ready_.wait(lock, [&] { return next_ < slots_.size() || finished_ || stopped_; });
            if (stopped_ || next_ >= slots_.size()) return;
            Slot& slot = *slots_[next_++];
            lock.unlock();
            try {
                slot.out = work_(std::move(slot.in));
            } catch (...) {
                slot.failure = std::current_exception();
            }
            lock.lock();
            slot.done = true;
            result_ready_.notify_one();
        }
    }

    void wake_all() {
        work_ready_.notify_all();
        result_ready_.notify_all();
        not_full_.notify_all();
    }

    const size_t capacity_;
    const std::function<Out(In&&)> work_;
    std::mutex mutex_;
    std::condition_variable not_full_, work_ready_, result_ready_;
    std::deque<std::unique_ptr<Slot>> slots_;  // in input order; the first `next_` are taken by workers
    size_t next_ = 0;
    bool finished_ = false;
    bool stopped_ = false;
    std::vector<std::thread> threads_;
};

/// A whole run: `produce` pushes on a thread of its own, `work` runs on `workers` threads, `take` gets the
/// results here, in order. Throws what any of them threw.
template <class In, class Out>
void run_ordered(int workers, const std::function<void(OrderedPipeline<In, Out>&)>& produce,
                 std::function<Out(In&&)> work, const std::function<void(Out&&)>& take) {
    constexpr size_t items_per_worker = 4;
    const size_t capacity = items_per_worker * static_cast<size_t>(workers) + 2;
    OrderedPipeline<In, Out> pipeline(workers, capacity, std::move(work));
    std::exception_ptr failure;
    std::thread producer([&] {
        try {
            produce(pipeline);
        } catch (...) {
            failure = std::current_exception();
        }
        pipeline.finish();
    });
    try {
        while (auto out = pipeline.pop()) take(std::move(*out));
    } catch (...) {
        pipeline.stop();
        producer.join();
        throw;
    }
    producer.join();
    if (failure) std::rethrow_exception(failure);
}

}  // namespace redshank::engine
