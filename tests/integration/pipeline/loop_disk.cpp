#include "loop_disk.h"

#include "support/child_process.h"

#include <fcntl.h>
#include <linux/types.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <stdexcept>
#include <vector>

namespace pipeline {

namespace {

namespace fs = std::filesystem;

// EXT4_IOC_SHUTDOWN and EXT4_GOING_FLAGS_NOLOGFLUSH, which no header for programs has.
constexpr auto kShutDown = _IOR('X', 125, __u32);
constexpr __u32 kWithoutFlush = 2;

std::string makeFolder() {
    std::string name = (fs::temp_directory_path() / "disk_XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) {
        throw std::runtime_error("no temporary folder");
    }
    return name;
}

void run(const std::vector<std::string>& command) {
    const auto result = test_support::runProcess(command, "");
    if (result.exit_code != 0) {
        throw std::runtime_error(command.front() + ": " + result.errors);
    }
}

}  // namespace

LoopDisk::LoopDisk() : folder_(makeFolder()) {
    fs::create_directory(path());
    run({"/usr/bin/truncate", "--size=2G", folder_ + "/image"});
    run({"/sbin/mkfs.ext4", "-q", folder_ + "/image"});
    run({"/bin/mount", "-o", "loop", folder_ + "/image", path()});
}

LoopDisk::~LoopDisk() {
    test_support::runProcess({"/bin/umount", path()}, "");
    std::error_code ignored;  // a test's leftovers must not hide its result
    fs::remove_all(folder_, ignored);
}

void LoopDisk::cutPower() const {
    const int folder = open(path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const int result = ioctl(folder, kShutDown, &kWithoutFlush);  // NOLINT: ioctl's interface
    const std::string error = std::strerror(errno);
    close(folder);
    if (result != 0) {
        throw std::runtime_error("cannot shut down the file system: " + error);
    }
}

void LoopDisk::restorePower() const {
    run({"/bin/umount", path()});
    run({"/bin/mount", "-o", "loop", folder_ + "/image", path()});
}

}  // namespace pipeline
