/* SPDX-License-Identifier: Apache-2.0 */
/* Part of lease.pml: time, and what node X does. */

/* ---- time ---- */
proctype Tick() {
  do
  :: atomic { cur == 0 && !closed -> cur = 1 }
  :: atomic { nw == 0 && cur == 1 && dbByNew && !closed -> nw = 1 }
  /* the node counts from before a renewal was sent, so its count is over first */
#if !defined(PLANNED) || defined(NO_QUIET)                      /* of no effect where nobody takes over */
  :: atomic { !dbEnded && ((dbByNew && nw == 1) || (!dbByNew && cur == 1)) -> dbEnded = 1 }
#endif
#ifdef NO_QUIET_PROMOTION
  :: atomic { OVER && !dbEnded -> dbEnded = 1 }
#endif
  od }

/* ---- X: the thread that writes, as far as it claims ---- */
proctype Writer() {
  do
  :: atomic { /* claim: [postgres.Claims.CLAIM] */
       status == WAITING && txn == 0 && !inflight && !stopped && row[X] && !dbEnded &&
       (att == 0 || att == CODE || (att == END && zE == 0)) ->
       freshEpoch(); cep = f; cid = X; txn = 1; inflight = 1; oldC = 0 }
  :: atomic { /* claim-answered: [engine.Attempts.adopt] [postgres.Claims.claim] */
       inflight && txn == 2 ->
       if
#ifdef FAILOVER
       :: att == END -> zE = attEpoch
#endif
#ifdef NO_UNIQUE_EPOCHS
          ; zNum = attNum
#endif
       :: else
       fi;
       forget();
#ifdef NO_CLAIM_ID
       attMine = 1;
#else
       attMine = (cid == X);
#endif
#ifdef NO_UNIQUE_EPOCHS
       attNum = cNum;
#endif
       attEpoch = cep; att = TAKEN; old = oldC; oldC = 0; cid = 0; cep = 0; txn = 0; inflight = 0;
#ifndef NO_LATE_ANSWER
       if :: stopped -> att = BACK :: else fi /* claim-late: [engine.Dispatcher.claimed] */
#else
       skip
#endif
     }
  :: atomic { inflight && txn == 3 -> inflight = 0; txn = 0; cid = 0; cep = 0; oldC = 0 }
  :: atomic { /* claim-unknown: [postgres.Transactions.isCommitted] the transaction may have taken place, or will */
       inflight && txn < 3 -> inflight = 0; oldC = 0; if :: txn == 1 || HOLDS(cep) -> unknown = 1 :: else fi;
       if :: txn == 2 -> txn = 0; cid = 0; cep = 0 :: else fi }
  od }

/* What becomes of the claim's transaction in the database. */
proctype Commit() {
  do
  :: atomic { txn == 1 ->
       status = RUNNING; holder = cid; newEpoch(cep);
#ifdef NO_UNIQUE_EPOCHS
       cNum = num;
#endif
       if :: !inflight -> unknown = 1 :: else fi; COUNT;
       if :: inflight -> txn = 2 :: else -> txn = 0; cid = 0; cep = 0 fi }
  :: atomic { txn == 1 -> if :: inflight -> txn = 3 :: else -> txn = 0; cid = 0; cep = 0; unknown = 0 fi }
  od }

