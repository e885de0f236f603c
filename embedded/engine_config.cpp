#include "engine_config.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string_view>
#include <system_error>

namespace embedded {
namespace {

std::string escapeXml(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
        switch (c) {
            case '&':
                escaped += "&amp;";
                break;
            case '<':
                escaped += "&lt;";
                break;
            case '>':
                escaped += "&gt;";
                break;
            default:
                escaped += c;
        }
    }
    return escaped;
}

std::string element(std::string_view name, std::string_view value) {
    const std::string tag(name);
    return "    <" + tag + ">" + escapeXml(value) + "</" + tag + ">\n";
}

int openLock(const std::string& file) {
    const int lock = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (lock < 0) {
        throw std::runtime_error("cannot write " + file + ": " + std::strerror(errno));
    }
    if (flock(lock, LOCK_EX | LOCK_NB) != 0) {
        close(lock);
        throw std::runtime_error(file + " is locked: another process uses this data folder");
    }
    return lock;
}

}  // namespace

std::string engineConfigXml(const EngineConfig& config) {
    std::string xml = "<clickhouse>\n" + element("path", config.path);
    if (!config.user_scripts_path.empty()) {
        xml += element("user_scripts_path", config.user_scripts_path);
    }
    if (!config.functions.empty()) {
        xml += element("user_defined_executable_functions_config", config.functions);
    }
    // A small machine: no gigabytes of caches, few background threads.
    xml += element("mark_cache_size", "268435456");
    xml += element("uncompressed_cache_size", "0");
    xml += element("background_pool_size", "4");
    xml += element("background_schedule_pool_size", "8");
    xml += element("max_server_memory_usage_to_ram_ratio", "0.8");
    // A merged part reaches the disk when the kernel writes it, within 35 s. Until then the parts
    // that it is made of have to stay, and count after a loss of power. A server keeps them for
    // 480 s; the engine here would delete them at once.
    xml += "    <merge_tree><old_parts_lifetime>480</old_parts_lifetime></merge_tree>\n";
    // Where no cgroup is mounted (a chroot), the engine would report that with a stack trace.
    xml += element("memory_worker_use_cgroup", "0");
    // To a terminal it would write a fatal error, which is none, at every insert with an executable
    // function ("current_thread contains invalid address").
    xml += "    <logger><console>0</console></logger>\n";
    return xml + "</clickhouse>\n";
}

DataFolder::DataFolder(const EngineConfig& config) : config_file_(config.path + "/engine.xml") {
    std::error_code failure;
    std::filesystem::create_directories(config.path, failure);
    if (failure) {
        throw std::runtime_error("cannot make " + config.path + ": " + failure.message());
    }
    lock_ = openLock(config.path + "/embedded.lock");
    std::ofstream file(config_file_, std::ios::trunc);
    file << engineConfigXml(config) << std::flush;
    if (!file) {
        close(lock_);
        throw std::runtime_error("cannot write " + config_file_);
    }
}

DataFolder::~DataFolder() {
    close(lock_);
}

}  // namespace embedded
