#include "upkeep/migrate/checksum.h"

#include <Poco/Crypto/DigestEngine.h>

namespace relay {

std::string sha256Hex(std::string_view bytes) {
    Poco::Crypto::DigestEngine engine("SHA256");
    engine.update(bytes.data(), bytes.size());
    return Poco::DigestEngine::digestToHex(engine.digest());
}

}  // namespace relay
