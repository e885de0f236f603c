#include "support/fake_clickhouse.h"

#include <Poco/Net/Context.h>
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerRequestImpl.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/SecureServerSocket.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/StreamCopier.h>
#include <Poco/String.h>
#include <Poco/ThreadPool.h>
#include <Poco/URI.h>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace test_support {

namespace {

using Poco::Net::HTTPServerRequest;
using Poco::Net::HTTPServerResponse;

RecordedRequest record(HTTPServerRequest& request) {
    RecordedRequest result;
    result.method = request.getMethod();
    result.target = request.getURI();
    for (const auto& [name, value] : Poco::URI(request.getURI()).getQueryParameters()) {
        result.parameters[name] = value;
    }
    for (const auto& [name, value] : request) {
        result.headers[Poco::toLower(name)] = value;
    }
    Poco::StreamCopier::copyToString(request.stream(), result.body);
    result.query = result.parameters.contains("query") ? result.parameter("query") : result.body;
    return result;
}

Poco::Net::StreamSocket takeSocket(HTTPServerRequest& request) {
    return dynamic_cast<Poco::Net::HTTPServerRequestImpl&>(request).detachSocket();
}

void sendRaw(HTTPServerRequest& request, std::string_view bytes) {
    auto socket = takeSocket(request);
    socket.sendBytes(bytes.data(), static_cast<int>(bytes.size()));
    socket.shutdown();
    socket.close();
}

void reset(HTTPServerRequest& request) {
    auto socket = takeSocket(request);
    socket.setLinger(true, 0);
    socket.close();
}

void reply(HTTPServerResponse& response, const Answer& answer) {
    response.setStatus(std::to_string(answer.status));
    if (answer.code != 0) {
        response.set("X-ClickHouse-Exception-Code", std::to_string(answer.code));
    }
    response.sendBuffer(answer.body.data(), answer.body.size());
}

void sendExceptionTail(HTTPServerResponse& response) {
    response.set("X-ClickHouse-Exception-Tag", "fakefakefakefake");
    response.setChunkedTransferEncoding(true);
    response.send() << "1\n\r\n__exception__\r\nfakefakefakefake\r\n"
                       "Code: 241. DB::Exception: scripted\n"
                       "36 fakefakefakefake\r\n__exception__\r\n";
}

}  // namespace

std::string RecordedRequest::parameter(const std::string& name) const {
    const auto found = parameters.find(name);
    return found == parameters.end() ? std::string() : found->second;
}

Answer Answer::ok(std::string body) {
    return {Kind::kReply, 200, 0, std::move(body)};
}

Answer Answer::error(int status, int code, std::string message) {
    return {Kind::kReply, status, code, std::move(message)};
}

Answer Answer::of(Kind kind) {
    return {kind, 200, 0, {}};
}

class FakeClickHouse::Impl {
public:
    explicit Impl(const std::optional<TestCertificate>& certificate) {
        if (certificate) {
            context_ = new Poco::Net::Context(
                Poco::Net::Context::TLS_SERVER_USE,
                certificate->key_file,
                certificate->certificate_file,
                "",
                Poco::Net::Context::VERIFY_NONE
            );
        }
        listen(0);
    }

    ~Impl() { stop(); }

    void listen(std::uint16_t port) {
        const std::lock_guard lock(server_mutex_);
        {
            const std::lock_guard state_lock(mutex);
            is_stopping = false;
        }
        const Poco::Net::SocketAddress address("127.0.0.1", port);
        const auto socket = context_ ? Poco::Net::SecureServerSocket(address, 128, context_)
                                     : Poco::Net::ServerSocket(address, 128);
        bound_port = socket.address().port();
        Poco::Net::HTTPServerParams::Ptr params = new Poco::Net::HTTPServerParams;
        params->setMaxThreads(64);
        server_ =
            std::make_unique<Poco::Net::HTTPServer>(new Factory(*this), threads_, socket, params);
        server_->start();
    }

    void stop() {
        const std::lock_guard lock(server_mutex_);
        {
            const std::lock_guard state_lock(mutex);
            is_stopping = true;
        }
        changed.notify_all();
        if (server_) {
            server_->stopAll(true);
            threads_.joinAll();
            server_.reset();
        }
    }

