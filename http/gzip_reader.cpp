#include "http/gzip_reader.h"

#include <zlib.h>

#include <array>
#include <new>
#include <utility>

namespace http {

namespace {

constexpr int kGzipOnly = 16 + MAX_WBITS;  // inflateInit2: neither raw deflate nor zlib
constexpr std::size_t kInputSize = std::size_t{64} * 1024;

}  // namespace

class GzipReader::Impl {
public:
    explicit Impl(ByteSource compressed) : compressed_(std::move(compressed)) {
        if (inflateInit2(&stream_, kGzipOnly) != Z_OK) {
            throw std::bad_alloc();
        }
    }

    ~Impl() { inflateEnd(&stream_); }

    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    tl::expected<std::size_t, Error> read(char* target, std::size_t size) {
        stream_.next_out = reinterpret_cast<Bytef*>(target);
        stream_.avail_out = static_cast<uInt>(size);
        while (stream_.avail_out == size) {
            if (stream_.avail_in == 0 && !has_pending_output_) {
                const auto refilled = refill();
                if (!refilled || *refilled == 0) {
                    return refilled;
                }
            }
            if (!step()) {
                return tl::make_unexpected(Error::kUndecodableGzip);
            }
        }
        return size - stream_.avail_out;
    }

private:
    tl::expected<std::size_t, Error> refill() {
        const auto size = compressed_(input_.data(), input_.size());
        if (!size) {
            return size;
        }
        if (*size == 0 && !is_at_end_) {
            return tl::make_unexpected(Error::kTruncatedGzip);
        }
        stream_.next_in = reinterpret_cast<Bytef*>(input_.data());
        stream_.avail_in = static_cast<uInt>(*size);
        return size;
    }

    bool step() {
        if (is_at_end_) {
            inflateReset(&stream_);
        }
        const int result = inflate(&stream_, Z_NO_FLUSH);
        is_at_end_ = result == Z_STREAM_END;
        has_pending_output_ = !is_at_end_ && stream_.avail_out == 0;
        // Z_BUF_ERROR only says that nothing more is pending.
        return result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR;
    }

    ByteSource compressed_;
    z_stream stream_{};
    std::array<char, kInputSize> input_{};
    bool is_at_end_ = false;
    bool has_pending_output_ = false;
};

GzipReader::GzipReader(ByteSource compressed)
    : impl_(std::make_unique<Impl>(std::move(compressed))) {}

GzipReader::~GzipReader() = default;

tl::expected<std::size_t, Error> GzipReader::read(char* target, std::size_t size) {
    return impl_->read(target, size);
}

}  // namespace http
