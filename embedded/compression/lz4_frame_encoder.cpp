#include "lz4_frame_encoder.h"

#include <lz4frame.h>

#include <stdexcept>

namespace embedded {

class Lz4FrameEncoder::Impl {
public:
    Impl() { check(LZ4F_createCompressionContext(&context_, LZ4F_VERSION)); }

    ~Impl() { LZ4F_freeCompressionContext(context_); }

    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    void add(std::string_view bytes, std::string& target) {
        begin(target);
        append(LZ4F_compressBound(bytes.size(), nullptr), target, [&](char* out, std::size_t room) {
            return LZ4F_compressUpdate(context_, out, room, bytes.data(), bytes.size(), nullptr);
        });
    }

    void finish(std::string& target) {
        begin(target);
        append(LZ4F_compressBound(0, nullptr), target, [&](char* out, std::size_t room) {
            return LZ4F_compressEnd(context_, out, room, nullptr);
        });
    }

private:
    static std::size_t check(std::size_t result) {
        if (LZ4F_isError(result) != 0) {
            throw std::runtime_error(LZ4F_getErrorName(result));
        }
        return result;
    }

    template <typename Write>
    static void append(std::size_t room, std::string& target, const Write& write) {
        const std::size_t before = target.size();
        target.resize(before + room);
        target.resize(before + check(write(target.data() + before, room)));
    }

    void begin(std::string& target) {
        if (!has_begun_) {
            has_begun_ = true;
            append(LZ4F_HEADER_SIZE_MAX, target, [&](char* out, std::size_t room) {
                return LZ4F_compressBegin(context_, out, room, nullptr);
            });
        }
    }

    LZ4F_cctx* context_ = nullptr;
    bool has_begun_ = false;
};

Lz4FrameEncoder::Lz4FrameEncoder() : impl_(std::make_unique<Impl>()) {}

Lz4FrameEncoder::~Lz4FrameEncoder() = default;

void Lz4FrameEncoder::add(std::string_view bytes, std::string& target) {
    impl_->add(bytes, target);
}

void Lz4FrameEncoder::finish(std::string& target) {
    impl_->finish(target);
}

}  // namespace embedded
