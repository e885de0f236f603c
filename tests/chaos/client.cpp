#include "client.h"

#include "support/http_exchange.h"
#include "support/raw_http_client.h"

#include <Poco/Exception.h>

#include <chrono>
#include <exception>
#include <random>
#include <thread>

namespace chaos {

namespace {

constexpr std::size_t kKinds = 5;
constexpr std::size_t kPieces = 4;

class Client {
public:
    Client(const Target& target, std::size_t kind, std::uint64_t seed)
        : target_(target),
          kind_(kind),
          random_(seed),
          connection_(target.url),
          port_(static_cast<std::uint16_t>(std::stoi(target.url.substr(target.url.rfind(':') + 1)))
          ) {}

    void run() {
        while (!target_.is_over) {
            auto* batch = target_.batches.next();
            if (batch == nullptr) {
                return;
            }
            send(*batch);
            pause(120);
        }
    }

private:
    void send(Batch& batch) {
        switch (kind_) {
            case 0:
                while (!sendPlainly(batch) && !target_.is_over) {
                    pause(100);
                }
                return;
            case 1:
                sendPlainly(batch);
                return;
            case 2:
                sendRaw(batch, requestOf(batch), false);
                return;
            case 3: {
                const auto request = requestOf(batch);
                sendCut(request.substr(0, request.size() - 1 - random_() % batch.body.size()));
                sendPlainly(batch);
                return;
            }
            default:
                ++batch.sent;
                sendCut(requestOf(batch));
        }
    }

    bool sendPlainly(Batch& batch) {
        ++batch.sent;
        const auto reply =
            connection_.call({"POST", "/batch/", {{"Content-Type", "application/json"}}, batch.body}
            );
        target_.batches.reportReply(batch, reply.status, reply.body, false);
        return reply.status == 200;
    }

    void sendRaw(Batch& batch, const std::string& request, bool may_be_refused) {
        ++batch.sent;
        test_support::RawReply reply;
        try {
            test_support::RawHttpClient client(port_);
            const auto piece = request.size() / kPieces + 1;
            for (std::size_t at = 0; at < request.size(); at += piece) {
                client.send(std::string_view(request).substr(at, piece));
                pause(150);
            }
            reply = client.receive();
        } catch (const std::exception&) {  // no connection
        }
        target_.batches.reportReply(batch, reply.status, reply.body, may_be_refused);
    }

    // Leaves, whatever the reply may be.
    void sendCut(const std::string& request) {
        try {
            test_support::RawHttpClient client(port_);
            client.send(request);
            pause(20);
        } catch (const std::exception&) {  // no connection
        }
    }

    static std::string requestOf(const Batch& batch) {
        return test_support::makeRequest(
            "POST", "/batch/", "Content-Type: application/json\r\n", batch.body
        );
    }

    void pause(std::size_t max_milliseconds) {
        std::this_thread::sleep_for(std::chrono::milliseconds(random_() % max_milliseconds));
    }

    const Target& target_;
    std::size_t kind_;
    std::mt19937_64 random_;
    test_support::HttpConnection connection_;
    std::uint16_t port_;
};

}  // namespace

void runClient(const Target& target, std::size_t number, std::uint64_t seed) {
    Client(target, number % kKinds, seed + number).run();
}

}  // namespace chaos
