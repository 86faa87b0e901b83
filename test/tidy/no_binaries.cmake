# Fails when the repository holds a binary: a program that a test left behind is easily committed, and never leaves the
# history again.  Pictures of the documentation are the one exception.  Passes where there is no git repository.
cmake_minimum_required(VERSION 3.25)
execute_process(COMMAND git -C ${ROOT} ls-files --eol OUTPUT_VARIABLE listed RESULT_VARIABLE failed ERROR_QUIET)
if(failed)
  return()
endif()
# git's own judgement of a file's content: "i/-text" is what has NUL bytes.
string(REGEX MATCHALL "i/-text[^\t]*\t[^\n]*" binaries "${listed}")
list(FILTER binaries EXCLUDE REGEX "\tdocs/[^\n]*\\.png")
if(binaries)
  message(FATAL_ERROR "binaries are committed:\n${binaries}")
endif()
