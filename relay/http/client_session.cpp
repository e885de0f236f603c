#include "http/client_session.h"

#include <Poco/Exception.h>

namespace relay {

namespace {

constexpr std::size_t kSmallRead = 1024;  // less than Poco's buffer

}  // namespace

tl::expected<std::size_t, Rejection> ClientSession::receiveBody(char* target, std::size_t size) {
    try {
        if (buffered() == 0 && size < kSmallRead) {
            refill();  // so that a line is not one system call per byte
            if (buffered() == 0) {
                return tl::make_unexpected(Rejection::kIncompleteBody);
            }
        }
        const int received = read(target, static_cast<std::streamsize>(size));
        if (received > 0) {
            return static_cast<std::size_t>(received);
        }
        return tl::make_unexpected(Rejection::kIncompleteBody);
    } catch (const Poco::TimeoutException&) {
        return tl::make_unexpected(Rejection::kBodyTooSlow);
    } catch (const Poco::Exception&) {
        return tl::make_unexpected(Rejection::kIncompleteBody);  // the connection broke
    }
}

}  // namespace relay