    void handle(HTTPServerRequest& request, HTTPServerResponse& response) {
        const auto answer = admit(record(request), request.clientAddress());
        if (!answer) {
            reset(request);
            return;
        }
        switch (answer->kind) {
            case Answer::Kind::kReply:
                reply(response, *answer);
                break;
            case Answer::Kind::kReset:
                reset(request);
                break;
            case Answer::Kind::kHalfReply:
                sendRaw(request, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf");
                break;
            case Answer::Kind::kHalfChunk:
                sendRaw(
                    request, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"
                );
                break;
            case Answer::Kind::kSilence:
                waitInSilence(request);
                break;
            case Answer::Kind::kExceptionTail:
                sendExceptionTail(response);
                break;
        }
    }

    mutable std::mutex mutex;
    mutable std::condition_variable changed;
    std::vector<RecordedRequest> recorded;
    std::deque<Answer> queued;
    Script current_script = [](const RecordedRequest&) { return Answer::ok(); };
    bool is_held = false;
    bool is_stopping = false;
    std::uint64_t releases = 0;
    std::set<Poco::Net::SocketAddress> clients;
    std::uint16_t bound_port = 0;

private:
    class Handler : public Poco::Net::HTTPRequestHandler {
    public:
        explicit Handler(Impl& fake) : fake_(fake) {}

        void handleRequest(HTTPServerRequest& request, HTTPServerResponse& response) override {
            fake_.handle(request, response);
        }

    private:
        Impl& fake_;
    };

    class Factory : public Poco::Net::HTTPRequestHandlerFactory {
    public:
        explicit Factory(Impl& fake) : fake_(fake) {}

        Poco::Net::HTTPRequestHandler* createRequestHandler(const HTTPServerRequest&) override {
            return new Handler(fake_);
        }

    private:
        Impl& fake_;
    };

    // Records the request, waits while the fake is held, and picks the answer. Nothing when
    // stopping.
    std::optional<Answer>
    admit(const RecordedRequest& request, const Poco::Net::SocketAddress& client) {
        std::unique_lock lock(mutex);
        clients.insert(client);
        recorded.push_back(request);
        changed.notify_all();
        changed.wait(lock, [this] { return !is_held || is_stopping; });
        if (is_stopping) {
            return std::nullopt;
        }
        if (queued.empty()) {
            const Script script = current_script;
            lock.unlock();
            return script(request);
        }
        Answer answer = std::move(queued.front());
        queued.pop_front();
        return answer;
    }

    void waitInSilence(HTTPServerRequest& request) {
        {
            std::unique_lock lock(mutex);
            changed.wait(lock, [this, seen = releases] { return is_stopping || releases != seen; });
        }
        reset(request);
    }

    Poco::Net::Context::Ptr context_;  // null without TLS
    std::mutex server_mutex_;
    Poco::ThreadPool threads_{4, 64};
    std::unique_ptr<Poco::Net::HTTPServer> server_;
};

FakeClickHouse::FakeClickHouse(const std::optional<TestCertificate>& certificate)
    : impl_(std::make_unique<Impl>(certificate)) {}

FakeClickHouse::~FakeClickHouse() = default;

std::string FakeClickHouse::url() const {
    return "http://127.0.0.1:" + std::to_string(port());
}

std::uint16_t FakeClickHouse::port() const {
    return impl_->bound_port;
}

void FakeClickHouse::setScript(Script script) {
    const std::lock_guard lock(impl_->mutex);
    impl_->current_script = std::move(script);
}

void FakeClickHouse::enqueue(const Answer& answer, std::size_t times) {
    const std::lock_guard lock(impl_->mutex);
    impl_->queued.insert(impl_->queued.end(), times, answer);
}

void FakeClickHouse::hold() {
    const std::lock_guard lock(impl_->mutex);
    impl_->is_held = true;
}

void FakeClickHouse::release() {
    {
        const std::lock_guard lock(impl_->mutex);
        impl_->is_held = false;
        ++impl_->releases;
    }
    impl_->changed.notify_all();
}

void FakeClickHouse::stopListening() {
    impl_->stop();
}

void FakeClickHouse::listenAgain() {
    impl_->listen(impl_->bound_port);
}

std::vector<RecordedRequest> FakeClickHouse::requests() const {
    return requests("");
}

std::vector<RecordedRequest> FakeClickHouse::requests(const std::string& prefix) const {
    const std::lock_guard lock(impl_->mutex);
    std::vector<RecordedRequest> result;
    for (const auto& request : impl_->recorded) {
        if (request.query.starts_with(prefix)) {
            result.push_back(request);
        }
    }
    return result;
}

std::size_t FakeClickHouse::connections() const {
    const std::lock_guard lock(impl_->mutex);
    return impl_->clients.size();
}

bool FakeClickHouse::waitForRequests(std::size_t count, std::chrono::milliseconds deadline) const {
    std::unique_lock lock(impl_->mutex);
    return impl_->changed.wait_for(lock, deadline, [&] { return impl_->recorded.size() >= count; });
}

}  // namespace test_support
