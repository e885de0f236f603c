#include "native_width.h"

#include <array>
#include <charconv>
#include <string_view>
#include <utility>

namespace embedded {
namespace {

constexpr std::array<std::pair<std::string_view, unsigned>, 32> kWidths{{
    {"Bool", 1},     {"Int8", 1},        {"UInt8", 1},     {"Enum8", 1},       {"Nothing", 1},
    {"Int16", 2},    {"UInt16", 2},      {"Enum16", 2},    {"Date", 2},        {"BFloat16", 2},
    {"Int32", 4},    {"UInt32", 4},      {"Float32", 4},   {"Date32", 4},      {"DateTime", 4},
    {"Time", 4},     {"IPv4", 4},        {"Decimal32", 4}, {"Int64", 8},       {"UInt64", 8},
    {"Float64", 8},  {"DateTime64", 8},  {"Time64", 8},    {"Decimal64", 8},   {"Int128", 16},
    {"UInt128", 16}, {"UUID", 16},       {"IPv6", 16},     {"Decimal128", 16}, {"Int256", 32},
    {"UInt256", 32}, {"Decimal256", 32},
}};

unsigned firstNumber(const NativeType& type) {
    unsigned number = 0;
    if (!type.arguments.empty()) {
        const auto& text = type.arguments[0];
        std::from_chars(text.data(), text.data() + text.size(), number);
    }
    return number;
}

unsigned decimalWidth(unsigned precision) {
    if (precision <= 9) {
        return 4;
    }
    if (precision <= 18) {
        return 8;
    }
    return precision <= 38 ? 16 : 32;
}

}  // namespace

std::optional<unsigned> nativeWidth(const NativeType& type) {
    if (type.name == "FixedString") {
        return firstNumber(type);
    }
    if (type.name == "Decimal") {
        return decimalWidth(firstNumber(type));
    }
    if (type.name.starts_with("Interval")) {
        return 8;
    }
    for (const auto& [name, width] : kWidths) {
        if (type.name == name) {
            return width;
        }
    }
    return std::nullopt;
}

}  // namespace embedded
