#include "lz4_frame_source.h"

#include <lz4frame.h>

#include <memory>
#include <new>
#include <string>
#include <utility>
#include <vector>

namespace embedded {
namespace {

constexpr std::size_t kPackedSize = std::size_t{64} * 1024;

EngineError failure(const std::string& problem) {
    return makeError(617, "The LZ4 data of the request body " + problem, "LZ4_DECODER_FAILED");
}

class Decoder {
public:
    explicit Decoder(ByteSource packed) : packed_(std::move(packed)), input_(kPackedSize) {
        if (LZ4F_isError(LZ4F_createDecompressionContext(&context_, LZ4F_VERSION)) != 0) {
            throw std::bad_alloc();
        }
    }

    ~Decoder() { LZ4F_freeDecompressionContext(context_); }

    Decoder(const Decoder&) = delete;
    Decoder& operator=(const Decoder&) = delete;

    tl::expected<std::size_t, EngineError> read(char* target, std::size_t size) {
        for (;;) {
            auto made = decode(target, size);
            if (!made || *made > 0) {
                return made;
            }
            if (at_ == end_) {
                auto filled = refill();
                if (!filled || *filled == 0) {
                    return filled;
                }
            }
        }
    }

private:
    // Also without input: the context may hold output that found no room before.
    tl::expected<std::size_t, EngineError> decode(char* target, std::size_t size) {
        if (at_end_ && at_ == end_) {
            return 0U;
        }
        std::size_t taken = end_ - at_;
        std::size_t made = size;
        const std::size_t hint =
            LZ4F_decompress(context_, target, &made, input_.data() + at_, &taken, nullptr);
        if (LZ4F_isError(hint) != 0) {
            return tl::unexpected(failure(std::string("is damaged: ") + LZ4F_getErrorName(hint)));
        }
        at_ += taken;
        at_end_ = hint == 0;
        return made;
    }

    tl::expected<std::size_t, EngineError> refill() {
        auto size = packed_(input_.data(), input_.size());
        if (size && *size == 0 && !at_end_) {
            return tl::unexpected(failure("ends too early"));
        }
        at_ = 0;
        end_ = size.value_or(0);
        return size;
    }

    ByteSource packed_;
    std::vector<char> input_;
    std::size_t at_ = 0;
    std::size_t end_ = 0;
    bool at_end_ = false;  // of a frame
    LZ4F_dctx* context_ = nullptr;
};

}  // namespace

ByteSource decodeLz4Frames(ByteSource packed) {
    auto decoder = std::make_shared<Decoder>(std::move(packed));
    return [decoder](char* target, std::size_t size) { return decoder->read(target, size); };
}

}  // namespace embedded
