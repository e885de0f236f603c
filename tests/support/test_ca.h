#pragma once

#include <filesystem>
#include <string>

namespace test_support {

// PEM files.
struct TestCertificate {
    std::string key_file;
    std::string certificate_file;
};

// A certificate authority of its own, made by openssl in a temporary folder that is removed at the
// end.
class TestCa {
public:
    TestCa();
    ~TestCa();
    TestCa(const TestCa&) = delete;
    TestCa& operator=(const TestCa&) = delete;

    // What a client has to trust.
    [[nodiscard]] std::string file() const { return folder_ / "ca.crt"; }

    // For the names, such as "DNS:localhost,IP:127.0.0.1"; with negative days it has expired.
    [[nodiscard]] TestCertificate issue(const std::string& names, int days = 1) const;

    // The same, vouched for by nobody but itself.
    [[nodiscard]] TestCertificate selfSigned(const std::string& names) const;

private:
    std::filesystem::path folder_;
};

}  // namespace test_support
