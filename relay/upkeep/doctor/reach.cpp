#include "upkeep/doctor/reach.h"

#include <Poco/Exception.h>
#include <Poco/Net/DNS.h>
#include <Poco/Net/HostEntry.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/Net/StreamSocket.h>
#include <Poco/Timespan.h>
#include <Poco/URI.h>

namespace relay {

namespace {

constexpr auto kSubject = "connection";

Finding wrong(const std::string& text, const std::string& remedy) {
    return {FindingState::kWrong, kSubject, text, remedy};
}

}  // namespace

Finding checkReach(const std::string& url, std::chrono::seconds timeout) {
    const Poco::URI uri(url);
    const auto place = uri.getHost() + " port " + std::to_string(uri.getPort());
    try {
        const Poco::Net::SocketAddress address(uri.getHost(), uri.getPort());
        Poco::Net::StreamSocket socket(address.family());
        socket.connect(address, Poco::Timespan(timeout.count(), 0));
        return {FindingState::kOk, kSubject, place + " takes connections", {}};
    } catch (const Poco::Net::DNSException&) {
        return wrong(
            "the name " + uri.getHost() + " has no address here",
            "Is CLICKHOUSE_URL right? A container knows other names than its host."
        );
    } catch (const Poco::Net::ConnectionRefusedException&) {
        return wrong(
            "nobody listens on " + place,
            "Start ClickHouse, or mend CLICKHOUSE_URL: 8123 speaks http, 8443 https, and localhost "
            "in a container is the container itself."
        );
    } catch (const Poco::TimeoutException&) {
        return wrong(
            place + " does not answer within " + std::to_string(timeout.count()) + " s",
            "Look for a firewall in between, and whether the host is up."
        );
    } catch (const Poco::Exception& error) {
        return wrong(place + " is out of reach: " + error.displayText(), "Mend CLICKHOUSE_URL.");
    }
}

}  // namespace relay
