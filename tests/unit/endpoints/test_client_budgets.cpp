#include "endpoints/client_budgets.h"

#include "support/catch.h"

#include <string>

namespace {

using relay::ClientBudgets;
using relay::MemoryBudget;

}  // namespace

TEST_CASE("one client cannot take more than its share, and another still finds room") {
    MemoryBudget all(100);
    ClientBudgets clients(all, 25);
    const auto one = clients.find("192.0.2.1");
    CHECK(one->tryTake(20));
    CHECK_FALSE(clients.find("192.0.2.1")->tryTake(6));
    CHECK(clients.find("192.0.2.1")->tryTake(5));
    const auto other = clients.find("192.0.2.2");
    CHECK(other->tryTake(25));
    CHECK(all.used() == 50);
    one->giveBack(25);
    other->giveBack(25);
    CHECK(all.used() == 0);
}

TEST_CASE("the bound over all clients holds, and a refusal takes from neither") {
    MemoryBudget all(30);
    ClientBudgets clients(all, 25);
    const auto one = clients.find("192.0.2.1");
    const auto other = clients.find("192.0.2.2");
    CHECK(one->tryTake(25));
    CHECK_FALSE(other->tryTake(6));
    CHECK(other->used() == 0);
    CHECK(all.used() == 25);
}

TEST_CASE("addresses of one IPv6 network are one client, IPv4 addresses are not") {
    MemoryBudget all(100);
    ClientBudgets clients(all, 25);
    const auto six = clients.find("2001:db8:1:2::1");
    CHECK(six == clients.find("2001:db8:1:2:ffff::9"));
    CHECK(six != clients.find("2001:db8:1:3::1"));
    const auto four = clients.find("192.0.2.1");
    CHECK(four == clients.find("::ffff:192.0.2.1"));
    CHECK(four != clients.find("192.0.2.2"));
    CHECK(clients.find("no address") != four);
}

TEST_CASE("a client keeps its budget while others come and go") {
    MemoryBudget all(100);
    ClientBudgets clients(all, 25);
    const auto kept = clients.find("192.0.2.1");
    for (int i = 0; i < 1'000; ++i) {
        clients.find("10.0." + std::to_string(i / 250) + "." + std::to_string(i % 250));
    }
    CHECK(clients.find("192.0.2.1") == kept);
}
