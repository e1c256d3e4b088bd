// Where two JSON texts differ, for people who compare what they expected of an answer with what came.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bpol::trial {

// At most four, in the order of the expected text: "`Data.Account[0].Owner` is expected to be "***", came "Anna
// Example"". The order of members says nothing. Empty where the texts are equal or one of them is no JSON.
std::vector<std::string> Differences(std::string_view expected, std::string_view came);

}  // namespace bpol::trial
