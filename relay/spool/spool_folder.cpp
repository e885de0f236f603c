#include "spool/spool_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace relay {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSuffix = ".group";
constexpr std::string_view kUnfinished = ".unfinished";
constexpr const char* kDamaged = "damaged";
constexpr mode_t kPrivate = 0600;

std::string lastError() {
    return std::generic_category().message(errno);
}

tl::expected<void, std::string> result(bool is_done) {
    return is_done ? tl::expected<void, std::string>() : tl::make_unexpected(lastError());
}

class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}

    ~Descriptor() {
        if (number_ >= 0) {
            close(number_);
        }
    }

    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    [[nodiscard]] int number() const { return number_; }

private:
    int number_;
};

bool writeAll(int file, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto count = ::write(file, bytes.data(), bytes.size());
        if (count < 0 && errno != EINTR) {
            return false;
        }
        bytes.remove_prefix(count < 0 ? 0 : static_cast<std::size_t>(count));
    }
    return true;
}

bool writeFile(int folder, const std::string& name, std::span<const std::string_view> pieces) {
    const Descriptor file(
        openat(folder, name.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kPrivate)
    );
    return file.number() >= 0 &&
           std::ranges::all_of(
               pieces, [&](std::string_view piece) { return writeAll(file.number(), piece); }
           ) &&
           fsync(file.number()) == 0;
}

std::string readAll(int file) {
    struct stat status {};

    if (fstat(file, &status) != 0) {
        throw std::system_error(errno, std::generic_category());
    }
    std::string text(static_cast<std::size_t>(status.st_size), '\0');
    std::size_t size = 0;
    while (size < text.size()) {
        const auto count = ::read(file, text.data() + size, text.size() - size);
        if (count < 0 && errno != EINTR) {
            throw std::system_error(errno, std::generic_category());
        }
        if (count == 0) {
            break;
        }
        size += count < 0 ? 0 : static_cast<std::size_t>(count);
    }
    text.resize(size);
    return text;
}

}  // namespace

SpoolFolder::SpoolFolder(std::string path) : path_(std::move(path)) {
    std::error_code error;
    fs::create_directories(path_, error);
    folder_ = open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder_ < 0) {
        throw std::runtime_error("cannot open SPOOL_DIR " + path_ + ": " + lastError());
    }
    if (flock(folder_, LOCK_EX | LOCK_NB) != 0) {
        const auto reason = errno == EWOULDBLOCK ? "another relay uses it" : lastError();
        close(folder_);
        throw std::runtime_error("cannot lock SPOOL_DIR " + path_ + ": " + reason);
    }
    for (const auto& entry : fs::directory_iterator(path_, error)) {
        if (entry.path().extension() == kUnfinished) {
            unlinkat(folder_, entry.path().filename().c_str(), 0);
        }
    }
}

SpoolFolder::~SpoolFolder() {
    close(folder_);
}

std::vector<SpoolFolder::File> SpoolFolder::list() const {
    std::vector<File> files;
    for (const auto& entry : fs::directory_iterator(path_)) {
        if (entry.path().extension() == kSuffix) {
            files.push_back({entry.path().filename(), entry.file_size()});
        }
    }
    std::ranges::sort(files, {}, &File::name);
    return files;
}

std::size_t SpoolFolder::countDamaged() const {
    std::error_code error;
    const fs::directory_iterator files(fs::path(path_) / kDamaged, error);
    return error ? 0 : static_cast<std::size_t>(std::distance(begin(files), end(files)));
}

tl::expected<void, std::string>
SpoolFolder::write(const std::string& name, std::span<const std::string_view> pieces) const {
    auto written = replace(name, pieces);
    if (!written) {
        unlinkat(folder_, name.c_str(), 0);
    }
    return written;
}

tl::expected<void, std::string>
SpoolFolder::replace(const std::string& name, std::span<const std::string_view> pieces) const {
    const auto unfinished = name + std::string(kUnfinished);
    auto written = result(
        writeFile(folder_, unfinished, pieces) &&
        renameat(folder_, unfinished.c_str(), folder_, name.c_str()) == 0 && fsync(folder_) == 0
    );
    if (!written) {
        unlinkat(folder_, unfinished.c_str(), 0);
    }
    return written;
}

tl::expected<std::string, std::string> SpoolFolder::read(const std::string& name) const {
    const Descriptor file(openat(folder_, name.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.number() < 0) {
        return tl::make_unexpected(lastError());
    }
    try {
        return readAll(file.number());
    } catch (const std::system_error& error) {
        return tl::make_unexpected(std::string(error.what()));
    }
}

tl::expected<void, std::string> SpoolFolder::setAside(const std::string& name) const {
    mkdirat(folder_, kDamaged, S_IRWXU);
    const auto target = std::string(kDamaged) + "/" + name;
    return result(renameat(folder_, name.c_str(), folder_, target.c_str()) == 0);
}

tl::expected<void, std::string> SpoolFolder::remove(const std::string& name) const {
    return result(unlinkat(folder_, name.c_str(), 0) == 0);
}

}  // namespace relay
