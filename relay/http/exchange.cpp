#include "http/exchange.h"

#include "http/linger.h"
#include "http/reply_text.h"
#include "http/request_reader.h"

#include <Poco/Net/HTTPHeaderStream.h>
#include <Poco/Net/NetException.h>

#include <utility>

namespace relay {

Exchange::Exchange(ClientSession& session, Router& router, ConnectionTracker& tracker)
    : session_(session),
      router_(router),
      tracker_(tracker),
      guarded_(dynamic_cast<GuardedSocketImpl&>(*session.socket().impl())),
      peer_ip_(session.clientAddress().host().toString()) {}

bool Exchange::serveNext() {
    Poco::Net::HTTPRequest source;
    auto head = readHead(source);
    tracker_.setWaiting(session_.socket(), false);
    if (!head) {
        refuse(head.error());
        return false;
    }
    head->peer_ip = peer_ip_;
    guarded_.expectBody();
    RequestBody::Hooks hooks;
    hooks.receive = [this](char* target, std::size_t size) {
        return session_.receiveBody(target, size);
    };
    if (source.getExpectContinue()) {
        hooks.begin = [this] { return trySend("HTTP/1.1 100 Continue\r\n\r\n"); };
    }
    RequestBody body(*head, std::move(hooks));
    const auto reply = router_.route(*head, body);
    const bool stays_open =
        source.getKeepAlive() && body.allowsNextRequest() && !tracker_.isDraining();
    send(serialize(reply, head->method == "HEAD", stays_open));
    if (!stays_open) {
        linger(session_.socket(), limits::kLingerTimeout);
        return false;
    }
    guarded_.expectHead();
    session_.setKeepAlive(true);
    tracker_.setWaiting(session_.socket(), true);
    return true;
}

tl::expected<Request, Rejection> Exchange::readHead(Poco::Net::HTTPRequest& source) {
    try {
        Poco::Net::HTTPHeaderInputStream stream(session_);
        source.read(stream);
    } catch (const Poco::Net::NoMessageException&) {
        throw;  // nothing was sent, so nothing is to be answered
    } catch (const Poco::Exception&) {
        return checkWhole().and_then([]() -> tl::expected<Request, Rejection> {
            return tl::make_unexpected(Rejection::kMalformedRequest);
        });
    }
    return checkWhole().and_then([&source] { return readRequest(source); });
}

// Poco takes a head that was cut for a whole one.
tl::expected<void, Rejection> Exchange::checkWhole() const {
    if (guarded_.hasOverflowed()) {
        return tl::make_unexpected(Rejection::kHeaderTooLarge);
    }
    if (guarded_.hasTimedOut()) {
        return tl::make_unexpected(Rejection::kBodyTooSlow);
    }
    if (guarded_.hasEnded()) {
        // A drain may have ended it, and then the client has done nothing wrong.
        return tl::make_unexpected(
            tracker_.isDraining() ? Rejection::kDraining : Rejection::kMalformedRequest
        );
    }
    return {};
}

bool Exchange::trySend(const std::string& bytes) {
    try {
        send(bytes);
        return true;
    } catch (const Poco::Exception&) {
        return false;
    }
}

void Exchange::send(const std::string& bytes) {
    session_.socket().sendBytes(bytes.data(), static_cast<int>(bytes.size()));
}

void Exchange::refuse(Rejection rejection) {
    send(serialize(router_.refuse(rejection), false, false));
    linger(session_.socket(), limits::kLingerTimeout);
}

}  // namespace relay
