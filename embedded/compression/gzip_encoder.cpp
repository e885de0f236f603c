#include "gzip_encoder.h"

#include <zlib.h>

#include <array>
#include <stdexcept>

namespace embedded {
namespace {

constexpr int kLevel = 3;  // ClickHouse's default http_zlib_compression_level
constexpr int kGzip = 16 + MAX_WBITS;
constexpr int kMemoryLevel = 8;

}  // namespace

class GzipEncoder::Impl {
public:
    Impl() {
        if (deflateInit2(&stream_, kLevel, Z_DEFLATED, kGzip, kMemoryLevel, Z_DEFAULT_STRATEGY) !=
            Z_OK) {
            throw std::runtime_error("cannot start gzip");
        }
    }

    ~Impl() { deflateEnd(&stream_); }

    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    void run(std::string_view bytes, int flush, std::string& target) {
        // zlib wants it mutable and only reads it.
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
        stream_.avail_in = static_cast<uInt>(bytes.size());
        do {
            stream_.next_out = reinterpret_cast<Bytef*>(packed_.data());
            stream_.avail_out = static_cast<uInt>(packed_.size());
            deflate(&stream_, flush);
            target.append(packed_.data(), packed_.size() - stream_.avail_out);
        } while (stream_.avail_out == 0);
    }

private:
    z_stream stream_{};
    std::array<char, std::size_t{64} * 1024> packed_{};
};

GzipEncoder::GzipEncoder() : impl_(std::make_unique<Impl>()) {}

GzipEncoder::~GzipEncoder() = default;

void GzipEncoder::add(std::string_view bytes, std::string& target) {
    impl_->run(bytes, Z_NO_FLUSH, target);
}

void GzipEncoder::finish(std::string& target) {
    impl_->run({}, Z_FINISH, target);
}

}  // namespace embedded
