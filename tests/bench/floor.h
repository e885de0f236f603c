#pragma once

#include "support/stack.h"
#include "wrk.h"

#include <cstddef>
#include <string>

namespace bench {

// The floor under every insert: rows that are normalized already, straight into a table like
// event_log without any view, under a token each as the relay's are.
class Floor {
public:
    // Lets the stack's relay normalize each template once, and makes row templates of what it
    // stored.
    explicit Floor(test_support::Stack& stack);
    ~Floor();
    Floor(const Floor&) = delete;
    Floor& operator=(const Floor&) = delete;

    [[nodiscard]] Load load(std::size_t rows, int connections, int seconds) const;

private:
    const test_support::Stack& stack_;
    std::string templates_;
};

}  // namespace bench
