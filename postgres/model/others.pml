/* SPDX-License-Identifier: Apache-2.0 */
/* Part of lease.pml: what others do, the planned stop, the failover, and what holds always. */

/* ---- other nodes take over ---- */
#define TAKEN_OVER 9
#define ME(t) (t == 0 -> idB : C)

proctype Taker(byte t) {
#ifdef NO_TAKE_OVER_MATCH
  bool snap[IDS];
#endif
  do
  :: RACE_BEGIN atomic { tE[t] == 0 ->                          /* take-over: [postgres.LostAttempts.TAKE_OVER] its snapshot */
#if !defined(PLANNED) || defined(NO_QUIET)                      /* quiet: [postgres.Lease.judgesOthers] takes from no other node */
       if
       :: dbEnded && row[X] ->
            /* I3: nothing is taken from a node whose lease is good */
            assert(cur == 1 || ending || closed);
            row[X] = 0
       :: else
       fi;
#endif
       row[OLDX] = 0;
       if
       :: status == RUNNING && holder != ME(t) && !row[holder] ->
            tE[t] = epoch;
#ifdef NO_TAKE_OVER_MATCH
            i = 0; do :: i < IDS -> snap[i] = row[i]; i++ :: else -> break od; i = 0
#endif
       :: else
       fi }
     if
     :: tE[t] == 0
     :: tE[t] != 0 && txn != 1 ->
        atomic {                                                /* taken-over: [postgres.LostAttempts.TAKE_OVER] its update */
          if
#ifdef NO_TAKE_OVER_MATCH
          :: status == RUNNING && holder != ME(t) && !snap[holder] ->
#else
          :: HOLDS(tE[t]) ->                                    /* and the same holder, which changes with the epoch only */
#endif
               /* I3: nothing is taken from a node whose lease is good */
               assert(!row[holder] && !(holder == X && cur == 0 && !ending && !closed));
               holder = ME(t);
#ifdef NO_TAKE_OVER_EPOCH
               taken = 1;
#else
               newEpoch(0);
#endif
               tE[t] = epoch
          :: else -> tE[t] = 0
          fi
#ifdef NO_TAKE_OVER_MATCH
          ; i = 0; do :: i < IDS -> snap[i] = 0; i++ :: else -> break od; i = 0
#endif
          ;
#if defined(PLANNED) || defined(FAILOVER)
          if :: tE[t] != 0 -> verdict(tE[t], tV[t]); settles(tE[t], tV[t]) :: else fi
#else
          if :: tE[t] != 0 -> tV[t] = TAKEN_OVER :: else fi
#endif
        }
     fi RACE_END
  :: atomic { tV[t] == TAKEN_OVER -> verdict(tE[t], tV[t]); if :: tE[t] == 0 -> tV[t] = 0 :: else fi }
  :: atomic { tV[t] != 0 && tV[t] != TAKEN_OVER -> settles(tE[t], tV[t]) }
  od }

/* ---- B runs it ---- */
#ifdef PLANNED
#define OTHER gone     /* before, it would be as if X did */
#else
#define OTHER true
#endif
proctype Other() {
  do
  :: atomic { status == WAITING && txn == 0 && bE == 0 && OTHER ->
       newEpoch(0); status = RUNNING; holder = idB; COUNT; bE = epoch; begins(bE, false)
#ifdef NO_UNIQUE_EPOCHS
       ; bNum = num
#endif
#ifndef FAILOVER
       ; ends(bE, B_NUM); bE = 0
#endif
     }
  :: atomic { bE != 0 -> ends(bE, B_NUM); bE = 0 }
#ifdef FAILOVER
  :: atomic { OVER && idB == B -> row[B] = 0; bE = 0;           /* B registers anew */
#ifdef NO_UNIQUE_IDS
       if :: !row[X] -> idB = X :: else -> idB = NEWB fi;       /* a sequence goes back with the database */
#else
       idB = NEWB;
#endif
       row[idB] = 1 }
#endif
  od }

