#include "nginx.h"

#include "support/http_exchange.h"

#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/SocketAddress.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <thread>

namespace bench {

namespace {

constexpr std::chrono::seconds kReadyDeadline{10};
constexpr std::chrono::milliseconds kPollInterval{20};

std::uint16_t freePort() {
    return Poco::Net::ServerSocket(Poco::Net::SocketAddress("127.0.0.1", 0)).address().port();
}

std::string makeFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "nginx_XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) {
        throw std::runtime_error("no temporary folder");
    }
    return name;
}

// Bodies stay in memory, connections stay open, nothing is logged: nothing but the passing on.
std::string config(
    const std::string& folder,
    std::uint16_t port,
    const std::string& upstream,
    const std::string& location
) {
    std::string text = "daemon off; worker_processes 2; pid " + folder + "/pid; error_log " +
                       folder + "/error.log crit;\nevents { worker_connections 2048; }\nhttp {\n" +
                       "access_log off; keepalive_requests 100000000; tcp_nodelay on;\n"
                       "client_max_body_size 0; client_body_buffer_size 2m;\n";
    for (const char* kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"}) {
        text += std::string(kind) + "_temp_path " + folder + "/" + kind + ";\n";
    }
    return text + upstream + "\nserver { listen 127.0.0.1:" + std::to_string(port) +
           " backlog=4096; location / { " + location + " } }\n}\n";
}

}  // namespace

Nginx Nginx::sink() {
    return {"", "return 200;"};
}

Nginx Nginx::proxyOf(const std::string& url) {
    const auto address = url.substr(url.find("//") + 2);
    return {
        "upstream sink { server " + address + "; keepalive 256; }",
        "proxy_pass http://sink; proxy_http_version 1.1; proxy_set_header Connection \"\";"};
}

Nginx::Nginx(const std::string& upstream, const std::string& location)
    : port_(freePort()), folder_(makeFolder()) {
    const auto file = folder_ + "/nginx.conf";
    std::ofstream(file) << config(folder_, port_, upstream, location);
    process_ = std::make_unique<test_support::ChildProcess>(std::vector<std::string>{
        "/usr/sbin/nginx", "-p", folder_, "-c", file});
    waitUntilReady();
}

Nginx::~Nginx() {
    if (process_) {
        process_->signal(SIGTERM);
        process_->wait();
        std::error_code ignored;  // leftovers in a temporary folder
        std::filesystem::remove_all(folder_, ignored);
    }
}

std::string Nginx::url() const {
    return "http://127.0.0.1:" + std::to_string(port_);
}

void Nginx::waitUntilReady() const {
    const auto end = std::chrono::steady_clock::now() + kReadyDeadline;
    test_support::HttpConnection connection(url());
    while (connection.call({"GET", "/", {}, {}}).status == 0) {
        if (std::chrono::steady_clock::now() > end) {
            throw std::runtime_error("nginx does not start");
        }
        std::this_thread::sleep_for(kPollInterval);
    }
}

}  // namespace bench
