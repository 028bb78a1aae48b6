/* SPDX-License-Identifier: Apache-2.0
 *
 * The lease protocol of one task: node X with its writing thread, workers, lease, comparison and planned stop; node B, which
 * takes over, cancels and runs the task as well. README.md tells how to run and to read this.
 *
 * "name: [engine.Class.member]" names a transition and the statement or method that it stands for; at that place a comment
 * "lease.pml: name" names the transition. Each mend can be taken out with -DNO_...; then the check must find an error.
 *
 * Epochs and node ids are symbols: only whether they are equal counts, and what nothing can ever be equal to again becomes
 * GONE. So there is no bound on claims, renewals, registrations and take-overs.
 *
 * Configurations, beside claims whose outcome is unknown, renewals that fail or whose answer is lost, and take-overs:
 *   -DRACE      leases end, others take over
 *   -DCANCEL    a cancel from another node, while leases end and attempts are stopped
 *   -DPLANNED   a planned stop and outages of the database
 *   -DFAILOVER  the database goes back to an older state, once
 *
 * Mends, the configuration that needs them, and what is so without them:
 *   RACE      NO_BEGIN_RIGHT       the right is not looked at before the code is called
 *   RACE      NO_ASK_RIGHT         nor when the code asks whether it is cancelled
 *   RACE      NO_CLAIM_ID          an answer counts as claimed by whoever this process is by then
 *   RACE      NO_BACK_BY_EPOCH     only what the node claimed as whom it is now can be given back
 *   RACE      NO_HELD_STOP         a renewal forgets that attempts were told to stop meanwhile
 *   RACE      NO_HELD_TIME         a renewal continues a lease whose four fifths were over before its answer came
 *   RACE      NO_COUNT_FROM_SENT   the node counts its lease from the answer, not from before the question
 *   RACE      NO_TAKE_OVER_MATCH   a take-over takes whatever runs when it has the row's lock
 *   RACE      NO_TAKE_OVER_EPOCH   a take-over leaves the epoch as it is
 *   RACE      NO_COMPARE_SETTLES   what runs here without an attempt is not settled
 *   CANCEL    NO_CANCEL_ONE        a cancel is two statements
 *   CANCEL    NO_BACK_CANCELS      a give-back lets a cancelled task wait
 *   CANCEL    NO_REQUEUE_CANCELS   so does a requeue
 *   CANCEL    NO_BEGIN_REASON      begin does not look at what the attempt was told
 *   PLANNED   NO_CLOSE_ENDS_RIGHT  the right outlives the end of the lease thread
 *   PLANNED   NO_LATE_ANSWER       a claim that is answered after the stop is started
 *   PLANNED   NO_ABANDON_SIGNAL    an attempt that has not begun is abandoned without being told
 *   PLANNED   NO_LEAVE_SPARES      what a stopped node still holds counts
 *   PLANNED   NO_BACK_SPARES       what a node held that lost its lease and came back counts
 *   PLANNED   NO_COMPARE_SPARES    what the comparison settles counts
 *   PLANNED   NO_QUIET             others take over at once after an outage
 *   FAILOVER  NO_UNIQUE_EPOCHS     an epoch is the one before and one
 *   FAILOVER  NO_UNIQUE_IDS        node ids come from a sequence
 *   FAILOVER  NO_QUIET_PROMOTION   leases end by renewals that the new primary has not heard of
 *   FAILOVER  NO_COMPARE_FENCES    an attempt that the store does not list goes on
 */