/* ---- a caller cancels on B ---- */
proctype Caller() {
#ifdef NO_CANCEL_ONE
  atomic { txn != 1 -> if :: status == WAITING -> status = CANCELLED :: else fi };
  atomic { txn != 1 -> if :: status == RUNNING -> cancel = 1; askedE = epoch :: else fi; asked = 1 }
#else
  atomic { txn != 1 ->                                          /* cancel: [postgres.Cancels.CANCEL] */
    if
    :: status == WAITING -> status = CANCELLED
    :: status == RUNNING -> cancel = 1; askedE = epoch
    :: else
    fi; asked = 1 }
#endif
  do
  :: atomic { cancel && status == RUNNING && holder == X && att >= QUEUED && att <= CODE && attEpoch == epoch && sig == 0 ->
       sig = CALLER }                                           /* heard: [postgres.Neighbours.CANCELLED] [engine.Attempts.cancel] */
  od }

/* ---- X stops as planned ---- */
proctype Stop() {
#ifdef PLANNED
  if :: stopped = 1; goto close :: skip fi;                     /* or the store is closed and nobody told the engine */
#endif
  stopped = 1;                                                  /* stop: [engine.Service.stop] [engine.Dispatcher.stop] */
  atomic { if :: att == QUEUED -> att = BACK :: else fi };      /* whether or not the claim on its way was answered */
  atomic { if :: att >= QUEUED && att <= CODE && sig == 0 -> sig = STOP :: else fi; told = 1 };
#ifdef PLANNED
  atomic {                                                      /* abandon: [engine.Service.abandon] [engine.Cancellation.hasBegun] */
    if
#ifndef NO_ABANDON_SIGNAL
    :: att == QUEUED || att == DECIDED -> att = BACK
#else
    :: att == QUEUED || att == DECIDED -> abdE = attEpoch
#endif
    :: att == CODE -> abdE = attEpoch
    :: else
    fi };
close:
  atomic { !inflight && abdE == 0 && zE == 0 && att != END && att != REQUEUE ->
           gone = 1 };                                          /* writer-closed: [postgres.GroupCommit.close] */
  atomic { closed = 1 };                                        /* lease-closed: [postgres.Lease.close] */
  atomic { row[X] = 0                                           /* close: [postgres.OpenStore.close] */
#ifndef NO_LEAVE_SPARES
    ; spares(X)
#endif
  }
#endif
  }

/* ---- the database is an older one ---- */
proctype Failover() {
  atomic { phase = 1; sStatus = status; SAVE_NUM sHolder = holder; sEpoch = epoch;
    i = 0; do :: i < IDS -> sRow[i] = row[i]; i++ :: else -> break od; i = 0 };
  atomic { phase = 2; old = (att != 0); oldC = inflight;
    if :: txn == 1 -> if :: inflight -> txn = 3 :: else -> txn = 0; cid = 0; cep = 0 fi :: else fi;
#ifdef NO_UNIQUE_EPOCHS
    num = sNum;
#endif
    status = sStatus; holder = sHolder; epoch = sEpoch; unknown = 0; sStatus = 0; sHolder = 0; sEpoch = 0;
    i = 0; do :: i < IDS -> row[i] = sRow[i]; sRow[i] = 0; i++ :: else -> break od; i = 0;
    row[idB] = 1 } }

/* ---- what holds always ---- */
proctype Always() {
  /* I2: nothing is RUNNING without an attempt under a living holder, unless a claim's outcome stayed unknown */
  do
  :: atomic { UNATTENDED && !dbEnded && !ending && cur == 0 && !unknown && !OVER -> assert(false) }
  /* I4: a cancel that was answered is noted, or the task has ended, and it waits no more */
  :: atomic { (asked && !(cancel || status >= ENDED)) || (status == WAITING && cancel) -> assert(false) }
  od }

init {
  atomic {
    row[B] = 1; row[X] = 1;
    run Tick(); run Writer(); run Commit(); run Worker(); run Look(); run Renew(); run Compare(); run Taker(0);
    run Always();
#ifdef WIDE
    row[C] = 1; run Taker(1);
#endif
#ifdef CANCEL
    run Caller(); run Stop();
#endif
#ifdef PLANNED
    run Stop();
#endif
#if !defined(RACE) || defined(WIDE)
    run Other();
#endif
#ifdef FAILOVER
    run Failover();
#endif
  } }
