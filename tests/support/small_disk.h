#pragma once

#include <cstdint>
#include <string>

namespace test_support {

// A folder; for root a file system of its own in memory, which can be filled.
class SmallDisk {
public:
    explicit SmallDisk(const std::string& size);  // as mount takes it
    ~SmallDisk();
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

    [[nodiscard]] const std::string& path() const { return path_; }

    [[nodiscard]] bool isMounted() const { return is_mounted_; }

    // Leaves so many bytes free.
    void fill(std::uint64_t rest) const;
    void empty() const;

private:
    [[nodiscard]] std::string filler() const { return path_ + "/filler"; }

    std::string path_;
    bool is_mounted_ = false;
};

}  // namespace test_support
