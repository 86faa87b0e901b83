#include "frontend/launch_brackets.h"
#include <gtest/gtest.h>

namespace ox::frontend {
namespace {

TEST(LaunchBrackets, SplitBracketsAreJoinedInPlace) {
  EXPECT_EQ(join_launch_brackets("k<< <g, b>> >(x);"), "k<<< g, b>>> (x);");
  EXPECT_EQ(join_launch_brackets("k << < g, b >> > (x);"), "k <<<  g, b >>>  (x);");
  EXPECT_EQ(join_launch_brackets("k< <<g, b> >>(x);"), "k<<< g, b>>> (x);");
  EXPECT_EQ(join_launch_brackets("k<< <g, b>>>(x);"), "k<<< g, b>>>(x);");
}

TEST(LaunchBrackets, TextWithoutThemIsUntouched) {
  for (const char* text : {"k<<<g, b>>>(x);", "std::vector<std::vector<std::vector<int>> > v;",
                           "a << b; c >> d; e < f;", "std::cout << \"<\" << x;", "a <b; c < d;", ""})
    EXPECT_EQ(join_launch_brackets(text), std::nullopt) << text;
}

TEST(LaunchBrackets, CommentsAndLiteralsAreUntouched) {
  for (const char* text : {"// k<< <1, 1>> >()\n", "/* k<< <1, 1>> >() */", "puts(\"k<< <1>> >\");",
                           "puts(R\"(k<< <1>> >)\");", "f(\"\\\"<< <\");"})
    EXPECT_EQ(join_launch_brackets(text), text);
  EXPECT_EQ(join_launch_brackets("int a = 1'000; k<< <1, 1>> >();"), "int a = 1'000; k<<< 1, 1>>> ();");
}

TEST(LaunchBrackets, TemplatesInsideALaunchStayTheirOwn) {
  EXPECT_EQ(join_launch_brackets("k<< <f<g<h<int> > >(), 1>> >();"), "k<<< f<g<h<int> > >(), 1>>> ();");
}

} // namespace
} // namespace ox::frontend
