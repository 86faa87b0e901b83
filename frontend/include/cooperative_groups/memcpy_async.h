// memcpy_async(group, to, from, bytes): the threads of the group copy together; wait(group) ends it.
//
// The copy is done by plain loads and stores when it is called; wait is the group's barrier, after which all see it.
#ifndef OX_COOPERATIVE_GROUPS_MEMCPY_ASYNC_H
#define OX_COOPERATIVE_GROUPS_MEMCPY_ASYNC_H

#include "../cooperative_groups.h"

#if defined(OX_CUDA)
namespace cooperative_groups {
namespace details {

template <class Word, class Group> OX_CG void copy_words(const Group& group, void* to, const void* from, size_t bytes) {
  size_t count = bytes / sizeof(Word), step = group.size();
  for (size_t i = group.thread_rank(); i < count; i += step)
    ((Word*)to)[i] = ((const Word*)from)[i];
  size_t rest = count * sizeof(Word) + group.thread_rank();
  for (; rest < bytes; rest += step)
    ((char*)to)[rest] = ((const char*)from)[rest];
}

} // namespace details

template <class Group> OX_CG void memcpy_async(const Group& group, void* to, const void* from, size_t bytes) {
  size_t address = (size_t)to | (size_t)from;
  if (address % 16 == 0)
    details::copy_words<uint4>(group, to, from, bytes);
  else if (address % 4 == 0)
    details::copy_words<unsigned>(group, to, from, bytes);
  else
    details::copy_words<unsigned char>(group, to, from, bytes);
}

// Copies as many elements as both ranges hold.
template <class Group, class To, class From>
OX_CG void memcpy_async(const Group& group, To* to, size_t to_count, const From* from, size_t from_count) {
  size_t to_bytes = to_count * sizeof(To), from_bytes = from_count * sizeof(From);
  memcpy_async(group, (void*)to, (const void*)from, to_bytes < from_bytes ? to_bytes : from_bytes);
}

template <class Group> OX_CG void wait(const Group& group) { group.sync(); }
template <unsigned Stages, class Group> OX_CG void wait_prior(const Group& group) { group.sync(); }

} // namespace cooperative_groups
#endif

#endif
