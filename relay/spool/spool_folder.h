#pragma once

#include <tl/expected.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace relay {

// The files of a spool. What is there under its name is whole and on the disk; a file that is being
// written has another name. One process at a time. Errors: what the system said.
class SpoolFolder {
public:
    struct File {
        std::string name;
        std::size_t bytes;
    };

    // Makes the folder where it is missing, and locks it. Removes what an earlier process had begun
    // to write. Throws std::runtime_error with one clear line.
    explicit SpoolFolder(std::string path);
    ~SpoolFolder();
    SpoolFolder(const SpoolFolder&) = delete;
    SpoolFolder& operator=(const SpoolFolder&) = delete;

    [[nodiscard]] const std::string& path() const { return path_; }

    // In the order of their names.
    [[nodiscard]] std::vector<File> list() const;

    // How many files were set aside.
    [[nodiscard]] std::size_t countDamaged() const;

    // With fsync. After an error there is no such file.
    [[nodiscard]] tl::expected<void, std::string>
    write(const std::string& name, std::span<const std::string_view> pieces) const;

    // The same for a file that is there. After an error it is the old or the new one.
    [[nodiscard]] tl::expected<void, std::string>
    replace(const std::string& name, std::span<const std::string_view> pieces) const;

    [[nodiscard]] tl::expected<std::string, std::string> read(const std::string& name) const;

    // Moves the file to the folder `damaged`.
    [[nodiscard]] tl::expected<void, std::string> setAside(const std::string& name) const;

    // A file that comes back after a loss of power does no harm: its rows are stored.
    [[nodiscard]] tl::expected<void, std::string> remove(const std::string& name) const;

private:
    std::string path_;
    int folder_ = -1;
};

}  // namespace relay
