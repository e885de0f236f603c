#include "gzip_source.h"

namespace embedded {
namespace {

constexpr std::size_t kInputSize = std::size_t{64} * 1024;
constexpr int kGzipOnly = 16 + MAX_WBITS;

[[noreturn]] void fail(const char* message) {
    throw BodyError(makeError(354, message, "ZLIB_INFLATE_FAILED"));
}

}  // namespace

GzipSource::GzipSource(std::unique_ptr<BodySource> packed)
    : packed_(std::move(packed)), input_(kInputSize) {
    if (inflateInit2(&stream_, kGzipOnly) != Z_OK) {
        fail("zlib cannot start");
    }
}

GzipSource::~GzipSource() {
    inflateEnd(&stream_);
}

std::size_t GzipSource::read(char* buffer, std::size_t size) {
    stream_.next_out = reinterpret_cast<Bytef*>(buffer);  // NOLINT: zlib's interface
    stream_.avail_out = static_cast<uInt>(size);
    while (stream_.avail_out == size) {
        if (stream_.avail_in == 0 && !refill()) {
            if (inside_member_) {
                fail("The gzip data of the request body ends too early");
            }
            return 0;
        }
        if (!inside_member_) {
            inflateReset(&stream_);
            inside_member_ = true;
        }
        const int status = inflate(&stream_, Z_NO_FLUSH);
        if (status == Z_STREAM_END) {
            inside_member_ = false;
        } else if (status != Z_OK && status != Z_BUF_ERROR) {
            fail("The request body is not valid gzip data");
        }
    }
    return size - stream_.avail_out;
}

bool GzipSource::refill() {
    const std::size_t count = packed_->read(input_.data(), input_.size());
    stream_.next_in = reinterpret_cast<Bytef*>(input_.data());  // NOLINT: zlib's interface
    stream_.avail_in = static_cast<uInt>(count);
    return count != 0;
}

}  // namespace embedded
