#include "block_source.h"

#include "block_format.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

namespace embedded {
namespace {

constexpr std::size_t kPieceSize = std::size_t{64} * 1024;

class Decoder {
public:
    explicit Decoder(ByteSource packed) : packed_(std::move(packed)) {}

    tl::expected<std::size_t, EngineError> read(char* target, std::size_t size) {
        while (at_ == content_.size()) {
            const auto has_more = nextBlock();
            if (!has_more) {
                return tl::unexpected(has_more.error());
            }
            if (!*has_more) {
                return 0U;
            }
        }
        const std::size_t count = content_.copy(target, size, at_);
        at_ += count;
        return count;
    }

private:
    tl::expected<bool, EngineError> nextBlock() {
        block_.clear();
        auto head = fill(kBlockHeadSize);
        if (!head || (!*head && block_.empty())) {
            return head;
        }
        if (!*head) {
            return tl::unexpected(cut());
        }
        const auto header = parseBlockHeader(block_);
        if (!header) {
            return tl::unexpected(header.error());
        }
        const auto whole = fill(kBlockChecksumSize + header->packed_size);
        if (!whole || !*whole) {
            return tl::unexpected(whole ? cut() : whole.error());
        }
        auto content = unpackBlock(*header, std::string_view(block_).substr(kBlockChecksumSize));
        if (!content) {
            return tl::unexpected(std::move(content.error()));
        }
        content_ = std::move(*content);
        at_ = 0;
        return true;
    }

    // False if the source ends before the block has `size` bytes.
    tl::expected<bool, EngineError> fill(std::size_t size) {
        while (block_.size() < size) {
            const std::size_t before = block_.size();
            block_.resize(before + std::min(size - before, kPieceSize));
            const auto count = packed_(block_.data() + before, block_.size() - before);
            block_.resize(before + count.value_or(0));
            if (!count) {
                return tl::unexpected(count.error());
            }
            if (*count == 0) {
                return false;
            }
        }
        return true;
    }

    static EngineError cut() {
        return makeError(
            33,
            "Cannot read all data: the request body ends within a compressed block",
            "CANNOT_READ_ALL_DATA"
        );
    }

    ByteSource packed_;
    std::string block_;
    std::string content_;
    std::size_t at_ = 0;
};

}  // namespace

ByteSource decodeBlocks(ByteSource packed) {
    auto decoder = std::make_shared<Decoder>(std::move(packed));
    return [decoder](char* target, std::size_t size) { return decoder->read(target, size); };
}

}  // namespace embedded
