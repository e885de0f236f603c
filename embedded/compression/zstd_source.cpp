#include "zstd_source.h"

#include <zstd.h>

#include <memory>
#include <new>
#include <string>
#include <utility>
#include <vector>

namespace embedded {
namespace {

EngineError failure(const std::string& problem) {
    return makeError(
        562, "The Zstandard data of the request body " + problem, "ZSTD_DECODER_FAILED"
    );
}

class Decoder {
public:
    explicit Decoder(ByteSource packed) : packed_(std::move(packed)), room_(ZSTD_DStreamInSize()) {
        if (context_ == nullptr) {
            throw std::bad_alloc();
        }
    }

    ~Decoder() { ZSTD_freeDCtx(context_); }

    Decoder(const Decoder&) = delete;
    Decoder& operator=(const Decoder&) = delete;

    tl::expected<std::size_t, EngineError> read(char* target, std::size_t size) {
        for (;;) {
            auto made = decode(target, size);
            if (!made || *made > 0) {
                return made;
            }
            if (input_.pos == input_.size) {
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
        if (at_end_ && input_.pos == input_.size) {
            return 0U;
        }
        ZSTD_outBuffer output{target, size, 0};
        const std::size_t hint = ZSTD_decompressStream(context_, &output, &input_);
        if (ZSTD_isError(hint) != 0) {
            return tl::unexpected(failure(std::string("is damaged: ") + ZSTD_getErrorName(hint)));
        }
        at_end_ = hint == 0;
        return output.pos;
    }

    tl::expected<std::size_t, EngineError> refill() {
        auto size = packed_(room_.data(), room_.size());
        if (size && *size == 0 && !at_end_) {
            return tl::unexpected(failure("ends too early"));
        }
        input_ = {room_.data(), size.value_or(0), 0};
        return size;
    }

    ByteSource packed_;
    std::vector<char> room_;
    ZSTD_inBuffer input_{nullptr, 0, 0};
    bool at_end_ = false;  // of a frame
    ZSTD_DCtx* context_ = ZSTD_createDCtx();
};

}  // namespace

ByteSource decodeZstd(ByteSource packed) {
    auto decoder = std::make_shared<Decoder>(std::move(packed));
    return [decoder](char* target, std::size_t size) { return decoder->read(target, size); };
}

}  // namespace embedded