/* ---- X: a worker, and what its verdicts write ---- */
proctype Worker() {
  do
  :: atomic { att == QUEUED -> att = DECIDED } /* decide: [engine.LiveAttempt.decide] */
  :: atomic { att == QUEUED -> att = BACK }    /* ahead: [engine.Attempts.giveBack] */
  :: atomic { att == DECIDED ->                /* begin: [engine.Cancellation.begin] [engine.AttemptRun.notBegun] */
       if
#ifndef NO_BEGIN_REASON
       :: sig == CALLER -> att = END
       :: sig == STOP || sig == FENCED -> att = BACK
#endif
#ifndef NO_BEGIN_RIGHT
       :: sig == 0 && !RIGHT -> att = BACK
#endif
       :: else ->
            /* I4: an attempt that has heard of its cancel never begins */
            assert(sig != CALLER);
            /* I7: a stop that has told its attempts begins nothing */
            assert(!told);
            begins(attEpoch, old); att = CODE
       fi }
  :: atomic { att == CODE && sig == 0 ->       /* ask: [engine.Cancellation.ask] */
       if
#ifndef NO_ASK_RIGHT
       :: !RIGHT -> sig = FENCED
#endif
       :: else -> assert(old || HOLDS(attEpoch) || (abdE == 0 && stopped)) /* I1: and goes on, when it asks, only then */
       fi }
  :: atomic { att == CODE ->                   /* judge: [engine.AttemptRun.judge] [engine.Recoveries.stopped] */
       if
       :: sig == FENCED -> forget()
       :: sig == STOP -> if :: att = REQUEUE :: att = END fi
       :: sig != FENCED -> att = END
       fi }
  :: atomic { att == BACK && txn != 1 && !gone -> /* give-back: [postgres.GivingBack.GIVE_BACK] */
       if
#ifdef NO_BACK_BY_EPOCH
       :: HOLDS(attEpoch) && holder == X ->
#else
       :: HOLDS(attEpoch) ->
#endif
            SPARE;
#ifdef NO_BACK_CANCELS
            newEpoch(0); holder = 0; status = WAITING; checkCount()
#else
            waits()
#endif
       :: else -> assert(!HOLDS(attEpoch)) /* I7: what was refused goes back, as whomever it was claimed */
       fi; forget() }
  :: atomic { att == END && txn != 1 && !gone -> ends(attEpoch, attNum); forget() }
  :: atomic { zE != 0 && txn != 1 && !gone -> ends(zE, zNum); zE = 0 }
  :: atomic { att == REQUEUE && txn != 1 && !gone -> requeues(attEpoch, false); forget() }
  :: atomic { abdE != 0 && txn != 1 && !gone ->
       /* I7: only what has begun is abandoned by its rule */
       assert(begun || !HOLDS(abdE));
       if :: true -> requeues(abdE, false) :: true -> ends(abdE, 0) fi; abdE = 0 }
  :: atomic { gone && att >= BACK -> forget() }
  od }

/* ---- X: its lease ---- */
proctype Look() {
  do :: atomic { cur == 1 && !closed && (!ending || (att >= QUEUED && att <= CODE && sig != FENCED)) -> stopAttempts() } od } /* look: [postgres.Lease.look] */

/* spare: [postgres.Nodes.SPARE_HELD] what the node holds does not count */
inline spares(id) {
  if
  :: status == RUNNING && holder == id -> SPARE
  :: else -> if :: txn == 1 && cid == id -> late = 1 :: else fi
  fi }

proctype Renew() { bool held;
  do
  :: RACE_BEGIN !closed;                                        /* renew: [postgres.Lease.renew] */
     if
     :: atomic { row[X] -> held = 1; dbEnded = 0; dbByNew = 1; nw = 0 } /* renewed: [postgres.Nodes.RENEW] */
     :: atomic { !row[X] -> held = 0 }
     :: goto failed
     fi;
     if :: skip :: goto failed fi;                              /* the answer is lost */
     atomic { if :: !held -> stopAttempts() :: else fi; held = 0 };
     if
     :: atomic { ending && !closed ->                           /* leave: [postgres.Nodes.LEAVE] [postgres.Lease.beginAnew] */
          if
          :: row[X] -> row[X] = 0
#ifndef NO_BACK_SPARES
             ; spares(X)
#endif
          :: else
          fi };
        if :: skip :: goto failed fi;                           /* also if it is registered, and nobody heard of that */
        atomic { row[NEWX] = 1; dbEnded = 0; dbByNew = 1; nw = 0 } /* register: [postgres.Nodes.REGISTER] */
     :: atomic { !ending || closed }
     fi;
     atomic {                                                   /* renewal-taken: [postgres.Lease.take] [postgres.Lease.begun] */
       if
#ifndef NO_HELD_STOP
       :: !row[NEWX] && ending -> skip
#endif
#ifndef NO_HELD_TIME
       :: !row[NEWX] && !ending && cur == 1 -> ending = 1
#endif
       :: else ->
            if
            :: row[NEWX] ->
                 row[NEWX] = 0; row[X] = 1; attMine = 0;
                 if :: holder == X -> holder = OLDX :: else fi;
                 if :: cid == X -> cid = OLDX :: else fi;
#ifdef FAILOVER
                 if :: sHolder == X -> sHolder = OLDX :: else fi;
                 sRow[OLDX] = sRow[OLDX] || sRow[X]; sRow[X] = sRow[NEWX]; sRow[NEWX] = 0
#endif
            :: else
            fi;
            ending = 0;
#ifdef NO_COUNT_FROM_SENT
            cur = 0
#else
            cur = nw
#endif
       fi };
failed:
     atomic { held = 0; dbByNew = 0; nw = 0 } RACE_END
  od }

