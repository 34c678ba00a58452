// SPDX-License-Identifier: Apache-2.0
#include "engine/ordered_pipeline.h"

#include <gtest/gtest.h>

#include <chrono>
#include <stdexcept>

namespace redshank::engine {
namespace {

TEST(OrderedPipeline, KeepsTheOrderAtAnyThreadCount) {
    for (const int workers : {1, 2, 7}) {
        OrderedPipeline<int, int> pipeline(workers, 5, [](int&& value) {
            // Late items overtake early ones unless the order is kept.
            if (value % 3 == 0) std::this_thread::sleep_for(std::chrono::microseconds(200));
            return value * 2;
        });
        std::thread producer([&] {
            for (int i = 0; i < 500; ++i) EXPECT_TRUE(pipeline.push(i));
            pipeline.finish();
        });
        int expected = 0;
        while (const auto result = pipeline.pop()) {
            EXPECT_EQ(*result, expected);
            expected += 2;
        }
        EXPECT_EQ(expected, 1000);
        producer.join();
    }
}

TEST(OrderedPipeline, NothingToDo) {
    OrderedPipeline<int, int> pipeline(2, 2, [](int&& value) { return value; });
    pipeline.finish();
    EXPECT_FALSE(pipeline.pop());
}

TEST(OrderedPipeline, WorkThatThrowsReachesTheConsumer) {
    OrderedPipeline<int, int> pipeline(2, 4, [](int&& value) {
        if (value == 1) throw std::runtime_error("one");
        return value;
    });
    pipeline.push(0);
    pipeline.push(1);
    pipeline.finish();
    EXPECT_EQ(pipeline.pop(), 0);
    EXPECT_THROW(pipeline.pop(), std::runtime_error);
}

TEST(OrderedPipeline, StopFreesAProducerThatWaits) {
    OrderedPipeline<int, int> pipeline(1, 1, [](int&& value) { return value; });
    std::thread producer([&] {
        while (pipeline.push(1)) {
        }
    });
    pipeline.pop();
    pipeline.stop();
    producer.join();
    EXPECT_FALSE(pipeline.pop());
}

}  // namespace
}  // namespace redshank::engine
