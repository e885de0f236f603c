// A normalizer that answers wrongly, in the way that the file "wrong" beside it names.
// For inserts of one event: an answer is one row.

#include "event_rules/normalized_event.h"
#include "worker/normalize_rows.h"
#include "worker/run_worker.h"

#include <filesystem>
#include <fstream>
#include <span>
#include <string>
#include <vector>

namespace {

constexpr std::size_t kRowOfZeros = 95;  // bytes; every text and list is empty

std::string wayToBeWrong() {
    const auto program = std::filesystem::read_symlink("/proc/self/exe");
    std::string way;
    std::ifstream(program.parent_path() / "wrong") >> way;
    return way;
}

std::vector<char> makeWrong(std::span<const char> answer, const std::string& way) {
    std::vector<char> wrong(answer.begin(), answer.end());
    if (way == "zeros") {
        wrong.assign(kRowOfZeros, 0);
    } else if (way == "shifted") {
        wrong.insert(wrong.begin(), 0);
    } else {
        ++wrong.front();  // the version
    }
    return wrong;
}

void normalizeWrongly(worker::RowBinaryReader& reader, worker::RowBinaryWriter& writer) {
    const auto way = wayToBeWrong();
    worker::RowBinaryWriter right([&](std::span<const char> answer) {
        for (const char byte : makeWrong(answer, way)) {
            writer.writeUInt8(static_cast<std::uint8_t>(byte));
        }
        writer.flush();
    });
    worker::normalizeRows(reader, right);
}

}  // namespace

int main(int argc, char** argv) {
    return worker::runWorker(
        argc, argv, {"normalize_event", event_rules::kRulesVersion, normalizeWrongly}
    );
}
