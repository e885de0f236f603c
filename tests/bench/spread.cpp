#include "spread.h"

#include <algorithm>
#include <cstddef>

namespace bench {

Spread spreadOf(std::vector<double> samples) {
    std::ranges::sort(samples);
    const auto middle = samples.size() / 2;
    const bool is_odd = samples.size() % 2 == 1;
    const double median =
        is_odd ? samples.at(middle) : (samples.at(middle - 1) + samples.at(middle)) / 2;
    return {median, samples.front(), samples.back()};
}

std::vector<double>
ratios(const std::vector<double>& numerators, const std::vector<double>& denominators) {
    std::vector<double> result;
    for (std::size_t i = 0; i < numerators.size(); ++i) {
        result.push_back(numerators[i] / denominators.at(i));
    }
    return result;
}

}  // namespace bench