/* ---- X: what the store says that it runs, and what it runs ---- */
#define RUNS(e) (att != 0 && attEpoch == e)
#define UNATTENDED (status == RUNNING && holder == X && row[X] && !inflight && !RUNS(epoch) && lostE != epoch && !stopped)

inline verdict(e, v) {                                          /* left: [postgres.LostAttempts.LEFT] [engine.Recoveries.lost] */
  if
  :: !HOLDS(e) -> e = 0
  :: HOLDS(e) && cancel -> v = 3
  :: HOLDS(e) && !cancel -> if :: v = 1 :: v = 2 fi
  fi }

inline settles(e, v) {                                          /* settle: [engine.Attempts.settleLost] */
  if
  :: v == 1 -> requeues(e, true)
  :: v == 4 -> requeues(e, false)
  :: v == 2 && HOLDS(e) -> ended(ENDED)
  :: v == 3 && HOLDS(e) -> ended(CANCELLED)
  :: else
  fi;
  e = 0; v = 0 }

proctype Compare() {
  do
  :: RACE_BEGIN atomic { !inflight && !gone ->                           /* compare: [engine.LostAttempts.recover] [postgres.HeldTasks.HELD] */
       if :: att != 0 && !(att > CODE) -> seen = attEpoch :: else fi;
       if :: status == RUNNING && holder == X -> heldE = epoch :: else fi };
     atomic {                                                   /* fence-unknown: [engine.LostAttempts.fenceUnknown] */
#ifndef NO_COMPARE_FENCES
       if :: seen != 0 && seen != heldE && seen == attEpoch && att <= CODE -> sig = FENCED :: else fi;
#endif
       /* I6: one round stops an attempt that the store does not know */
       assert(seen == 0 || seen == heldE || seen != attEpoch || att > CODE || sig == FENCED);
#ifndef NO_COMPARE_SETTLES
       if :: heldE != 0 && !RUNS(heldE) -> lostE = heldE :: else fi;
#endif
       /* I2: one round finds whatever is RUNNING and nobody runs */
       assert(!UNATTENDED || heldE != epoch);
       seen = 0; heldE = 0;
       if
       :: lostE != 0 ->
            verdict(lostE, lostV);
#ifndef NO_COMPARE_SPARES
            if :: lostV == 1 -> lostV = 4 :: else fi            /* this process lives, so it is no attempt that failed */
#endif
       :: else
       fi;
       if
       :: lostE == 0 && status == RUNNING && holder != X && !row[holder] && row[X] && !gone ->
            holder = X; newEpoch(0); unknown = 1; lostE = epoch; verdict(lostE, lostV)
       :: true
       fi };
     if
     :: lostE == 0
     :: atomic { lostE != 0 && !gone ->
          /* I3: what a living node runs is not settled */
          assert(!HOLDS(lostE) || (lostE != bE && !(att == CODE && RUNS(lostE))));
          settles(lostE, lostV) }
     :: atomic { lostE != 0 -> lostE = 0; lostV = 0 }           /* the database does not answer; the next round */
     fi RACE_END
  od }
