#include "options.h"

#include <cstddef>

namespace bench {

tl::expected<Options, std::string> parseOptions(const std::vector<std::string>& arguments) {
    Options options;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (arguments[i] == "--quick") {
            options.is_quick = true;
        } else if ((arguments[i] == "--only" || arguments[i] == "--json") && i + 1 < arguments.size()) {
            (arguments[i] == "--only" ? options.only : options.json) = arguments[i + 1];
            ++i;
        } else {
            return tl::unexpected("unknown option, or one without its value: " + arguments[i]);
        }
    }
    return options;
}

}  // namespace bench
