#include "support/small_disk.h"

#include "support/child_process.h"

#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace test_support {

SmallDisk::SmallDisk(const std::string& size) {
    path_ = (std::filesystem::temp_directory_path() / "disk_XXXXXX").string();
    if (mkdtemp(path_.data()) == nullptr) {
        throw std::runtime_error("no temporary folder");
    }
    is_mounted_ =
        runProcess({"/bin/mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", path_}, "")
            .exit_code == 0;
}

SmallDisk::~SmallDisk() {
    if (is_mounted_) {
        runProcess({"/bin/umount", "--lazy", path_}, "");
    }
    std::error_code ignored;  // leftovers must not hide a result
    std::filesystem::remove_all(path_, ignored);
}

void SmallDisk::fill(std::uint64_t rest) const {
    std::ofstream file(filler(), std::ios::binary);
    const std::string block(4'096, 'x');
    while (is_mounted_ && std::filesystem::space(path_).available > rest &&
           file.write(block.data(), static_cast<std::streamsize>(block.size())).flush()) {
    }
}

// Cut before it is removed: a child that another thread forked meanwhile may hold it open, and then
// the disk would stay full for as long as that lives.
void SmallDisk::empty() const {
    std::filesystem::resize_file(filler(), 0);
    std::filesystem::remove(filler());
}

}  // namespace test_support
