#include "native_column.h"

#include "native_dynamic.h"
#include "native_type.h"
#include "native_width.h"

#include <array>
#include <utility>
#include <vector>

namespace embedded {
namespace {

using Column = std::unique_ptr<NativeColumn>;

// Of LowCardinality.
constexpr std::uint64_t kSharedDictionaries = 1;
constexpr std::uint64_t kGlobalDictionary = 0x100;

class FixedColumn : public NativeColumn {
public:
    explicit FixedColumn(unsigned width) : width_(width) {}

    void skipPrefix(NativeCursor& /*cursor*/) override {}

    void skipRows(NativeCursor& cursor, std::uint64_t rows) override { cursor.skip(rows, width_); }

private:
    unsigned width_;
};

class StringColumn : public NativeColumn {
public:
    void skipPrefix(NativeCursor& /*cursor*/) override {}

    void skipRows(NativeCursor& cursor, std::uint64_t rows) override {
        for (; rows > 0 && !cursor.isShort(); --rows) {
            cursor.string();
        }
    }
};

class NullableColumn : public NativeColumn {
public:
    explicit NullableColumn(Column values) : values_(std::move(values)) {}

    void skipPrefix(NativeCursor& cursor) override { values_->skipPrefix(cursor); }

    void skipRows(NativeCursor& cursor, std::uint64_t rows) override {
        cursor.skip(rows, 1);
        values_->skipRows(cursor, rows);
    }

private:
    Column values_;
};

class ArrayColumn : public NativeColumn {
public:
    explicit ArrayColumn(Column elements) : elements_(std::move(elements)) {}

    void skipPrefix(NativeCursor& cursor) override { elements_->skipPrefix(cursor); }

    // First where each array ends among the elements.
    void skipRows(NativeCursor& cursor, std::uint64_t rows) override {
        if (rows == 0) {
            return;
        }
        cursor.skip(rows - 1, sizeof(std::uint64_t));
        const std::uint64_t elements = cursor.fixed64();
        if (!cursor.isShort()) {
            elements_->skipRows(cursor, elements);
        }
    }

private:
    Column elements_;
};

class TupleColumn : public NativeColumn {
public:
    explicit TupleColumn(std::vector<Column> elements) : elements_(std::move(elements)) {}

    void skipPrefix(NativeCursor& cursor) override {
        for (const auto& element : elements_) {
            element->skipPrefix(cursor);
        }
    }

    void skipRows(NativeCursor& cursor, std::uint64_t rows) override {
        if (elements_.empty()) {
            cursor.skip(rows, 1);
        }
        for (const auto& element : elements_) {
            element->skipRows(cursor, rows);
        }
    }

private:
    std::vector<Column> elements_;
};

// Each block has a dictionary of its own.
class LowCardinalityColumn : public NativeColumn {
public:
    explicit LowCardinalityColumn(Column keys) : keys_(std::move(keys)) {}

    void skipPrefix(NativeCursor& cursor) override {
        if (cursor.fixed64() != kSharedDictionaries && !cursor.isShort()) {
            throw UnknownNativeType();
        }
    }

    void skipRows(NativeCursor& cursor, std::uint64_t rows) override {
        if (rows == 0) {
            return;
        }
        const std::uint64_t flags = cursor.fixed64();
        if ((flags & kGlobalDictionary) != 0 || (flags & 0xFF) > 3) {
            throw UnknownNativeType();
        }
        keys_->skipRows(cursor, cursor.fixed64());
        const std::uint64_t indexes = cursor.fixed64();
        cursor.skip(indexes, std::uint64_t{1} << (flags & 0xFF));
    }

private:
    Column keys_;
};

std::string_view onlyArgument(const NativeType& type) {
    if (type.arguments.size() != 1) {
        throw UnknownNativeType();
    }
    return type.arguments[0];
}

// Its dictionary has no nulls.
Column makeLowCardinality(const NativeType& type) {
    const auto keys = onlyArgument(type);
    const auto inner = parseNativeType(keys);
    const bool is_nullable = inner && inner->name == "Nullable";
    return std::make_unique<LowCardinalityColumn>(
        makeNativeColumn(is_nullable ? onlyArgument(*inner) : keys)
    );
}

Column makeString(const NativeType& /*type*/) {
    return std::make_unique<StringColumn>();
}

Column makeNullable(const NativeType& type) {
    return std::make_unique<NullableColumn>(makeNativeColumn(onlyArgument(type)));
}

Column makeTuple(const NativeType& type) {
    std::vector<Column> elements;
    for (const auto& element : type.arguments) {
        elements.push_back(makeNativeColumn(elementType(element)));
    }
    return std::make_unique<TupleColumn>(std::move(elements));
}

Column makeArray(const NativeType& type) {
    return std::make_unique<ArrayColumn>(makeNativeColumn(onlyArgument(type)));
}

// Map, Nested
Column makeArrayOfTuples(const NativeType& type) {
    return std::make_unique<ArrayColumn>(makeTuple(type));
}

using Make = Column (*)(const NativeType&);

constexpr std::array<std::pair<std::string_view, Make>, 10> kMakers{{
    {"String", makeString},
    {"Nullable", makeNullable},
    {"LowCardinality", makeLowCardinality},
    {"Array", makeArray},
    {"Tuple", makeTuple},
    {"Map", makeArrayOfTuples},
    {"Nested", makeArrayOfTuples},
    {"Variant", makeNativeVariant},
    {"Dynamic", makeNativeDynamic},
    {"JSON", makeNativeJson},
}};

// Types that are others under a name of their own.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kAliases{{
    {"Point", "Tuple(Float64, Float64)"},
    {"Ring", "Array(Point)"},
    {"LineString", "Array(Point)"},
    {"Polygon", "Array(Ring)"},
    {"MultiLineString", "Array(LineString)"},
    {"MultiPolygon", "Array(Polygon)"},
}};

std::string_view withoutAlias(std::string_view type) {
    for (const auto& [name, meaning] : kAliases) {
        if (type == name) {
            return meaning;
        }
    }
    return type;
}

Column makeNested(const NativeType& type) {
    for (const auto& [name, make] : kMakers) {
        if (type.name == name) {
            return make(type);
        }
    }
    throw UnknownNativeType();
}

}  // namespace

std::unique_ptr<NativeColumn> makeNativeColumn(std::string_view text) {
    const auto type = parseNativeType(withoutAlias(text));
    if (type && type->name == "SimpleAggregateFunction" && type->arguments.size() > 1) {
        return makeNativeColumn(type->arguments.back());
    }
    if (!type) {
        throw UnknownNativeType();
    }
    if (const auto width = nativeWidth(*type)) {
        return std::make_unique<FixedColumn>(*width);
    }
    return makeNested(*type);
}

}  // namespace embedded
