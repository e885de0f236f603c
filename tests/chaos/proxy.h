#pragma once

#include <Poco/Net/ServerSocket.h>

#include <atomic>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <thread>

namespace chaos {

// Passes on what relays send to ClickHouse and what it answers, until it is told not to.
class Proxy {
public:
    explicit Proxy(std::uint16_t target);
    ~Proxy();
    Proxy(const Proxy&) = delete;
    Proxy& operator=(const Proxy&) = delete;

    // http://127.0.0.1:PORT
    [[nodiscard]] std::string url() const;

    // Ends every connection, wherever in a request or reply it is.
    void cut();

    // While frozen, no byte gets through.
    void freeze(bool is_frozen) { is_frozen_ = is_frozen; }

private:
    struct Link;

    void accept();
    void pump(Link& link);
    void removeEnded();

    const std::uint16_t target_;
    Poco::Net::ServerSocket socket_;
    std::atomic<bool> is_frozen_ = false;
    std::atomic<bool> is_stopped_ = false;
    std::mutex mutex_;
    std::list<std::unique_ptr<Link>> links_;
    std::thread thread_;
};

}  // namespace chaos
