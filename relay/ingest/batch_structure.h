#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace relay {

// A JSON body taken apart by its structure alone, which strings, brackets and commas make: what is
// inside an element of the batch may be no JSON.
struct BatchStructure {
    // The body with `[0]` in place of every batch.
    std::string envelope;
    std::string_view elements;  // what is between the brackets of the last batch
};

// nullopt: the elements cannot be told apart, or there is no batch. Views point into `body`.
std::optional<BatchStructure> takeApart(std::string_view body);

// What is between the brackets of an array, whose elements may be no JSON; nullopt: they cannot be
// told apart.
std::optional<std::string_view> elementsOf(std::string_view array);

// Calls `take` for each of the elements, without the white space around it. A comma behind the last
// one is nobody's element.
void forEachElement(
    std::string_view elements,
    const std::function<void(std::string_view element)>& take
);

}  // namespace relay
