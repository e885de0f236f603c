#pragma once

#include <vector>

namespace bench {

// What the rounds of one measure gave.
struct Spread {
    double median;
    double low;
    double high;
};

// At least one sample.
Spread spreadOf(std::vector<double> samples);

// Sample by sample: both were taken in the same round, so that what the machine did to one it did
// to the other. Of equal, positive size.
std::vector<double>
ratios(const std::vector<double>& numerators, const std::vector<double>& denominators);

}  // namespace bench
