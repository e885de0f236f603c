#include "http/linger.h"

#include "http/guarded_socket.h"
#include "http/limits.h"

#include <Poco/Exception.h>

#include <array>

namespace relay {

namespace {

constexpr std::size_t kReadSize = std::size_t{16} * 1024;

}  // namespace

void linger(Poco::Net::StreamSocket& socket, std::chrono::milliseconds time) {
    if (auto* guarded = dynamic_cast<GuardedSocketImpl*>(socket.impl())) {
        guarded->setDeadline(time);
    }
    try {
        socket.shutdownSend();
        std::array<char, kReadSize> waste{};
        std::size_t total = 0;
        while (total < limits::kLingerBytes) {
            const int size = socket.receiveBytes(waste.data(), static_cast<int>(waste.size()));
            if (size <= 0) {
                return;
            }
            total += static_cast<std::size_t>(size);
        }
    } catch (const Poco::Exception&) {
        return;  // it took too long, or the client has gone
    }
}

}  // namespace relay
