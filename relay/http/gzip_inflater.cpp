#include "http/gzip_inflater.h"

#include <zlib.h>

#include <array>
#include <new>

namespace relay {

namespace {

constexpr int kGzipOnly = 16 + MAX_WBITS;  // inflateInit2: neither raw deflate nor zlib
constexpr std::size_t kOutputSize = std::size_t{64} * 1024;

}  // namespace

class GzipInflater::Impl {
public:
    Impl() {
        if (inflateInit2(&stream_, kGzipOnly) != Z_OK) {
            throw std::bad_alloc();
        }
    }

    ~Impl() { inflateEnd(&stream_); }

    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    tl::expected<void, Rejection> add(std::string_view compressed, const ByteSink& sink) {
        input_.assign(compressed);  // zlib wants its input mutable
        stream_.next_in = reinterpret_cast<Bytef*>(input_.data());
        stream_.avail_in = static_cast<uInt>(input_.size());
        while (stream_.avail_in > 0 || has_pending_output_) {
            if (is_at_end_) {
                inflateReset(&stream_);
                is_at_end_ = false;
            }
            if (auto result = step(sink); !result) {
                return result;
            }
        }
        return {};
    }

    [[nodiscard]] bool isComplete() const { return is_at_end_; }

private:
    tl::expected<void, Rejection> step(const ByteSink& sink) {
        stream_.next_out = output_.data();
        stream_.avail_out = static_cast<uInt>(output_.size());
        const int result = inflate(&stream_, Z_NO_FLUSH);
        // Z_BUF_ERROR only says that nothing more is pending.
        if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR) {
            return tl::make_unexpected(Rejection::kUndecodableGzip);
        }
        is_at_end_ = result == Z_STREAM_END;
        has_pending_output_ = !is_at_end_ && stream_.avail_out == 0;
        const auto produced = output_.size() - stream_.avail_out;
        return sink({reinterpret_cast<const char*>(output_.data()), produced});
    }

    z_stream stream_{};
    std::string input_;
    std::array<Bytef, kOutputSize> output_{};
    bool is_at_end_ = false;
    bool has_pending_output_ = false;
};

GzipInflater::GzipInflater() : impl_(std::make_unique<Impl>()) {}

GzipInflater::~GzipInflater() = default;

tl::expected<void, Rejection> GzipInflater::add(std::string_view compressed, const ByteSink& sink) {
    return impl_->add(compressed, sink);
}

bool GzipInflater::isComplete() const {
    return impl_->isComplete();
}

}  // namespace relay
