#include "support/test_ca.h"

#include "support/child_process.h"

#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <vector>

namespace test_support {

namespace {

constexpr const char* kOpenssl = "/usr/bin/openssl";

void openssl(const std::vector<std::string>& arguments) {
    std::vector<std::string> command{kOpenssl};
    command.insert(command.end(), arguments.begin(), arguments.end());
    const auto result = runProcess(command, "");
    if (result.exit_code != 0) {
        throw std::runtime_error("openssl: " + result.errors);
    }
}

std::filesystem::path makeFolder() {
    std::string pattern = std::filesystem::temp_directory_path() / "test_ca_XXXXXX";
    if (mkdtemp(pattern.data()) == nullptr) {
        throw std::runtime_error("no temporary folder");
    }
    return pattern;
}

// A new key, and what `type` makes of it.
void request(
    const std::string& name,
    const TestCertificate& files,
    const std::string& out_file,
    const std::vector<std::string>& type
) {
    std::vector<std::string> arguments{"req", "-newkey", "ec", "-pkeyopt"};
    arguments.insert(
        arguments.end(), {"ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=" + name}
    );
    arguments.insert(arguments.end(), {"-keyout", files.key_file, "-out", out_file});
    arguments.insert(arguments.end(), type.begin(), type.end());
    openssl(arguments);
}

}  // namespace

TestCa::TestCa() : folder_(makeFolder()) {
    // Each authority has a name of its own, as in life: by the name an issuer is found.
    const std::string name = folder_.filename();
    request(name, {folder_ / "ca.key", file()}, file(), {"-x509"});
}

TestCa::~TestCa() {
    std::filesystem::remove_all(folder_);
}

TestCertificate TestCa::issue(const std::string& names, int days) const {
    const TestCertificate files{folder_ / "issued.key", folder_ / "issued.crt"};
    const std::string request_file = folder_ / "issued.csr";
    const std::string extensions_file = folder_ / "issued.ext";
    request("server", files, request_file, {});
    std::ofstream(extensions_file) << "subjectAltName=" << names << '\n';
    std::vector<std::string> arguments{"x509", "-req", "-in", request_file, "-CA", file()};
    arguments.insert(arguments.end(), {"-CAkey", folder_ / "ca.key", "-CAcreateserial"});
    arguments.insert(arguments.end(), {"-days", std::to_string(days)});
    arguments.insert(arguments.end(), {"-extfile", extensions_file});
    arguments.insert(arguments.end(), {"-out", files.certificate_file});
    openssl(arguments);
    return files;
}

TestCertificate TestCa::selfSigned(const std::string& names) const {
    const TestCertificate files{folder_ / "self.key", folder_ / "self.crt"};
    const std::string extension = "subjectAltName=" + names;
    request("server", files, files.certificate_file, {"-x509", "-addext", extension});
    return files;
}

}  // namespace test_support
