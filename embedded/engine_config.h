#pragma once

#include <string>

namespace embedded {

struct EngineConfig {
    std::string path;  // absolute
    std::string user_scripts_path;
    std::string functions;
};

// The engine's XML configuration. Pure.
std::string engineConfigXml(const EngineConfig& config);

// Makes the data folder, takes it for this process and writes the configuration into it. The lock
// ends with the object.
class DataFolder {
public:
    // Throws std::runtime_error with one line: not writable, or used by another process.
    explicit DataFolder(const EngineConfig& config);
    ~DataFolder();
    DataFolder(const DataFolder&) = delete;
    DataFolder& operator=(const DataFolder&) = delete;

    [[nodiscard]] std::string configFile() const { return config_file_; }

private:
    std::string config_file_;
    int lock_ = -1;
};

}  // namespace embedded
