#include "native_dynamic.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace embedded {
namespace {

using Column = std::unique_ptr<NativeColumn>;

// Versions of the serializations of Dynamic and of JSON. From the second on the limit of types or
// paths is left out.
constexpr std::uint64_t kDynamicV1 = 1;
constexpr std::uint64_t kDynamicV2 = 2;
constexpr std::uint64_t kJsonV1 = 0;
constexpr std::uint64_t kJsonText = 1;
constexpr std::uint64_t kJsonV2 = 2;

std::uint64_t skipCounted(NativeCursor& cursor, std::uint64_t version, std::uint64_t first) {
    if (version == first) {
        cursor.varint();  // the limit
    }
    return cursor.varint();
}

// A number per row tells which of the types, in the order of their names, its value has.
class VariantColumn : public NativeColumn {
public:
    explicit VariantColumn(std::vector<std::string> types) {
        std::sort(types.begin(), types.end());
        for (const auto& type : types) {
            variants_.push_back(
                makeNativeColumn(type == kSharedVariant ? std::string_view("String") : type)
            );
        }
    }

    // Beside the types that a Dynamic names there is one for all others.
    static constexpr std::string_view kSharedVariant = "SharedVariant";

    void skipPrefix(NativeCursor& cursor) override {
        if (cursor.fixed64() != 0) {
            throw UnknownNativeType();
        }
        for (const auto& variant : variants_) {
            variant->skipPrefix(cursor);
        }
    }

    void skipRows(NativeCursor& cursor, std::uint64_t rows) override {
        std::array<std::uint64_t, 256> counts{};
        for (const char which : cursor.take(rows)) {
            ++counts[static_cast<unsigned char>(which)];
        }
        for (std::size_t i = 0; i < variants_.size(); ++i) {
            variants_[i]->skipRows(cursor, counts[i]);
        }
    }

private:
    std::vector<Column> variants_;
};

class DynamicColumn : public NativeColumn {
public:
    void skipPrefix(NativeCursor& cursor) override {
        const std::uint64_t version = cursor.fixed64();
        if (!cursor.isShort() && version != kDynamicV1 && version != kDynamicV2) {
            throw UnknownNativeType();
        }
        std::vector<std::string> types{std::string(VariantColumn::kSharedVariant)};
        for (auto left = skipCounted(cursor, version, kDynamicV1); left > 0; --left) {
            types.emplace_back(cursor.string());
            if (cursor.isShort()) {
                return;
            }
        }
        values_ = std::make_unique<VariantColumn>(std::move(types));
        values_->skipPrefix(cursor);
    }

    void skipRows(NativeCursor& cursor, std::uint64_t rows) override {
        if (values_ != nullptr) {
            values_->skipRows(cursor, rows);
        }
    }

private:
    std::unique_ptr<VariantColumn> values_;
};

// First the paths with a type, then those found in the data, then what is left as pairs of path and
// value.
class JsonColumn : public NativeColumn {
public:
    explicit JsonColumn(std::map<std::string, std::string> typed) : typed_(std::move(typed)) {}

    void skipPrefix(NativeCursor& cursor) override {
        columns_.clear();
        const std::uint64_t version = cursor.fixed64();
        if (version == kJsonText && !cursor.isShort()) {
            columns_.push_back(makeNativeColumn("String"));
            return;
        }
        if (version != kJsonV1 && version != kJsonV2) {
            throw UnknownNativeType();
        }
        skipPaths(cursor, version);
    }

    void skipRows(NativeCursor& cursor, std::uint64_t rows) override {
        for (const auto& column : columns_) {
            column->skipRows(cursor, rows);
        }
    }

private:
    void skipPaths(NativeCursor& cursor, std::uint64_t version) {
        for (const auto& [path, type] : typed_) {
            columns_.push_back(makeNativeColumn(type));
        }
        for (auto left = skipCounted(cursor, version, kJsonV1); left > 0; --left) {
            cursor.string();
            if (cursor.isShort()) {
                return;
            }
            columns_.push_back(makeNativeColumn("Dynamic"));
        }
        for (const auto& column : columns_) {
            column->skipPrefix(cursor);
        }
        columns_.push_back(makeNativeColumn("Map(String, String)"));
    }

    std::map<std::string, std::string> typed_;
    std::vector<Column> columns_;
};

bool isPath(const std::string& argument) {
    const auto name = elementName(argument);
    return !name.empty() && name != "SKIP";
}

}  // namespace

Column makeNativeVariant(const NativeType& type) {
    return std::make_unique<VariantColumn>(type.arguments);
}

Column makeNativeDynamic(const NativeType& /*type*/) {
    return std::make_unique<DynamicColumn>();
}

Column makeNativeJson(const NativeType& type) {
    std::map<std::string, std::string> typed;
    for (const auto& argument : type.arguments) {
        if (isPath(argument)) {
            typed.emplace(elementName(argument), elementType(argument));
        }
    }
    return std::make_unique<JsonColumn>(std::move(typed));
}

}  // namespace embedded