/* ---- the database ---- */
#define WAITING 0
#define RUNNING 1
#define ENDED 2        /* FINISHED or FAILED */
#define CANCELLED 3
byte status = WAITING;
byte holder = 0;       /* 0: NULL */
#define B 1
#define C 2
#define X 3            /* as whom X knows itself */
#define NEWX 4         /* as whom it is about to go on */
#define OLDX 5         /* as whom it was known */
#define NEWB 6
#define IDS 7
bool row[IDS];         /* node rows */
byte epoch = 1;
#define OLD 15         /* an epoch that no row has again */
bool dbEnded = 0;      /* by the database's clock the lease of X's newest row is over */
byte txn = 0;          /* X's claim: 1 its statement is done and the row locked, 2 committed, 3 rolled back; 2, 3 not yet told */
byte cid = 0, cep = 0; /* its holder and epoch */
bool cancel = 0;       /* cancel_time is set */
byte counted = 0;      /* attempt - spared, never below 0 */

/* ---- node X ---- */
bool cur = 0;          /* four fifths of the lease have passed by its own count */
bool nw = 0;           /* the same for the renewal that is on its way */
bool dbByNew = 0;      /* the database counts from that one */
bool ending = 0;       /* attempts were told to stop */
bool inflight = 0;     /* the writing thread waits for its claim */
byte att = 0;          /* its attempt: */
#define QUEUED 1       /* taken in, for a worker */
#define DECIDED 2      /* a worker has it */
#if defined(CANCEL) || defined(PLANNED)
#define TAKEN QUEUED
#else
#define TAKEN DECIDED  /* this makes a difference to a stop only */
#endif
#define CODE 3         /* the operation's code was called */
#define BACK 4         /* a verdict, whose write is on its way */
#define END 5
#define REQUEUE 6
bool attMine = 0;      /* X still is as whom it was claimed */
byte attEpoch = 0;
byte sig = 0;          /* Cancellation.Reason: */
#define CALLER 1
#define STOP 2
#define FENCED 3
byte seen = 0, heldE = 0, lostE = 0, lostV = 0; /* the comparison: had, held, settled, how: 1 requeue, 2 end, 3 cancelled, 4 requeue that does not count */
bool stopped = 0, gone = 0, closed = 0; /* planned stop: no claims; no writes; no lease */
bool told = 0;         /* the stop has told attempts that run */
byte abdE = 0;         /* of an abandoned attempt, whose verdict is on its way */
byte zE = 0;           /* of an older attempt, whose end is on its way */

/* ---- the others ---- */
byte idB = B;
byte bE = 0;           /* code of B's attempt runs */
byte tE[2], tV[2];     /* take-overs: the candidate, then what it became, and how it is settled */

/* ---- seen by the invariants only ---- */
bool begun = 0;        /* code was called, and no rule has repeated it since */
bool unknown = 0;      /* RUNNING by a claim of X that X could not find out about */
bool asked = 0;        /* a cancel was answered */
byte askedE = 0;       /* the attempt that ran then */
bool late = 0;         /* a claim was on its way when its node left, or its outcome stayed unknown: it may count */
byte phase = 0;        /* failover: 1 the standby's state is chosen, 2 it has taken over */
byte sStatus = 0, sHolder = 0, sEpoch = 0; bool sRow[IDS];
bool old = 0, oldC = 0; /* X's attempt, its claim on the way, are from before the failover */
#define OVER (phase == 2)

/* What RACE looks at step by step happens at once in the others, and the other way round. */
#if defined(RACE) || defined(WIDE)
#define RACE_BEGIN
#define RACE_END
#else
#define RACE_BEGIN atomic {
#define RACE_END }
#endif

hidden byte f, i;
inline freshEpoch() { f = 1;
  do
  :: f != epoch && f != sEpoch && f != cep && f != attEpoch && f != zE && f != bE && f != seen && f != heldE && f != lostE &&
     f != abdE && f != askedE && f != tE[0] && f != tE[1] -> break
  :: else -> f++
  od }
inline retire(v) { if :: v == epoch -> v = OLD :: else fi }

/* right: [postgres.Lease.isHeldBy] */
#ifdef NO_CLOSE_ENDS_RIGHT
#define RIGHT (attMine && !ending && cur == 0)
#else
#define RIGHT (attMine && !ending && cur == 0 && !closed)
#endif

