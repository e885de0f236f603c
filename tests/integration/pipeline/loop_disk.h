#pragma once

#include <string>

namespace pipeline {

// A disk of its own that can lose its power: an ext4 file system in a file. Needs root and a loop
// device; throws std::runtime_error with the reason where it cannot be mounted.
class LoopDisk {
public:
    LoopDisk();
    ~LoopDisk();
    LoopDisk(const LoopDisk&) = delete;
    LoopDisk& operator=(const LoopDisk&) = delete;

    // Where it is mounted.
    [[nodiscard]] std::string path() const { return folder_ + "/mnt"; }

    // At once, nothing that is not on the disk yet gets there any more; every call on it fails.
    void cutPower() const;

    // Mounts what is on the disk. No process may use the folder.
    void restorePower() const;

private:
    std::string folder_;
};

}  // namespace pipeline
