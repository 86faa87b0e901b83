// See json_lines.h.  nlohmann's parser calls back for every value but doesn't say where it is, so the iterator that it
// reads from counts characters, and the place is found from there backwards: the value is what was read last.
#include "simulator/json_lines.h"
#include <algorithm>
#include <iterator>

namespace ox::sim {

namespace {
using nlohmann::json;

class CountingIterator {
public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, const char** furthest) : at_(at), furthest_(furthest) {}
  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    *furthest_ = ++at_;
    return *this;
  }
  CountingIterator operator++(int) {
    CountingIterator old = *this;
    ++*this;
    return old;
  }
  bool operator==(const CountingIterator& other) const { return at_ == other.at_; }

private:
  const char* at_;
  const char** furthest_; // how far any copy has come
};

class Reader {
public:
  explicit Reader(std::string_view text) : text_(text), read_(text.data()) {}

  std::expected<std::vector<JsonMember>, JsonError> run() {
    const char* end = text_.data() + text_.size();
    bool good = json::sax_parse(CountingIterator(text_.data(), &read_), CountingIterator(end, &read_), this,
                                json::input_format_t::json, true, true);
    if (error_)
      return std::unexpected(*error_);
    if (!good)
      return std::unexpected(JsonError{place(text_.size()), "it can't be read"});
    return std::move(members_);
  }

  // What nlohmann::json_sax asks for.
  bool null() { return put(nullptr, letters_start()); }
  bool boolean(bool value) { return put(value, letters_start()); }
  bool number_integer(json::number_integer_t value) { return put(value, number_start()); }
  bool number_unsigned(json::number_unsigned_t value) { return put(value, number_start()); }
  bool number_float(json::number_float_t value, const json::string_t&) { return put(value, number_start()); }
  bool string(json::string_t& value) { return put(value, string_start()); }
  bool binary(json::binary_t&) { return false; } // not in text
  bool start_object(size_t) {
    if (depth_++ == 0)
      return true;
    return fail(offset() - 1, in_list_ ? "a list can hold numbers and texts only" : "an object can't be a value here");
  }
  bool end_object() {
    --depth_;
    return true;
  }
  bool start_array(size_t) {
    if (depth_ == 0)
      return fail(offset() - 1, "the file must hold one object, { ... }");
    if (in_list_)
      return fail(offset() - 1, "a list can't hold another list");
    in_list_ = true;
    list_ = json::array();
    list_start_ = offset() - 1;
    return true;
  }
  bool end_array() {
    in_list_ = false;
    return put(std::move(list_), list_start_);
  }
  bool key(json::string_t& name) {
    name_ = name;
    name_start_ = string_start();
    return true;
  }
  bool parse_error(size_t, const std::string&, const nlohmann::detail::exception& error) {
    // "[json.exception.parse_error.101] parse error at line 2, column 3: syntax error while parsing value - ..."
    std::string what = error.what();
    if (size_t colon = what.find(": "); colon != what.npos)
      what.erase(0, colon + 2);
    return fail(offset() == 0 ? 0 : offset() - 1, what);
  }

private:
  size_t offset() const { return size_t(read_ - text_.data()); }

  TextPlace place(size_t offset) const {
    std::string_view before = text_.substr(0, offset);
    TextPlace place;
    place.line = 1 + size_t(std::ranges::count(before, '\n'));
    size_t newline = before.rfind('\n');
    place.column = newline == before.npos ? offset + 1 : offset - newline;
    return place;
  }

  bool fail(size_t at, std::string what) {
    error_ = JsonError{place(at), std::move(what)};
    return false;
  }

  bool put(json value, size_t start) {
    if (in_list_) {
      list_.push_back(std::move(value));
      return true;
    }
    if (depth_ == 0)
      return fail(start, "the file must hold one object, { ... }");
    for (const JsonMember& other : members_)
      if (other.name == name_)
        return fail(name_start_, "\"" + name_ + "\" is given a second time; the first is on line " +
                                     std::to_string(other.name_at.line));
    members_.push_back({name_, std::move(value), place(name_start_), place(start)});
    return true;
  }

  // The quote that opens the string that ends here.
  size_t string_start() const {
    size_t at = offset() - 1;
    for (;;) {
      at = text_.rfind('"', at - 1);
      size_t backslashes = 0;
      while (backslashes < at && text_[at - 1 - backslashes] == '\\')
        ++backslashes;
      if (backslashes % 2 == 0)
        return at;
    }
  }
  template <class F> size_t start_of(F belongs) const {
    size_t end = offset();
    while (end > 0 && !belongs(text_[end - 1])) // the parser reads one character further, if there is one
      --end;
    while (end > 0 && belongs(text_[end - 1]))
      --end;
    return end;
  }
  size_t number_start() const {
    return start_of(
        [](char c) { return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || (c | 32) == 'e'; });
  }
  size_t letters_start() const {
    return start_of([](char c) { return c >= 'a' && c <= 'z'; });
  }

  std::string_view text_;
  const char* read_;
  int depth_ = 0;
  bool in_list_ = false;
  json list_;
  size_t list_start_ = 0, name_start_ = 0;
  std::string name_;
  std::vector<JsonMember> members_;
  std::optional<JsonError> error_;
};
} // namespace

std::expected<std::vector<JsonMember>, JsonError> parse_json_object(std::string_view text) {
  return Reader(text).run();
}

} // namespace ox::sim
