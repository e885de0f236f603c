#include "dialects/object_writer.h"

namespace dialects {

void ObjectWriter::addMembersOf(std::string_view object) {
    constexpr std::string_view space = " \t\n\r";
    if (object.size() <= 2) {
        return;
    }
    const auto members = object.substr(1, object.size() - 2);
    if (members.find_first_not_of(space) != std::string_view::npos) {
        separate();
        out_.append(members);
    }
}

}  // namespace dialects