/* fence: [postgres.RecordedColumns.HELD] [postgres.Standings.STAND] number, epoch, and a holder that is not null */
#define HOLDS(e) (status == RUNNING && holder != 0 && epoch == e)

#ifdef NO_UNIQUE_EPOCHS
byte num = 0, attNum = 0, zNum = 0, cNum = 0, sNum = 0, bNum = 0; /* epochs as they would be if each were the one before and one */
#define FENCE(e, n) (status == RUNNING && holder != 0 && num == n)
#define SAVE_NUM sNum = num;
#define B_NUM bNum
#else
#define FENCE(e, n) HOLDS(e)
#define SAVE_NUM
#define B_NUM 0
#define attNum 0
#define zNum 0
#endif
#ifdef NO_TAKE_OVER_EPOCH
bool taken = 0;
#endif

/* ---- what several do ---- */

/* epoch: [postgres.Epochs.NEXT] */
inline newEpoch(e) {
  if
  :: sEpoch != epoch ->
       retire(attEpoch); retire(zE); retire(bE); retire(seen); retire(heldE); retire(lostE); retire(abdE); retire(askedE);
       retire(cep); retire(tE[0]); retire(tE[1])
  :: else
  fi;
  if :: e == 0 -> freshEpoch(); epoch = f :: else -> epoch = e fi;
  unknown = 0
#ifdef NO_UNIQUE_EPOCHS
  ; num++; if :: num > 7 -> num = 0 :: else fi
#endif
#ifdef NO_TAKE_OVER_EPOCH
  ; taken = 0
#endif
}

#ifdef PLANNED
#define COUNT counted++
#define SPARE if :: counted > 0 -> counted-- :: else fi
#else
#define COUNT skip
#define SPARE skip
#endif

inline checkCount() {
#ifdef PLANNED
  /* I7: stops that were planned, and outages, count no attempt */
  assert(status != WAITING || late || counted == 0)
#else
  skip
#endif
}

inline ended(as) { status = as; holder = 0; unknown = 0 }

/* The one statement makes a cancelled task CANCELLED instead of WAITING. */
inline waits() {
  newEpoch(0); holder = 0;
  if :: cancel -> status = CANCELLED :: else -> status = WAITING fi;
  checkCount()
}

/* requeue: [postgres.Requeues.REQUEUE] counts: whether the attempt does */
inline requeues(e, counts) {
  if
  :: HOLDS(e) ->
       if :: !counts -> SPARE :: else fi;
       begun = 0;
#ifdef NO_REQUEUE_CANCELS
       newEpoch(0); holder = 0; status = WAITING; checkCount()
#else
       waits()
#endif
  :: else
  fi
}

/* end: [postgres.Endings.END] */
inline ends(e, n) {
  if
  :: FENCE(e, n) ->
       /* I6: an attempt that the store forgot, or that somebody took over, changes nothing */
       assert(epoch == e);
#ifdef NO_TAKE_OVER_EPOCH
       assert(!taken);
#endif
       ended(ENDED)
  :: else
  fi
}

/* The operation's code is called. */
inline begins(e, excused) {
  /* I1: code begins only while its attempt holds the right */
  assert(excused || HOLDS(e));
  /* I5: code begins at most once, unless the rule has put the task back, which that of Recovery.Fail never does */
  assert(!begun || OVER);
  begun = 1;
  /* I4: after a cancel was answered, only the attempt that ran then may begin */
  assert(!asked || askedE == e)
}

/* lease-ends: [postgres.Lease.stopAttempts] [engine.Attempts.fence] */
inline stopAttempts() { ending = 1; if :: att >= QUEUED && att <= CODE -> sig = FENCED :: else fi }

inline forget() {
  att = 0; attMine = 0; attEpoch = 0; sig = 0; old = 0
#ifdef NO_UNIQUE_EPOCHS
  ; attNum = 0
#endif
}

#include "node.pml"
#include "others.pml"
