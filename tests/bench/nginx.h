#pragma once

#include "support/child_process.h"

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <string>

namespace bench {

// An nginx on a free loopback port: a sink that reads every body and answers 200, or a proxy that
// passes whole requests on. Gone with the object. Throws std::runtime_error when it does not start.
class Nginx {
public:
    static Nginx sink();
    static Nginx proxyOf(const std::string& url);

    ~Nginx();
    Nginx(Nginx&&) = default;
    Nginx& operator=(Nginx&&) = delete;

    [[nodiscard]] std::string url() const;

    [[nodiscard]] pid_t pid() const { return process_->pid(); }  // of the master

private:
    Nginx(const std::string& upstream, const std::string& location);

    void waitUntilReady() const;

    std::uint16_t port_;
    std::string folder_;
    std::unique_ptr<test_support::ChildProcess> process_;
};

}  // namespace bench
