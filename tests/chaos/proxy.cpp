#include "proxy.h"

#include <Poco/Exception.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/Net/StreamSocket.h>

#include <array>

namespace chaos {

namespace {

const Poco::Timespan kPoll(0, 20'000);

}  // namespace

struct Proxy::Link {
    explicit Link(const Poco::Net::StreamSocket& accepted) : relay(accepted) {}

    Poco::Net::StreamSocket relay;
    Poco::Net::StreamSocket clickhouse;
    std::atomic<bool> is_cut = false;
    std::atomic<bool> has_ended = false;
    std::thread thread;
};

Proxy::Proxy(std::uint16_t target)
    : target_(target),
      socket_(Poco::Net::SocketAddress("127.0.0.1", 0)),
      thread_([this] { accept(); }) {}

Proxy::~Proxy() {
    is_stopped_ = true;
    thread_.join();
    for (auto& link : links_) {
        link->thread.join();
    }
}

std::string Proxy::url() const {
    return "http://127.0.0.1:" + std::to_string(socket_.address().port());
}

void Proxy::cut() {
    const std::lock_guard lock(mutex_);
    for (auto& link : links_) {
        link->is_cut = true;
    }
}

void Proxy::accept() {
    while (!is_stopped_) {
        if (!socket_.poll(kPoll, Poco::Net::Socket::SELECT_READ)) {
            continue;
        }
        const std::lock_guard lock(mutex_);
        removeEnded();
        auto& link = links_.emplace_back(std::make_unique<Link>(socket_.acceptConnection()));
        link->thread = std::thread([this, &link = *link] { pump(link); });
    }
}

void Proxy::removeEnded() {
    for (auto link = links_.begin(); link != links_.end();) {
        if ((*link)->has_ended) {
            (*link)->thread.join();
            link = links_.erase(link);
        } else {
            ++link;
        }
    }
}

void Proxy::pump(Link& link) {
    const auto pass = [&](Poco::Net::StreamSocket& from, Poco::Net::StreamSocket& to) {
        std::array<char, 16'384> bytes{};
        if (!from.poll(Poco::Timespan(0, 1'000), Poco::Net::Socket::SELECT_READ)) {
            return true;
        }
        const int count = from.receiveBytes(bytes.data(), bytes.size());
        for (int sent = 0; sent < count;) {
            sent += to.sendBytes(bytes.data() + sent, count - sent);
        }
        return count > 0;
    };
    try {
        link.clickhouse.connect(Poco::Net::SocketAddress("127.0.0.1", target_));
        while (!is_stopped_ && !link.is_cut) {
            if (is_frozen_) {
                std::this_thread::sleep_for(std::chrono::milliseconds(5));
            } else if (!pass(link.relay, link.clickhouse) || !pass(link.clickhouse, link.relay)) {
                break;
            }
        }
    } catch (const Poco::Exception&) {  // the other side is gone: so is this one
    }
    link.relay.close();
    link.clickhouse.close();
    link.has_ended = true;
}

}  // namespace chaos
