#include "ptx/lexer.h"
#include <gtest/gtest.h>
#include <vector>

namespace {
using namespace ox::ptx;
using Kind = TokenKind;

std::vector<Token> tokens_of(std::string_view text) {
  Lexer lexer(text);
  std::vector<Token> tokens;
  for (Token token = lexer.next(); token.kind != Kind::kEnd; token = lexer.next())
    tokens.push_back(token);
  return tokens;
}
Token only(std::string_view text) {
  auto tokens = tokens_of(text);
  EXPECT_EQ(tokens.size(), 1u) << text;
  return tokens.empty() ? Token{} : tokens[0];
}

TEST(Lexer, NamesMayHavePercentAndDollar) {
  for (std::string_view name : {"foo", "%r1", "$L__BB0_2", "_", "%", "_ZN3fooIfEEvT_", "%tid", "func_%tmp", "%_x"})
    if (name != "%")
      EXPECT_TRUE(only(name).kind == Kind::kIdentifier && only(name).text == name) << name;
  EXPECT_EQ(only("%").kind, Kind::kPunctuation);
}

TEST(Lexer, ADottedWordKeepsItsColons) {
  for (std::string_view word :
       {".f32", ".shared::cta", ".L2::cache_hint", ".mbarrier::complete_tx::bytes", ".2d", ".m16n8k16"})
    EXPECT_TRUE(only(word).kind == Kind::kDotted && only(word).text == word) << word;
  EXPECT_EQ(tokens_of("ld.shared::cta.v4.f32").size(), 4u);
}

TEST(Lexer, LiteralsOfEveryKind) {
  for (std::string_view text : {"0", "42", "42U", "0x1F", "0xffffffffffffffffU", "0b101", "0777"})
    EXPECT_EQ(only(text).kind, Kind::kInteger) << text;
  for (std::string_view text : {"0f3F800000", "0F3f800000", "0d3FF0000000000000", "1.5", "1.5e3", "1e-3", "8.0"})
    EXPECT_EQ(only(text).kind, Kind::kReal) << text;
  for (std::string_view text : {"0f3F80", "0f3F8000000", "0d3FF", "0x", "0b", "12ab", "0b12"})
    EXPECT_EQ(only(text).kind, Kind::kBad) << text;
}

TEST(Lexer, StringsEndAtTheirLine) {
  EXPECT_EQ(only("\"a b\"").text, "a b");
  EXPECT_EQ(tokens_of("\"a\nb")[0].kind, Kind::kBad);
}

TEST(Lexer, CommentsAndPreprocessorLinesAreBlanks) {
  auto tokens = tokens_of("a // b\n/* c\n d */ e\n# 1 \"file.cu\"\n  #pragma once\nf");
  ASSERT_EQ(tokens.size(), 3u);
  EXPECT_EQ(tokens[1].text, "e");
  EXPECT_EQ(tokens[2].text, "f");
}

TEST(Lexer, ACommentWithoutItsEndIsBad) {
  auto tokens = tokens_of("a /* b");
  ASSERT_EQ(tokens.size(), 3u);
  EXPECT_EQ(tokens[1].kind, Kind::kBad);
  EXPECT_EQ(tokens[2].text, "b");
}

TEST(Lexer, LinesForAPreprocessorAreBad) {
  for (std::string_view text : {"#define A 1", "# include \"a\"", "  #if 0", "#endif"})
    EXPECT_EQ(tokens_of(text)[0].kind, Kind::kBad) << text;
}

TEST(Lexer, APointMayBeginOrEndANumber) {
  for (std::string_view text : {".5", "5.", "1.e3", ".5e-3", "1.5E+3"})
    EXPECT_EQ(only(text).kind, Kind::kReal) << text;
  for (std::string_view text : {".5d", ".16x64b", ".2d", ".1CTA"})
    EXPECT_EQ(only(text).kind, Kind::kDotted) << text;
  EXPECT_EQ(tokens_of("5.x")[0].kind, Kind::kInteger);
}

TEST(Lexer, PlacesCountFromOne) {
  auto tokens = tokens_of("a\n  bc d");
  EXPECT_EQ(tokens[0].at.line, 1u);
  EXPECT_EQ(tokens[0].at.column, 1u);
  EXPECT_EQ(tokens[1].at.line, 2u);
  EXPECT_EQ(tokens[1].at.column, 3u);
  EXPECT_EQ(tokens[2].at.column, 6u);
}

TEST(Lexer, BlanksBeforeATokenAreKept) {
  auto tokens = tokens_of("%r1.x %r1 .x");
  ASSERT_EQ(tokens.size(), 4u);
  EXPECT_FALSE(tokens[1].after_blank);
  EXPECT_TRUE(tokens[3].after_blank);
}

TEST(Lexer, TrailingZeroBytesAreTheEnd) {
  EXPECT_EQ(tokens_of(std::string_view("ret;\0\0\0", 7)).size(), 2u);
  // Anything behind them is not.
  EXPECT_EQ(tokens_of(std::string_view("ret;\0x", 6)).back().kind, Kind::kIdentifier);
}

TEST(Lexer, LongOperatorsAreOneToken) {
  auto tokens = tokens_of("a<<b>>c<=d>=e==f!=g&&h||i");
  ASSERT_EQ(tokens.size(), 17u);
  for (size_t i = 1; i < tokens.size(); i += 2)
    EXPECT_EQ(tokens[i].text.size(), 2u);
}
} // namespace
