#include "insert_runner.h"

namespace embedded {

tl::expected<Progress, EngineError> runInsert(
    EngineConnection& connection,
    const InsertWithData& insert,
    std::string_view head,
    StatementBody& body
) {
    const auto stream = connection.insert(insert.statement, insert.format);
    if (auto error = stream->error()) {
        return tl::unexpected(std::move(*error));
    }
    bool wanted = head.empty() || stream->append(head);
    while (wanted) {
        const auto piece = body.readPiece();
        if (!piece) {
            return tl::unexpected(piece.error());
        }
        if (piece->empty()) {
            break;
        }
        wanted = stream->append(*piece);
    }
    const EngineResult result = stream->finish();
    if (auto error = result.error()) {
        return tl::unexpected(std::move(*error));
    }
    return result.progress();
}

}  // namespace embedded
