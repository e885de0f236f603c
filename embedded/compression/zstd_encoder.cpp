#include "zstd_encoder.h"

#include <zstd.h>

#include <new>
#include <stdexcept>
#include <vector>

namespace embedded {
namespace {

constexpr int kLevel = 1;  // the quickest: a reply is packed while its client waits

}  // namespace

class ZstdEncoder::Impl {
public:
    Impl() : packed_(ZSTD_CStreamOutSize()) {
        if (context_ == nullptr) {
            throw std::bad_alloc();
        }
        ZSTD_CCtx_setParameter(context_, ZSTD_c_compressionLevel, kLevel);
    }

    ~Impl() { ZSTD_freeCCtx(context_); }

    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    void run(std::string_view bytes, ZSTD_EndDirective end, std::string& target) {
        ZSTD_inBuffer input{bytes.data(), bytes.size(), 0};
        std::size_t left = 0;
        do {
            ZSTD_outBuffer output{packed_.data(), packed_.size(), 0};
            left = ZSTD_compressStream2(context_, &output, &input, end);
            if (ZSTD_isError(left) != 0) {
                throw std::runtime_error(ZSTD_getErrorName(left));
            }
            target.append(packed_.data(), output.pos);
        } while (input.pos < input.size || (end == ZSTD_e_end && left > 0));
    }

private:
    ZSTD_CCtx* context_ = ZSTD_createCCtx();
    std::vector<char> packed_;
};

ZstdEncoder::ZstdEncoder() : impl_(std::make_unique<Impl>()) {}

ZstdEncoder::~ZstdEncoder() = default;

void ZstdEncoder::add(std::string_view bytes, std::string& target) {
    impl_->run(bytes, ZSTD_e_continue, target);
}

void ZstdEncoder::finish(std::string& target) {
    impl_->run({}, ZSTD_e_end, target);
}

}  // namespace embedded
