// Which group of a warp runs next.
//
// Groups are ordered by turn, then by sp, then by pc: lower first.  The lowest pc first makes groups meet again where
// their ways join, for code is laid out in that order; the lowest sp first lets those inside a call return.  A group
// that has used its budget of backward jumps gets a new, later turn, so a group that waits for another lane of its warp
// by spinning never keeps that lane from running.  Lanes keep their turn in whatever groups they come to be: of two
// groups that meet, the later one counts.  A sleep is a later turn that is kept even where nobody waits for it; the
// earliest sleeper wakes when nobody else can run.  ox.join only adds waiting that is bounded: see park_at_join.
#pragma once
#include "simulator/interpreter.h"
#include "simulator/warp.h"

namespace ox::sim {

enum class TurnEnd {
  kFinished, // every lane has ended
  kSpent,    // the budget is used up, or the warp gives way
  kSleeping, // gives way because it sleeps
  kBlocked,  // every group waits for other lanes
  kTrouble,  // warp.trouble
};

// Runs the warp for a budget of backward jumps.
TurnEnd run_turn(Warp& warp, const Engine& engine, int64_t budget);

// The lanes of a warp that start at pc.
void start_groups(Warp& warp, uint32_t lanes, const Slot* pc);

} // namespace ox::sim
