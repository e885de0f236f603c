#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

namespace test_support {

// A folder of its own, removed at the end.
class ScratchFolder {
public:
    ScratchFolder() {
        path_ = (std::filesystem::temp_directory_path() / "spool_XXXXXX").string();
        if (mkdtemp(path_.data()) == nullptr) {
            path_.clear();
        }
    }

    ~ScratchFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    [[nodiscard]] const std::string& path() const { return path_; }

private:
    std::string path_;
};

}  // namespace test_support
